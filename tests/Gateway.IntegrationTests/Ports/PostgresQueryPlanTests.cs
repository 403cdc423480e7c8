using System.Text.RegularExpressions;
using Gateway.Domain.Contacts;
using Gateway.Domain.Ingest;
using Gateway.Domain.Whatsapp;
using Gateway.Infrastructure.Postgres;
using Gateway.IntegrationTests.Postgres;

namespace Gateway.IntegrationTests.Ports;

/// <summary>Every page is one range of one index, in the index's order, whatever the planner knows: first or deep, it costs the same.</summary>
[TestFixtureSource(typeof(PostgresBinaries), nameof(PostgresBinaries.Versions))]
internal sealed partial class PostgresQueryPlanTests(PostgresVersion version)
{
    private const int People = 12_000;
    private const int Page = 51;
    private const long Deep = People - 60;
    private const int MostBuffers = 1_000;
    private const string Team = "1@g.us";
    private const string Collected = "VACUUM (ANALYZE) contacts; VACUUM (ANALYZE) group_contacts; VACUUM (ANALYZE) sessions";
    private const string NeverCollected = "ALTER TABLE contacts SET (autovacuum_enabled = off); ALTER TABLE group_contacts SET (autovacuum_enabled = off)";

    /// <summary>By whether the planner has statistics.</summary>
    private readonly Dictionary<bool, PostgresTestDatabase> _storages = new() { [true] = new(version), [false] = new(version) };
    private readonly Dictionary<bool, TestSession> _sessions = [];

    [OneTimeSetUp]
    public async Task SeedAsync()
    {
        foreach (var (isAnalyzed, storage) in _storages)
        {
            var services = await storage.StartMigratedAsync();
            await storage.PokeAsync(NeverCollected);
            var session = _sessions[isAnalyzed] = await TestSession.CreateAsync(services);
            var people = Enumerable.Range(1, People).Select(position => Rows.Contact(position, "Alice", dm: !IsMiddle(position), group: !IsMiddle(position))).ToList();
            await session.WriteAsync(people, [.. people.Select(person => new GroupContact(GroupJid.FromText(Team), person.Position, person.HasDirectChat))]);
        }

        foreach (var statement in Collected.Split(';'))
        {
            await _storages[true].PokeAsync(statement);
        }
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        foreach (var storage in _storages.Values)
        {
            await storage.DisposeAsync();
        }
    }

    [Test]
    public async Task Follows_an_index_and_never_sorts(
        [Values(null, "dm", "group")] string? source,
        [Values(null, Team)] string? group,
        [Values] bool isDeep,
        [Values] bool isAnalyzed,
        [Values] bool isGeneric)
    {
        var plan = await PlanAsync(Rows.Filter(source, group), isDeep ? Deep : 0, isAnalyzed, isGeneric);
        Assert.Multiple(() =>
        {
            Assert.That(plan, Does.Not.Contain("Sort").And.Not.Contain("Bitmap").And.Not.Contain("Hash").And.Not.Contain("Merge"));
            Assert.That(plan, Does.Not.Match("Seq Scan on (contacts|group_contacts)"));
            Assert.That(plan, Does.Contain($" using {IndexOf(source, group)} on "));
            Assert.That(Indexes().Count(plan), Is.EqualTo(group is null ? 1 : 2));
            Assert.That(BuffersOf(plan), Is.LessThan(MostBuffers));
        });
    }

    [Test]
    public async Task Costs_the_same_on_every_page(
        [Values(null, "dm", "group")] string? source, [Values(null, Team)] string? group, [Values] bool isGeneric)
    {
        var filter = Rows.Filter(source, group);
        var first = BuffersOf(await PlanAsync(filter, after: 0, isAnalyzed: true, isGeneric));
        Assert.That(BuffersOf(await PlanAsync(filter, Deep, isAnalyzed: true, isGeneric)), Is.EqualTo(first).Within(10), "deep");
        Assert.That(BuffersOf(await PlanAsync(filter, (People / 4) - 25, isAnalyzed: true, isGeneric)), Is.EqualTo(first).Within(10), "across people who do not match");
    }

    /// <summary>The middle half are members whom no filter by source finds.</summary>
    private static bool IsMiddle(long position) => position is > People / 4 and <= 3 * People / 4;

    private static string IndexOf(string? source, string? group) => (source, group) switch
    {
        (null, null) => "contacts_pkey",
        ("dm", null) => "contacts_with_direct_chat",
        (_, null) => "contacts_seen_in_group",
        ("dm", _) => "group_contacts_with_direct_chat",
        _ => "group_contacts_pkey",
    };

    private static int BuffersOf(string plan) => PostgresPlan.BuffersOf(plan);

    private async Task<string> PlanAsync(ContactFilter filter, long after, bool isAnalyzed, bool isGeneric)
    {
        var session = _sessions[isAnalyzed];
        return await PostgresPlan.OfAsync(await _storages[isAnalyzed].ConnectionStringAsync(), ContactRepository.Statement(filter), isGeneric, new()
        {
            ["Key"] = ("bigint", $"{SessionKey.Of(session.Id)}"),
            ["Session"] = ("text", $"'{session.Id.Text}'"),
            ["Organization"] = ("text", $"'{session.Organization}'"),
            ["After"] = ("bigint", $"{after}"),
            ["Take"] = ("int", $"{Page}"),
            ["Group"] = ("text", $"'{filter.Group?.Text}'"),
        });
    }

    [GeneratedRegex("Index (Only )?Scan using (?!sessions)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Indexes();
}
