using Gateway.Client;
using Gateway.Domain.Access;
using Gateway.IntegrationTests.Http.Feeding;

namespace Gateway.IntegrationTests.Http;

/// <summary>Below a path that the configuration names, whether the proxy passes it on or takes it away.</summary>
public sealed class PathBaseTests
{
    private const string Base = "/tools/gateway";
    private const string Origin = "https://app.example";
    private readonly GatewayApplication _application = new(
        ("Gateway:PathBase", Base), ("Gateway:Proxies:0", "127.0.0.1"), ("Gateway:Cors:Origins:0", Origin), ("Gateway:RateLimits:Enabled", "true"));

    private Tenant _tenant = null!;

    [OneTimeSetUp]
    public async Task SeedAsync()
    {
        _tenant = await _application.NewTenantAsync();
        await _tenant.SeedContactsAsync(5);
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _application.DisposeAsync();

    [TestCase(Base)]
    [TestCase("")]
    [TestCase("/TOOLS/Gateway")]
    [TestCase("/tools/%67ateway")]
    public async Task A_walk_by_link_stays_below_the_path(string sent)
    {
        var names = new List<string>();
        var target = $"{sent}{_tenant.Path}?limit=2&q=Person";
        while (target.Length > 0)
        {
            var answer = (await _tenant.Client.AskAsync(target)).MustBePage();
            names.AddRange(answer.Names);
            target = NextOf(answer);
            Assert.That(target, Is.Empty.Or.StartWith($"{Base}{_tenant.Path}?q=Person&limit=2&cursor="));
        }

        Assert.That(names, Is.EqualTo(Enumerable.Range(1, 5).Select(number => $"Person {number:0000}")));
    }

    [TestCase(Base)]
    [TestCase(Base + "/")]
    [TestCase("/")]
    [TestCase(Base + "/docs/")]
    [TestCase("/docs/")]
    public async Task Redirects_stay_below_the_path(string target)
    {
        using var anybody = _application.Anonymous();
        var answer = await anybody.AskAsync(target);
        Assert.That((answer.Status, answer.Header("Location")), Is.EqualTo((302, Base + "/docs")));
    }

    [TestCase(Base)]
    [TestCase("")]
    public async Task The_document_names_the_path_as_its_server(string sent)
    {
        using var anybody = _application.Anonymous();
        var servers = (await anybody.AskAsync(sent + "/openapi.json")).Json.GetProperty("servers");
        Assert.That(servers.EnumerateArray().Select(server => server.GetProperty("url").GetString()), Is.EqualTo(new[] { Base }));
    }

    [TestCase("/docs")]
    [TestCase("/docs/page.js")]
    [TestCase("/docs/swagger-ui.css")]
    [TestCase("/livez")]
    [TestCase("/readyz")]
    public async Task All_else_is_the_same_with_the_path_and_without(string target)
    {
        using var anybody = _application.Anonymous();
        var (with, without) = (await anybody.AskAsync(Base + target), await anybody.AskAsync(target));
        Assert.That(with.Status, Is.EqualTo(200));
        Assert.That(with.Body, Is.EqualTo(without.Body));
        Assert.That(with.Signature, Is.EqualTo(without.Signature));
        Assert.That(with.Text, Does.Not.Contain("\"/docs").And.Not.Contain("\"/openapi.json"), "an address from the root would leave the path");
    }

    [TestCase("//evil.example")]
    [TestCase("/evil")]
    [TestCase("/\\evil.example")]
    public async Task A_header_is_not_looked_at_where_a_path_is_set(string prefix)
    {
        var (list, root) = (await _tenant.Client.AskAsync(_tenant.Path + "?limit=2", "GET", ("X-Forwarded-Prefix", prefix)), await _tenant.Client.AskAsync("/", "GET", ("X-Forwarded-Prefix", prefix)));
        Assert.That(NextOf(list.MustBePage()), Does.StartWith(Base + "/api/"));
        Assert.That(root.Header("Location"), Is.EqualTo(Base + "/docs"));
    }

    [TestCase("/tools/gatewayx/livez")]
    [TestCase("/tools/livez")]
    [TestCase("/gateway/livez")]
    [TestCase(Base + Base + "/livez")]
    [TestCase(Base + "//livez")]
    [TestCase("//tools/gateway/livez")]
    [TestCase("/tools//gateway/livez")]
    public async Task Another_path_is_not_found(string target)
    {
        using var anybody = _application.Anonymous();
        (await anybody.AskAsync(target)).MustBe(404, "not_found");
    }

    [Test]
    public async Task Errors_rates_preflights_and_uploads_are_as_at_the_root()
    {
        using var anybody = _application.Anonymous();
        (await anybody.AskAsync(Base + _tenant.Path)).MustBe(401, "unauthorized");
        (await _tenant.Client.AskAsync(Base + _tenant.Path + "?limit=abc")).MustBe(400, "validation_error", "limit");
        Assert.That((await _tenant.Client.AskAsync(Base + _tenant.Path, "DELETE")).MustBe(405, "method_not_allowed").Header("Allow"), Is.EqualTo("GET, HEAD, OPTIONS"));
        Assert.That((await _tenant.Client.AskAsync(Base + _tenant.Path)).Header("RateLimit"), Is.Not.Null);
        var preflight = await anybody.AskAsync(Base + _tenant.Path, "OPTIONS", ("Origin", Origin), ("Access-Control-Request-Method", "GET"));
        Assert.That((preflight.Status, preflight.Header("Access-Control-Allow-Origin")), Is.EqualTo((204, Origin)));
        using var feeder = await _application.ClientFor(_tenant.Organization, Permissions.Ingest);
        var path = Base + Feeder.PathOf(await _application.NewSessionAsync(_tenant.Organization));
        Assert.That((await feeder.SendAsync(path, Feeder.Content(new StringContent(Lines.Person(1))))).Status, Is.EqualTo(200));
    }

    [TestCase("")]
    [TestCase("/")]
    public async Task Both_forms_of_a_clients_address_lead_below_the_path(string end)
    {
        var address = new Uri(_application.Address.GetLeftPart(UriPartial.Authority) + Base + end);
        var client = new GatewayClient(new GatewayClientOptions { BaseAddress = address, Token = _tenant.Token });
        var names = new List<string>();
        await foreach (var page in client.ListContactPagesAsync(_tenant.Session, limit: 2))
        {
            names.AddRange(page.Data.Select(contact => contact.Name));
        }

        Assert.That(names, Has.Count.EqualTo(5));
    }

    private static string NextOf(Answer answer) => answer.Header("Link") is { } link ? link[1..link.IndexOf('>', StringComparison.Ordinal)] : "";
}

/// <summary>Below a path that a proxy names in <c>X-Forwarded-Prefix</c>, which anybody can write.</summary>
public sealed class ForwardedPrefixTests
{
    private const string Outside = "10.0.0.0/8";
    private readonly GatewayApplication _trusting = new(("Gateway:Proxies:0", "127.0.0.1"));
    private readonly GatewayApplication _elsewhere = new(("Gateway:Proxies:0", Outside));
    private readonly GatewayApplication _plain = new();

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _trusting.DisposeAsync();
        await _elsewhere.DisposeAsync();
        await _plain.DisposeAsync();
    }

