using System.Diagnostics.Metrics;
using Gateway.Application;
using Gateway.Infrastructure.Tokens;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.IntegrationTests.Tokens;

/// <summary>What a login token costs, by the service's own counters.</summary>
[OverEveryDatabase]
public sealed class LoginTokenCostTests(TestedDatabase database)
{
    private static readonly IssuerKey s_key = TokenScene.Shared.Good["EdDSA"];
    private TestIssuer _issuer = null!;
    private GatewayApplication _application = null!;
    private MeterListener _listener = null!;
    private long _checks;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _issuer = await TestIssuer.StartAsync(Jwt.KeySetOf(s_key));
        _application = new GatewayApplication(database, _issuer.Settings) { Replace = services => services.RemoveAll<IBackgroundWork>() };
        var meters = _application.Service<IMeterFactory>();
        _listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Scope == meters && instrument.Name == TokenMeter.SignatureChecks)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        _listener.SetMeasurementEventCallback<long>((_, count, _, _) => Interlocked.Add(ref _checks, count));
        _listener.Start();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        _listener.Dispose();
        await _application.DisposeAsync();
        await _issuer.DisposeAsync();
    }

    [Test]
    public async Task A_token_costs_one_signature_check_and_a_page_with_it_one_statement()
    {
        var claims = Jwt.Claims(TimeProvider.System.GetUtcNow());
        var organization = GatewayApplication.NewOrganization();
        claims["org"] = organization;
        using var client = _application.ClientWith(Jwt.Sign(s_key, claims));
        var tenant = new Tenant(_application, organization, await _application.NewSessionAsync(organization), client);
        await tenant.SeedContactsAsync(3);
        using var statements = new CapturedStatements(_application);
        var before = Interlocked.Read(ref _checks);

        for (var i = 1; i <= 10; i++)
        {
            (await tenant.ListAsync()).MustBePage(3);
            Assert.That(statements.Texts, Has.Count.EqualTo(i));
            Assert.That(Interlocked.Read(ref _checks) - before, Is.EqualTo(1));
        }
    }
}
