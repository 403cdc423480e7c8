using System.Diagnostics.Metrics;
using Gateway.Domain.Access;
using Gateway.Infrastructure.Sqlite;

namespace Gateway.IntegrationTests.Http;

/// <summary>What a request costs the database. Counts the whole process: nothing else may run meanwhile.</summary>
[NonParallelizable]
public sealed class StatementCountTests
{
    private readonly MeterListener _listener = new();
    private Tenant _tenant = null!;
    private long _count;

    [OneTimeSetUp]
    public async Task SeedAsync()
    {
        _tenant = await SharedApplication.Application.NewTenantAsync();
        await _tenant.SeedContactsAsync(20);
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == SqliteStatements.MeterName && instrument.Name == SqliteStatements.CounterName)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, count, _, _) => Interlocked.Add(ref _count, count));
        _listener.Start();
    }

    [OneTimeTearDown]
    public void Stop() => _listener.Dispose();

    [TestCase("")]
    [TestCase("limit=200")]
    [TestCase("q=person")]
    [TestCase("q=nobody")]
    [TestCase("source=dm&q=%2B62")]
    [TestCase("group=1@g.us&source=group")]
    public async Task A_page_costs_one_statement_and_one_more_for_a_key_not_seen_of_late(string query)
    {
        using var client = await SharedApplication.Application.ClientFor(_tenant.Organization, Permissions.Read);
        var newcomer = _tenant with { Client = client };
        Assert.That(await CostAsync(newcomer, query, 200), Is.EqualTo(2));
        Assert.That(await CostAsync(newcomer, query, 200), Is.EqualTo(1));
    }

    [Test]
    public async Task A_deep_page_costs_one_statement()
    {
        var cursor = (await _tenant.ListAsync("limit=15")).NextCursor;
        Assert.That(await CostAsync(_tenant, "limit=5&cursor=" + cursor, 200), Is.EqualTo(1));
    }

    [Test]
    public async Task A_session_that_is_not_there_costs_one_statement()
    {
        await _tenant.ListAsync();
        Assert.That(await CostAsync(_tenant with { Session = "sess_unknown" }, "", 404), Is.EqualTo(1));
        Assert.That(await CostAsync(_tenant with { Session = "malformed" }, "", 404), Is.Zero);
    }

    [Test]
    public async Task A_malformed_parameter_costs_none()
    {
        await _tenant.ListAsync();
        Assert.That(await CostAsync(_tenant, "limit=abc", 400), Is.Zero);
        Assert.That(await CostAsync(_tenant, "cursor=garbage", 400), Is.Zero);
    }

    [TestCase("wa_0123456789abcdefghijABCDEFGHIJ01000000")]
    [TestCase("wa_")]
    [TestCase("eyJhbGciOiJub25lIn0.e30.")]
    public async Task A_mistyped_key_costs_none(string token)
    {
        using var client = SharedApplication.Application.ClientWith(token);
        Assert.That(await CostAsync(_tenant with { Client = client }, "", 401), Is.Zero);
    }

    [Test]
    public async Task An_unknown_key_costs_one()
    {
        using var client = SharedApplication.Application.ClientWith(ApiKeyText.New());
        Assert.That(await CostAsync(_tenant with { Client = client }, "", 401), Is.EqualTo(1));
    }

    private async Task<long> CostAsync(Tenant tenant, string query, int status)
    {
        var before = Interlocked.Read(ref _count);
        Assert.That((await tenant.ListAsync(query)).Status, Is.EqualTo(status));
        return Interlocked.Read(ref _count) - before;
    }
}
