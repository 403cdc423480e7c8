using Gateway.Api.Errors;
using Gateway.Application;
using Gateway.Client;
using Gateway.Domain.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gateway.IntegrationTests.Clients;

/// <summary>Each code of the contract, as the client's callers get it.</summary>
public sealed class CSharpErrorTests
{
    private readonly GatewayApplication _application = new();

    [OneTimeTearDown]
    public async Task StopAsync() => await _application.DisposeAsync();

    [Test]
    public async Task Malformed_parameters_are_named_each_with_its_faults()
    {
        var tenant = await _application.NewTenantAsync();
        var error = await ErrorAsync(tenant, q: new string('q', 257), cursor: "no-cursor");
        Tells(error, 400, ErrorCode.ValidationError);
        Assert.That(error.Faults.Keys, Is.EquivalentTo(new[] { "q" }), "the cursor is judged last");
        Tells(await ErrorAsync(tenant, cursor: "no-cursor"), 400, ErrorCode.ValidationError);
    }

    [Test]
    public async Task Strangers_and_those_who_may_not_read_are_told_apart()
    {
        var tenant = await _application.NewTenantAsync();
        Tells(await ErrorAsync(tenant with { Client = tenant.Application.ClientWith(ApiKeyText.New()) }), 401, ErrorCode.Unauthorized);
        Tells(await ErrorAsync(tenant with { Client = await tenant.Application.ClientFor(tenant.Organization, Permissions.Send) }), 403, ErrorCode.Forbidden);
        Tells(await ErrorAsync(tenant with { Session = "sess_unknown" }), 404, ErrorCode.NotFound);
        Tells(await ErrorAsync(tenant with { Session = "../sess a/ß" }), 404, ErrorCode.NotFound);
    }

    [Test]
    public async Task A_host_that_is_not_allowed_is_a_bad_request()
    {
        await using var application = new GatewayApplication(("AllowedHosts", "gateway.example"));
        Tells(await ErrorAsync(await application.NewTenantAsync()), 400, ErrorCode.BadRequest);
    }

    [Test]
    public async Task Who_asks_too_often_learns_when_to_come_again()
    {
        await using var application = new GatewayApplication(("Gateway:RateLimits:Enabled", "true"), ("Gateway:RateLimits:PerCaller", "1"));
        var tenant = await application.NewTenantAsync();
        var client = ClientOf(tenant);
        var error = Assert.CatchAsync<GatewayException>(async () =>
        {
            while (true)
            {
                await client.ListContactsAsync(tenant.Session);
            }
        });
        Tells(error!, 429, ErrorCode.RateLimited);
        Assert.That(error!.RetryAfter, Is.EqualTo(TimeSpan.FromSeconds(1)));
    }

    [Test]
    public async Task A_defect_and_an_outage_are_told_apart()
    {
        Tells(await FaultAsync(new InvalidOperationException("on purpose")), 500, ErrorCode.InternalError);
        var outage = await FaultAsync(new UnavailableException("on purpose"));
        Tells(outage, 503, ErrorCode.Unavailable);
        Assert.That(outage.RetryAfter, Is.EqualTo(TimeSpan.FromSeconds(1)));
    }

    [TestCase(405, ErrorCode.MethodNotAllowed)]
    [TestCase(413, ErrorCode.PayloadTooLarge)]
    [TestCase(415, ErrorCode.UnsupportedMediaType)]
    public async Task What_no_call_of_the_clients_own_provokes_arrives_typed_as_well(int status, ErrorCode code)
    {
        await using var server = await RefusingServer.StartAsync();
        var client = new GatewayClient(new GatewayClientOptions { BaseAddress = server.For(status, ApiError.Of(status).Code) });
        Tells(Assert.CatchAsync<GatewayException>(() => client.ListContactsAsync("sess_a"))!, status, code);
    }

    [Test]
    public async Task A_redirect_is_not_followed_with_the_token()
    {
        var followed = false;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        await using var stub = builder.Build();
        stub.MapGet("/elsewhere", () => followed = true);
        stub.MapFallback(() => Results.Redirect("/elsewhere"));
        await stub.StartAsync();
        var client = new GatewayClient(new GatewayClientOptions { BaseAddress = new Uri(stub.Urls.Single()), Token = "wa_k" });
        var error = Assert.CatchAsync<GatewayException>(() => client.ListContactsAsync("sess_a"));
        Assert.That(error!.StatusCode, Is.EqualTo(302));
        Assert.That(followed, Is.False);
    }

    private static async Task<GatewayException> FaultAsync(Exception fault)
    {
        await using var application = GatewayApplication.Failing(() => fault);
        return await ErrorAsync(await application.NewTenantAsync());
    }

    private static GatewayClient ClientOf(Tenant tenant) =>
        new(new GatewayClientOptions { BaseAddress = tenant.Application.Address, Token = tenant.Token, MaxRetries = 0 });

    private static Task<GatewayException> ErrorAsync(Tenant tenant, string? q = null, string? cursor = null) =>
        Task.FromResult(Assert.CatchAsync<GatewayException>(() => ClientOf(tenant).ListContactsAsync(tenant.Session, q: q, cursor: cursor))!);

    private static void Tells(GatewayException error, int status, ErrorCode code)
    {
        Assert.That(error.StatusCode, Is.EqualTo(status));
        Assert.That(error.Code, Is.EqualTo(code));
        Assert.That(error.RequestId, Is.Not.Null.And.Match("^[0-9a-f]{32}$"));
    }
}
