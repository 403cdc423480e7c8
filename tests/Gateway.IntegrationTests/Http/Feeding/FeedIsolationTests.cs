using Gateway.Application;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.IntegrationTests.Http.Feeding;

/// <summary>An upload reaches its organization's sessions and no others.</summary>
[OverEveryDatabase]
public sealed class FeedIsolationTests(TestedDatabase database)
{
    private readonly GatewayApplication _application = new(database) { Replace = services => services.RemoveAll<IBackgroundWork>() };
    private Feeder _feeder = null!;
    private Tenant _stranger = null!;

    [OneTimeSetUp]
    public async Task SeedAsync()
    {
        _feeder = await Feeder.NewAsync(_application);
        _stranger = await _application.NewTenantAsync();
        await _stranger.SeedContactsAsync(1);
        await _feeder.SendAsync(Lines.Person(1)); // its key is known from now on
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _application.DisposeAsync();

    [Test]
    public async Task Anothers_session_is_not_there_as_an_unknown_one_is_not()
    {
        var before = await _stranger.ListAsync();
        var answers = new List<Answer>();
        foreach (var session in new[] { _stranger.Session, "sess_unknown", "malformed", _stranger.Session.ToLowerInvariant() })
        {
            answers.Add((await To(session).SendAsync(Lines.Person(2), Lines.Contact("6281200000001", "Renamed"))).MustBe(404, "not_found"));
        }

        var contacts = await _stranger.Client.AskAsync(Tenant.PathOf("sess_unknown"));
        Assert.That(answers.Append(contacts).Select(answer => $"{answer.Signature}\n{answer.Text}").Distinct().Count(), Is.EqualTo(1));
        var after = await _stranger.ListAsync();
        Assert.That((after.Text, after.Header("Gateway-Data-As-Of")), Is.EqualTo((before.Text, before.Header("Gateway-Data-As-Of"))));
    }

    [Test]
    public async Task Of_anothers_session_nothing_is_read_but_whether_it_is_the_callers_and_nothing_is_locked()
    {
        using var captured = new CapturedStatements(_application);
        Assert.That((await To(_stranger.Session).SendAsync(Lines.Person(2))).Status, Is.EqualTo(404));
        Assert.That(captured.Texts, Has.Count.EqualTo(1));
        Assert.That(ComparesTheOrganization(captured.Texts[0]), captured.Texts[0]);
    }

    [Test]
    public async Task Every_transaction_begins_with_the_session_of_the_organization_and_keeps_to_it()
    {
        using var captured = new CapturedStatements(_application);
        Assert.That((await _feeder.SendAsync(Enumerable.Range(1, 300).Select(Lines.Person).Append(Lines.Group("1@g.us", "6281200000001")))).Status, Is.EqualTo(200));
        var statements = captured.Texts.SelectMany(text => text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .Where(statement => !statement.StartsWith("BEGIN", StringComparison.Ordinal) && !statement.StartsWith("SET LOCAL", StringComparison.Ordinal) && statement != "COMMIT" && !CapturedStatements.IsOfTheSchema(statement)).ToList();
        Assert.That(statements, Has.Count.GreaterThan(5));
        Assert.That(statements.Take(2), Has.All.Matches<string>(ComparesTheOrganization), "whether it is there; its lock");
        Assert.That(statements.Skip(2), Has.All.Contains("session_key"));
    }

    private Feeder To(string session) => _feeder with { Tenant = _feeder.Tenant with { Session = session } };

    /// <summary>SQLite shows the value, PostgreSQL the parameter.</summary>
    private bool ComparesTheOrganization(string statement) =>
        statement.Contains("organization_id = coalesce(@Organization,", StringComparison.Ordinal)
        || statement.Contains($"organization_id = coalesce('{_feeder.Tenant.Organization}',", StringComparison.Ordinal);
}
