namespace Gateway.IntegrationTests.Http;

public sealed class AllowedHostsTests
{
    private readonly GatewayApplication _application = new(("AllowedHosts", "gateway.example;*.gateway.example"));
    private Tenant _tenant = null!;

    [OneTimeSetUp]
    public async Task SeedAsync() => _tenant = await _application.NewTenantAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _application.DisposeAsync();

    [TestCase("gateway.example")]
    [TestCase("GATEWAY.example:8080")]
    [TestCase("eu.gateway.example")]
    public async Task A_host_that_is_named_may_be_asked(string host) => (await AskAsync(_tenant.Path, host)).MustBePage(0);

    [TestCase("evil.example")]
    [TestCase("gateway.example.evil.example")]
    [TestCase("127.0.0.1")]
    [TestCase("")]
    public async Task Any_other_is_refused_before_the_token(string host)
    {
        (await AskAsync(_tenant.Path, host)).MustBe(400, "bad_request");
        (await AskAsync(_tenant.Path, host, token: "wa_wrong")).MustBe(400, "bad_request");
    }

    [TestCase("/livez", "evil.example")]
    [TestCase("/readyz", "10.0.0.1:8080")]
    [TestCase("/livez", "")]
    public async Task Health_answers_to_any_host(string target, string host) =>
        Assert.That((await AskAsync(target, host)).Text, Is.EqualTo("""{"status":"ok"}"""));

    [Test]
    public async Task The_host_is_never_echoed() =>
        Assert.That((await AskAsync(_tenant.Path, "canary.example")).Text, Does.Not.Contain("canary"));

    private Task<Answer> AskAsync(string target, string host, string? token = null) =>
        _application.RawAsync($"GET {target} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {token ?? _tenant.Token}\r\nConnection: close\r\n\r\n");
}