    [TestCase("/gateway", "/gateway")]
    [TestCase("/gateway/", "/gateway")]
    [TestCase("/api", "/api")]
    [TestCase("/docs", "/docs")]
    [TestCase("/a/b.c/~d_e-F", "/a/b.c/~d_e-F")]
    public async Task A_named_proxys_prefix_is_before_links_redirects_and_the_documents_server(string header, string prefix) =>
        Assert.That(await PrefixesAsync(_trusting, $"X-Forwarded-Prefix: {header}\r\n"), Is.All.EqualTo(prefix));

    [TestCase("X-Forwarded-For: 203.0.113.7\r\nX-Forwarded-Prefix: /evil, /gateway\r\n")]
    [TestCase("X-Forwarded-For: 203.0.113.7\r\nX-Forwarded-Prefix: /evil\r\nX-Forwarded-Prefix: /gateway\r\n")]
    [TestCase("X-Forwarded-Prefix: //evil.example, /gateway\r\n")]
    [TestCase("X-Forwarded-Prefix: /evil%00, /gateway/\r\n")]
    public async Task A_clients_own_prefix_before_that_of_its_proxy_is_not_taken(string headers) =>
        Assert.That(await PrefixesAsync(_trusting, headers), Is.All.EqualTo("/gateway"));

