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
