namespace Gateway.IntegrationTests.Http;

/// <summary>Headers and bodies that clients send and that must not matter, or must be refused.</summary>
[OverEveryDatabase]
public sealed class RequestHeaderTests(TestedDatabase database)
{
    private Tenant _tenant = null!;
    private Answer _plain = null!;

    private GatewayApplication Application => SharedApplication.Of(database);

    [OneTimeSetUp]
    public async Task SeedAsync()
    {
        _tenant = await Application.NewTenantAsync();
        await _tenant.SeedContactsAsync(2);
        _plain = (await _tenant.RawAsync("limit=1")).MustBePage(1);
    }

    [TestCase("Accept: text/xml")]
    [TestCase("Accept: ;;;")]
    [TestCase("Accept: text/html,application/xhtml+xml,*/*;q=0.1")]
    [TestCase("Accept: application/json;q=0")]
    [TestCase("Accept-Encoding: identity;q=0")]
    [TestCase("Accept-Encoding: gzip, br")]
    [TestCase("Accept-Charset: utf-16")]
    [TestCase("Accept-Language: zz")]
    [TestCase("X-Forwarded-For: 6.6.6.6")]
    [TestCase("X-Forwarded-Host: evil.example\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Prefix: /evil")]
    [TestCase("Forwarded: for=6.6.6.6;host=evil.example")]
    [TestCase("X-Original-URL: /livez\r\nX-Rewrite-URL: /livez\r\nX-Original-Host: evil.example")]
    [TestCase("X-HTTP-Method-Override: DELETE\r\nX-HTTP-Method: DELETE\r\nX-Method-Override: DELETE")]
    [TestCase("X-Organization: org_evil\r\nX-User: root")]
    [TestCase("If-None-Match: *\r\nIf-Modified-Since: Wed, 21 Oct 2065 07:28:00 GMT\r\nRange: bytes=0-1")]
    [TestCase("Origin: https://evil.example")]
    [TestCase("Cookie: a=b; .AspNetCore.Cookies=x")]
    [TestCase("Content-Type: text/nonsense;;;")]
    public async Task Changes_nothing(string headers)
    {
        var answer = await _tenant.RawAsync("limit=1", headers + "\r\n");
        Assert.That(answer.Status, Is.EqualTo(200));
        Assert.That(answer.Body, Is.EqualTo(_plain.Body));
        Assert.That(answer.Signature, Is.EqualTo(_plain.Signature));
    }

    [TestCase("Content-Length: 7\r\n\r\nlimit=2")]
    [TestCase("Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 7\r\n\r\nlimit=2")]
    [TestCase("Content-Type: application/json\r\nContent-Length: 1\r\n\r\n{")]
    [TestCase("Transfer-Encoding: chunked\r\n\r\n7\r\nlimit=2\r\n0\r\n")]
    public async Task A_body_of_a_get_is_not_read(string rest) =>
        Assert.That((await _tenant.RawAsync("limit=1", rest)).MustBePage(1).Body, Is.EqualTo(_plain.Body));

    [Test]
    public async Task A_body_declared_as_31_megabytes_is_refused() =>
        (await _tenant.RawAsync("", "Content-Length: 32505856\r\n")).MustBe(413, "payload_too_large");

    [TestCase("GET", "/nowhere", 404, "not_found")]
    [TestCase("PUT", "/livez", 405, "method_not_allowed")]
    public async Task Routing_is_told_before_a_large_body(string method, string path, int status, string code) =>
        (await RawHttp.SendAsync(Application.Address, $"{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 32505856\r\n\r\n"))
            .MustBe(status, code);

    [TestCase("Authorization: Bearer x")]
    [TestCase("authorization: Basic eA==")]
    [TestCase("Authorization: ")]
    public async Task A_second_authorization_is_refused(string header) =>
        (await _tenant.RawAsync("", header + "\r\n")).MustBe(400, "bad_request");

    [Test]
    public async Task The_same_authorization_twice_is_refused() =>
        (await _tenant.RawAsync("limit=abc", $"Authorization: Bearer {_tenant.Token}\r\n")).MustBe(400, "bad_request");

    [Test]
    public async Task A_header_of_33_kilobytes_is_refused_by_the_server() =>
        Assert.That((await _tenant.RawAsync("", $"X-Long: {new string('a', 33 * 1024)}\r\n")).Status, Is.EqualTo(431));

    [Test]
    public async Task A_hundred_and_one_headers_are_refused_by_the_server() =>
        Assert.That((await _tenant.RawAsync("", string.Concat(Enumerable.Range(1, 98).Select(number => $"X-{number}: 1\r\n")))).Status, Is.EqualTo(431));

    [Test]
    public async Task A_hundred_headers_are_fine() =>
        (await _tenant.RawAsync("", string.Concat(Enumerable.Range(1, 97).Select(number => $"X-{number}: 1\r\n")))).MustBePage(2);

    [TestCase("")]
    [TestCase("Host: a\r\nHost: a\r\n")]
    [TestCase("Host: a b\r\n")]
    public async Task A_host_that_is_missing_or_given_twice_or_is_none_is_refused_by_the_server(string host) =>
        Assert.That((await Application.RawAsync($"GET {_tenant.Path} HTTP/1.1\r\n{host}Authorization: Bearer {_tenant.Token}\r\nConnection: close\r\n\r\n")).Status, Is.EqualTo(400));

    [TestCase("evil.example")]
    [TestCase("evil.example:80")]
    [TestCase("[::1]:1")]
    public async Task Any_host_goes_unless_some_are_named(string host) =>
        (await Application.RawAsync($"GET {_tenant.Path} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {_tenant.Token}\r\nConnection: close\r\n\r\n")).MustBePage(2);
}