    [TestCase("//evil.example")]
    [TestCase("//evil.example/x")]
    [TestCase("/%2Fevil.example")]
    [TestCase("/%2f%2fevil.example")]
    [TestCase("/\\evil.example")]
    [TestCase("/%5Cevil.example")]
    [TestCase("\\\\evil.example")]
    [TestCase("https://evil.example")]
    [TestCase("/https://evil.example")]
    [TestCase("javascript:alert(1)")]
    [TestCase("evil.example")]
    [TestCase("/..//evil.example")]
    [TestCase("/x/../../evil")]
    [TestCase("/%2e%2e/evil")]
    [TestCase("/.")]
    [TestCase("/x%0d%0aLocation:%20https://evil.example")]
    [TestCase("/x%0aY")]
    [TestCase("/x%00")]
    [TestCase("/x>; rel=\"next\", <https://evil.example/")]
    [TestCase("/x?y=")]
    [TestCase("/x#y")]
    [TestCase("/x@evil.example")]
    [TestCase("/x;y")]
    [TestCase("/x y")]
    [TestCase("/x\ty")]
    [TestCase("/x%")]
    [TestCase("/%67ateway")]
    [TestCase("/gateway, //evil.example")]
    [TestCase("/gateway, ")]
    [TestCase("/b\u00c3\u00bcro")]
    [TestCase("/b%C3%BCro")]
    [TestCase("/")]
    [TestCase("///")]
    [TestCase("")]
    public async Task A_prefix_that_is_no_plain_path_is_left_away(string header) =>
        Assert.That(await PrefixesAsync(_trusting, $"X-Forwarded-Prefix: {header}\r\n"), Is.All.EqualTo(""));

    [Test]
    public async Task A_very_long_prefix_is_left_away()
    {
        Assert.That(await PrefixesAsync(_trusting, $"X-Forwarded-Prefix: /{new string('a', 255)}\r\n"), Is.All.EqualTo("/" + new string('a', 255)));
        Assert.That(await PrefixesAsync(_trusting, $"X-Forwarded-Prefix: /{new string('a', 256)}\r\n"), Is.All.EqualTo(""));
        Assert.That(await PrefixesAsync(_trusting, $"X-Forwarded-Prefix: {string.Concat(Enumerable.Repeat("/a", 10_000))}\r\n"), Is.All.EqualTo(""));
    }

    [TestCase("X-Forwarded-Prefix: /gateway\r\n")]
    [TestCase("X-Forwarded-For: 10.1.1.1\r\nX-Forwarded-Prefix: /gateway\r\n")]
    [TestCase("X-Forwarded-Prefix: //evil.example\r\n")]
    [TestCase("X-Original-Prefix: /gateway\r\nX-Forwarded-Path: /gateway\r\nX-Script-Name: /gateway\r\n")]
    public async Task Of_anybody_else_no_prefix_is_taken(string headers)
    {
        Assert.That(await PrefixesAsync(_elsewhere, headers), Is.All.EqualTo(""));
        Assert.That(await PrefixesAsync(_plain, headers), Is.All.EqualTo(""));
    }

    [Test]
    public async Task A_prefix_is_not_taken_from_the_path_which_the_proxy_has_shortened() =>
        Assert.That((await _trusting.RawAsync("GET /gateway/livez HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX-Forwarded-Prefix: /gateway\r\n\r\n")).Status, Is.EqualTo(404));

    /// <summary>A tag is of one prefix's document: what a cache holds for another is not confirmed.</summary>
    [Test]
    public async Task The_document_of_another_prefix_has_another_tag()
    {
        string Request(string headers) => $"GET /openapi.json HTTP/1.1\r\nHost: a\r\nConnection: close\r\n{headers}\r\n";
        var evil = await _trusting.RawAsync(Request("X-Forwarded-Prefix: /evil\r\n"));
        var answer = await _trusting.RawAsync(Request($"If-None-Match: {evil.Header("ETag")}\r\n"));
        Assert.That(answer.Status, Is.EqualTo(200));
        Assert.That(answer.Json.GetProperty("servers")[0].GetProperty("url").GetString(), Is.EqualTo("/"));
    }

    /// <summary>What stands before the paths that an answer names: in <c>Link</c>, in <c>Location</c>, and as the document's server.</summary>
    private static async Task<string[]> PrefixesAsync(GatewayApplication application, string headers)
    {
        var tenant = await application.NewTenantAsync();
        await tenant.SeedContactsAsync(2);
        Task<Answer> AskAsync(string target) =>
            application.RawAsync($"GET {target} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {tenant.Token}\r\nConnection: close\r\n{headers}\r\n");
        var (list, root, document) = (await AskAsync(tenant.Path + "?limit=1"), await AskAsync("/"), await AskAsync("/openapi.json"));
        Assert.That(root.Headers.Concat(list.Headers).Count(header => header.Key.Equals("Location", StringComparison.OrdinalIgnoreCase)), Is.EqualTo(1));
        var link = list.MustBePage(1).Header("Link")!;
        return
        [
            link[1..link.IndexOf(tenant.Path + "?limit=1&cursor=", StringComparison.Ordinal)],
            root.Header("Location")![..^"/docs".Length],
            document.Json.GetProperty("servers")[0].GetProperty("url").GetString()!.TrimEnd('/'),
        ];
    }
}
