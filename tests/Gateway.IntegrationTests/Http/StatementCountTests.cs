using Gateway.Application;
using Gateway.Domain.Access;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.IntegrationTests.Http;

/// <summary>What a request costs the database.</summary>
[OverEveryDatabase]
public sealed class StatementCountTests(TestedDatabase database)
{
    private readonly GatewayApplication _application = new(database) { Replace = services => services.RemoveAll<IBackgroundWork>() };
    private CapturedStatements _statements = null!;
    private Tenant _tenant = null!;

    [OneTimeSetUp]
    public async Task SeedAsync()
    {
        _tenant = await _application.NewTenantAsync();
        await _tenant.SeedContactsAsync(20);
        _statements = new CapturedStatements(_application);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        _statements.Dispose();
        await _application.DisposeAsync();
    }

    [TestCase("")]
    [TestCase("limit=200")]
    [TestCase("group=1@g.us&source=group")]
    public async Task A_page_costs_one_statement_and_one_more_for_a_key_not_seen_of_late(string query)
    {
        using var client = await _application.ClientFor(_tenant.Organization, Permissions.Read);
        var newcomer = _tenant with { Client = client };
        Assert.That(await CostAsync(newcomer, query, 200), Is.EqualTo(2));
        Assert.That(await CostAsync(newcomer, query, 200), Is.EqualTo(1));
    }

    [TestCase("q=person")]
    [TestCase("q=nobody")]
    [TestCase("source=dm&q=%2B62")]
    public async Task A_search_of_a_few_people_costs_a_page_and_in_a_file_a_look_how_far_postings_go(string query)
    {
        await _tenant.ListAsync();
        Assert.That(await CostAsync(_tenant, query, 200), Is.EqualTo(database == TestedDatabase.Sqlite ? 2 : 1));
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
        using var client = _application.ClientWith(token);
        Assert.That(await CostAsync(_tenant with { Client = client }, "", 401), Is.Zero);
    }

    [Test]
    public async Task An_unknown_key_costs_one()
    {
        using var client = _application.ClientWith(ApiKeyText.New());
        Assert.That(await CostAsync(_tenant with { Client = client }, "", 401), Is.EqualTo(1));
    }

    private async Task<long> CostAsync(Tenant tenant, string query, int status)
    {
        var before = _statements.Texts.Count;
        Assert.That((await tenant.ListAsync(query)).Status, Is.EqualTo(status));
        return _statements.Texts.Skip(before).Count(statement => statement is not ("BEGIN;" or "ROLLBACK;")); // of a moment in a file, which cost nothing
    }
}
