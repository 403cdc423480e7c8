namespace Gateway.IntegrationTests.Http;

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
