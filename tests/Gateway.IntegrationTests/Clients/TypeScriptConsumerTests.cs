using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Application;
using Gateway.Domain.Access;
using Gateway.IntegrationTests.Leaks;
using Gateway.IntegrationTests.Process;

namespace Gateway.IntegrationTests.Clients;

/// <summary>A program that has the npm package installed, and the running service.</summary>
[Category(TestCategories.Node)]
public sealed class TypeScriptConsumerTests
{
    private const int People = 20_000;
    private const int LargestPage = 200;
    private readonly GatewayApplication _application = new();
    private TypeScriptPackage _package = null!;
    private string _project = "";
    private Tenant _tenant = null!;

    [OneTimeSetUp]
    public async Task CompileAsync()
    {
        _package = await TypeScriptPackage.PackAsync();
        _project = await _package.NewProjectAsync("consumer", TypeScriptPackage.Consumer);
        (await TypeScriptPackage.CompileAsync(_project, TypeScriptPackage.NodesTypes)).Done();
        _tenant = await _application.NewTenantAsync();
    }

    [OneTimeTearDown]
    public async Task ClearAsync()
    {
        _package?.Dispose();
        await _application.DisposeAsync();
    }

    [Test]
    public async Task Sees_everybody_once()
    {
        var tenant = await _application.NewTenantAsync();
        await tenant.SeedContactsAsync(People);
        var seen = await ConsumeAsync(tenant);
        Assert.That(seen["contacts"]!.GetValue<int>(), Is.EqualTo(People));
        Assert.That(seen["people"]!.GetValue<int>(), Is.EqualTo(People));
        Assert.That(seen["pages"]!.AsArray(), Has.Count.EqualTo(People / LargestPage));
        Assert.That(seen["pages"]!.AsArray().Select(page => page!["sessionStatus"]!.GetValue<string>()), Has.All.EqualTo("unknown"));
        Assert.That(seen["pages"]!.AsArray().Select(page => page!["dataAsOf"]!.GetValue<DateTimeOffset>()), Has.All.EqualTo(TimeProvider.System.GetUtcNow()).Within(TimeSpan.FromMinutes(10)));
    }

    [Test]
    public async Task Is_given_the_client_and_its_error_and_nothing_generated() =>
        Assert.That((await ConsumeAsync(_tenant))["exports"]!.AsArray().Select(name => name!.GetValue<string>()), Is.EqualTo(new[] { "GatewayClient", "GatewayError" }));

    [Test]
    public async Task Tells_every_malformed_parameter()
    {
        var term = new string('q', 257);
        Gathered.Told($"?q={term}");
        var caught = await CaughtAsync(Situation(_tenant, "malformed", options: new { source = "dms", group = "family", q = term, limit = 1.5 }));
        Matches(caught, 400, "validation_error", "malformed");
        Assert.That(caught["faults"]!.AsArray().Select(name => name!.GetValue<string>()), Is.EquivalentTo(new[] { "source", "group", "q", "limit" }));
    }

    [Test]
    public async Task Tells_who_may_not_read()
    {
        var (sender, _) = await _application.NewKeyAsync(_tenant.Organization, Permissions.Send);
        Matches(await CaughtAsync(Situation(_tenant, "stranger", token: "wa_wrong")), 401, "unauthorized", "stranger");
        Matches(await CaughtAsync(Situation(_tenant, "sender", token: sender)), 403, "forbidden", "sender");
        Matches(await CaughtAsync(Situation(_tenant, "elsewhere", session: "sess_unknown")), 404, "not_found", "elsewhere");
    }

    [Test]
    public async Task Tells_when_to_come_again()
    {
        await using var limited = new GatewayApplication(("Gateway:RateLimits:Enabled", "true"), ("Gateway:RateLimits:PerCaller", "1"));
        var caught = await CaughtAsync(Situation(await limited.NewTenantAsync(), "hasty"));
        Matches(caught, 429, "rate_limited", "hasty");
        Assert.That(caught["retryAfter"]!.GetValue<int>(), Is.EqualTo(1));
    }

    [TestCase(500, "internal_error")]
    [TestCase(503, "unavailable")]
    public async Task Tells_what_is_the_services_own_fault(int status, string code)
    {
        await using var broken = GatewayApplication.Failing(() => status == 503 ? new UnavailableException("on purpose") : new InvalidOperationException("on purpose"));
        var caught = await CaughtAsync(Situation(await broken.NewTenantAsync(), "unlucky"));
        Matches(caught, status, code, "unlucky");
        Assert.That(caught["retryAfter"]?.GetValue<int>(), status == 503 ? Is.EqualTo(1) : Is.Null);
    }

    [Test]
    public async Task Tells_that_the_host_is_wrong()
    {
        await using var hosted = new GatewayApplication(("AllowedHosts", "gateway.example"));
        Matches(await CaughtAsync(Situation(await hosted.NewTenantAsync(), "lost")), 400, "bad_request", "lost");
    }

    [TestCase(405, "method_not_allowed")]
    [TestCase(413, "payload_too_large")]
    [TestCase(415, "unsupported_media_type")]
    public async Task Tells_what_it_never_asks_for(int status, string code)
    {
        await using var server = await RefusingServer.StartAsync();
        Matches(await CaughtAsync(Situation(_tenant, "odd", server.For(status, code))), status, code, "odd");
    }

    private static object Situation(Tenant tenant, string name, Uri? baseUrl = null, string? token = null, string? session = null, object? options = null) => new
    {
        name,
        baseUrl = baseUrl ?? tenant.Application.Address,
        token = token ?? tenant.Token,
        session = session ?? tenant.Session,
        options = options ?? new { },
    };

    private static void Matches(JsonNode caught, int status, string code, string name)
    {
        Assert.That(caught["status"]!.GetValue<int>(), Is.EqualTo(status));
        Assert.That(caught["code"]?.GetValue<string>(), Is.EqualTo(code));
        Assert.That(caught["requestId"]?.GetValue<string>(), Is.EqualTo($"asked-for-{name}"));
        Assert.That(caught["message"]?.GetValue<string>(), Does.EndWith($" ({code}, request asked-for-{name})"));
    }

    private async Task<JsonNode> CaughtAsync(object situation) => (await ConsumeAsync(_tenant, situation))["caught"]!.AsArray().Single()!;

    private async Task<JsonNode> ConsumeAsync(Tenant tenant, params IEnumerable<object> situations)
    {
        string[] settings =
        [
            $"GATEWAY_URL={tenant.Application.Address}", $"GATEWAY_KEY={tenant.Token}", $"GATEWAY_SESSION={tenant.Session}",
            $"SITUATIONS={JsonSerializer.Serialize(situations)}",
        ];
        var finished = (await Tools.RunAsync(_project, "env", [.. settings, Tools.Node, "consume.js"])).Done();
        Gathered.Told(finished.Output);
        return finished.Json;
    }
}
