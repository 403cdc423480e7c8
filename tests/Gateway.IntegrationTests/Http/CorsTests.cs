using Gateway.Application;
using Gateway.Domain.Access;
using Gateway.IntegrationTests.Http.Feeding;
using Microsoft.AspNetCore.Routing;

namespace Gateway.IntegrationTests.Http;

/// <summary>Browsers of other origins.</summary>
public sealed class CorsTests
{
    private const string Origin = "https://app.example";
    private static readonly (string, string)[] s_preflight = [("Origin", Origin), ("Access-Control-Request-Method", "GET"), ("Access-Control-Request-Headers", "authorization,content-type,x-request-id")];
    private readonly GatewayApplication _application = new(("Gateway:Cors:Origins:0", Origin), ("Gateway:Cors:Origins:1", "http://localhost:3000"));
    private Tenant _tenant = null!;

    [OneTimeSetUp]
    public async Task SeedAsync() => _tenant = await _application.NewTenantAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _application.DisposeAsync();

    [TestCase(Origin)]
    [TestCase("http://localhost:3000")]
    public async Task A_named_origin_may_read_answers_and_our_headers(string origin)
    {
        var answer = (await _tenant.Client.AskAsync(_tenant.Path, "GET", ("Origin", origin))).MustBePage(0);
        Assert.That(answer.Header("Access-Control-Allow-Origin"), Is.EqualTo(origin));
        Assert.That(answer.Header("Access-Control-Expose-Headers")!.Split(','), Is.EquivalentTo(new[]
        {
            "X-Request-Id", "Link", "Gateway-Data-As-Of", "Gateway-Session-Status", "Retry-After", "RateLimit", "RateLimit-Policy", "WWW-Authenticate",
        }));
        Assert.That(answer.Header("Access-Control-Allow-Credentials"), Is.Null);
        Assert.That(answer.Header("Vary"), Is.EqualTo("Authorization, Accept-Encoding, Origin"));
    }

    [TestCase("https://evil.example")]
    [TestCase("https://app.example.evil.example")]
    [TestCase("http://app.example")]
    [TestCase("https://app.example:8443")]
    [TestCase("https://APP.example")]
    [TestCase("null")]
    [TestCase(null)]
    public async Task Any_other_is_told_nothing(string? origin)
    {
        (string, string)[] headers = origin is null ? [] : [("Origin", origin)];
        var answer = (await _tenant.Client.AskAsync(_tenant.Path, "GET", headers)).MustBePage(0);
        Assert.That(CorsHeaders(answer), Is.Empty);
        Assert.That(answer.Header("Vary"), Is.EqualTo("Authorization, Accept-Encoding, Origin"));
        var preflight = await _tenant.Client.AskAsync(_tenant.Path, "OPTIONS", [.. headers, ("Access-Control-Request-Method", "GET")]);
        Assert.That(preflight.Status, Is.EqualTo(204));
        Assert.That(CorsHeaders(preflight), Is.Empty);
    }

    [Test]
    public async Task A_preflight_needs_no_token_and_names_what_may_be_sent()
    {
        using var anybody = _application.Anonymous();
        var answer = await anybody.AskAsync(_tenant.Path, "OPTIONS", s_preflight);
        Assert.That(answer.Status, Is.EqualTo(204));
        Assert.That(answer.Body, Is.Empty);
        Assert.That(answer.Header("Access-Control-Allow-Origin"), Is.EqualTo(Origin));
        Assert.That(answer.Header("Access-Control-Allow-Headers")!.Split(','), Is.EquivalentTo(new[] { "Authorization", "Content-Type", "X-Request-Id" }));
        Assert.That(answer.Header("Access-Control-Max-Age"), Is.EqualTo("7200"));
        Assert.That(answer.Header("Access-Control-Allow-Credentials"), Is.Null);
        Assert.That(answer.Header("Vary"), Is.EqualTo("Authorization, Accept-Encoding, Origin"));
        Assert.That(answer.Header("X-Request-Id"), Is.Not.Empty);
        var routed = _application.Service<EndpointDataSource>().Endpoints.SelectMany(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods).Distinct();
        Assert.That(answer.Header("Access-Control-Allow-Methods")!.Split(','), Is.EquivalentTo(routed), "all methods that there are");
    }

