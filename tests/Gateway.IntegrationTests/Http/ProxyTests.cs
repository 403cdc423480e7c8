using Gateway.Domain.Access;

namespace Gateway.IntegrationTests.Http;

/// <summary>Whose word about the client is taken: shown by the host that the request counts as asking for.</summary>
public sealed class ProxyTests
{
    private const string Named = "gateway.example";

    [TestCase("127.0.0.0/8", "X-Forwarded-For: 203.0.113.7\r\nX-Forwarded-Host: gateway.example\r\n", 200)]
    [TestCase("127.0.0.1", "X-Forwarded-For: 203.0.113.7\r\nX-Forwarded-Host: gateway.example\r\n", 200)]
    [TestCase("127.0.0.1", "X-Forwarded-For: 203.0.113.7\r\nX-Forwarded-Host: evil.example\r\n", 400)]
    [TestCase("127.0.0.1", "X-Forwarded-For: 203.0.113.7\r\nX-Forwarded-Proto: https\r\n", 400)]
    [TestCase("127.0.0.1", "X-Forwarded-For: 203.0.113.7\r\nX-Original-Host: gateway.example\r\nForwarded: host=gateway.example\r\n", 400)]
    [TestCase("10.0.0.0/8", "X-Forwarded-For: 203.0.113.7\r\nX-Forwarded-Host: gateway.example\r\n", 400)]
    [TestCase(null, "X-Forwarded-For: 203.0.113.7\r\nX-Forwarded-Host: gateway.example\r\n", 400)]
    public async Task A_proxy_is_believed_when_it_is_named(string? proxy, string headers, int status)
    {
        await using var application = Behind(proxy);
        Assert.That((await AskAsync(application, "internal.example", headers)).Status, Is.EqualTo(status));
    }

    [TestCase("X-Forwarded-For: 203.0.113.7, 10.1.1.1, 10.2.2.2\r\nX-Forwarded-Host: gateway.example, b.example, c.example\r\n", 200)]
    [TestCase("X-Forwarded-For: 203.0.113.7, 192.0.2.1, 10.2.2.2\r\nX-Forwarded-Host: gateway.example, b.example, c.example\r\n", 400)]
    public async Task Proxies_in_a_row_are_believed_up_to_the_first_that_is_not_named(string headers, int status)
    {
        await using var application = Behind("127.0.0.1", "10.0.0.0/8");
        Assert.That((await AskAsync(application, "internal.example", headers)).Status, Is.EqualTo(status));
    }

    [Test]
    public async Task A_client_behind_a_proxy_cannot_say_who_it_is_itself()
    {
        await using var application = Behind("127.0.0.1");
        var headers = "X-Forwarded-For: 127.0.0.1, 203.0.113.7\r\nX-Forwarded-Host: gateway.example, evil.example\r\n";
        (await AskAsync(application, Named, headers)).MustBe(400, "bad_request");
    }

    [TestCase("X-Original-URL: /nowhere\r\nX-Rewrite-URL: /nowhere\r\n")]
    [TestCase("X-HTTP-Method-Override: DELETE\r\nX-HTTP-Method: DELETE\r\n")]
    [TestCase("X-Forwarded-For: rubbish\r\n")]
    [TestCase("X-Forwarded-Host: \r\nX-Forwarded-Proto: \r\n")]
    public async Task Nothing_else_is_taken_from_a_proxy_either(string headers)
    {
        await using var application = Behind("127.0.0.1");
        (await AskAsync(application, Named, headers)).MustBePage(0);
    }

    private static GatewayApplication Behind(params string?[] proxies) =>
        new([("AllowedHosts", Named), .. proxies.OfType<string>().Select((proxy, i) => ($"Gateway:Proxies:{i}", proxy))]);

    private static async Task<Answer> AskAsync(GatewayApplication application, string host, string headers)
    {
        var organization = GatewayApplication.NewOrganization();
        var (session, key) = (await application.NewSessionAsync(organization), await application.NewKeyAsync(organization, Permissions.Read));
        return await application.RawAsync($"GET {Tenant.PathOf(session)} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {key.Key}\r\nConnection: close\r\n{headers}\r\n");
    }
}