    [Test]
    public async Task A_page_may_send_observations_after_its_preflight()
    {
        var feeder = await Feeder.OfAsync(_tenant);
        using var anybody = _application.Anonymous();
        var preflight = await anybody.AskAsync(feeder.Path, "OPTIONS", [("Origin", Origin), ("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "authorization,content-type")]);
        Assert.That(preflight.Header("Access-Control-Allow-Methods")!.Split(','), Does.Contain("POST"));
        var answer = await feeder.Client.SendAsync(feeder.Path, Feeder.Content(new ByteArrayContent([])), "POST", ("Origin", Origin));
        Assert.That((answer.Status, answer.Header("Access-Control-Allow-Origin")), Is.EqualTo((200, Origin)));
    }

    [Test]
    public async Task Plain_OPTIONS_is_as_ever()
    {
        using var anybody = _application.Anonymous();
        foreach (var headers in new (string, string)[][] { [], [("Origin", Origin)], [("Access-Control-Request-Method", "GET")] })
        {
            var answer = await anybody.AskAsync(_tenant.Path, "OPTIONS", headers);
            Assert.That(answer.Status, Is.EqualTo(204));
            Assert.That(answer.Header("Allow")!.Split(", "), Is.EquivalentTo(new[] { "GET", "HEAD", "OPTIONS" }));
        }
    }

    [Test]
    public async Task Errors_can_be_read_as_well()
    {
        using var anybody = _application.Anonymous();
        using var sender = await _application.ClientFor(_tenant.Organization, Permissions.Send);
        var answers = new Dictionary<int, Answer>
        {
            [400] = await AskAsync(_tenant.Client, _tenant.Path + "?limit=abc"),
            [401] = await AskAsync(anybody, _tenant.Path),
            [403] = await AskAsync(sender, _tenant.Path),
            [404] = await AskAsync(_tenant.Client, "/nowhere"),
            [405] = await _tenant.Client.AskAsync(_tenant.Path, "POST", ("Origin", Origin)),
            [429] = await RefusedAsync(),
            [500] = await FaultAsync(new InvalidOperationException("on purpose")),
            [503] = await FaultAsync(new UnavailableException("on purpose")),
        };
        foreach (var (status, answer) in answers)
        {
            Assert.That(answer.Status, Is.EqualTo(status));
            Assert.That(answer.Header("Access-Control-Allow-Origin"), Is.EqualTo(Origin), answer.Text);
            Assert.That(answer.Header("Access-Control-Expose-Headers"), Does.Contain("X-Request-Id"));
            Assert.That(answer.Header("Vary"), Is.EqualTo("Authorization, Accept-Encoding, Origin"));
        }
    }

    private static async Task<Answer> RefusedAsync()
    {
        await using var application = new GatewayApplication(
            ("Gateway:Cors:Origins:0", Origin), ("Gateway:RateLimits:Enabled", "true"), ("Gateway:RateLimits:PerCaller", "1"));
        var tenant = await application.NewTenantAsync();
        Answer answer;
        do
        {
            answer = await AskAsync(tenant.Client, tenant.Path);
        }
        while (answer.Status == 200);
        return answer;
    }

    private static async Task<Answer> FaultAsync(Exception fault)
    {
        await using var application = GatewayApplication.Failing(() => fault, ("Gateway:Cors:Origins:0", Origin));
        var tenant = await application.NewTenantAsync();
        return await AskAsync(tenant.Client, tenant.Path);
    }

    private static Task<Answer> AskAsync(HttpClient client, string target) => client.AskAsync(target, "GET", ("Origin", Origin));

    private static IEnumerable<string> CorsHeaders(Answer answer) =>
        answer.Headers.Select(header => header.Key).Where(name => name.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
}
