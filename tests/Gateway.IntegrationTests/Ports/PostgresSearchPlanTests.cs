using Gateway.Application.Search;
using Gateway.Domain.Contacts;
using Gateway.Domain.Ingest;
using Gateway.Domain.Search;
using Gateway.Domain.Whatsapp;
using Gateway.Infrastructure.Postgres;
using Gateway.Infrastructure.Search;
using Gateway.IntegrationTests.Postgres;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.IntegrationTests.Ports;

/// <summary>
/// Every statement of a search follows indexes in their order, whatever the planner knows: nothing is sorted, no table read as a
/// whole, and what is read of a sealed session is little, whatever the term.
/// </summary>
[TestFixtureSource(typeof(PostgresBinaries), nameof(PostgresBinaries.Versions))]
internal sealed class PostgresSearchPlanTests(PostgresVersion version)
{
    private const int People = 12_000;
    private const int Page = 51;
    private const int MostCandidates = 600;
    private const int MostBuffers = 5_000;
    private const string Team = "1@g.us";
    private static readonly string[] s_tables = ["contacts", "group_contacts", "search_postings", "search_changes", "search_runs"];

    /// <summary>By whether the planner has statistics.</summary>
    private readonly Dictionary<bool, PostgresTestDatabase> _storages = new() { [true] = new(version), [false] = new(version) };
    private readonly Dictionary<(bool IsAnalyzed, bool IsSealed), TestSession> _sessions = [];

    [OneTimeSetUp]
    public async Task SeedAsync()
    {
        foreach (var (isAnalyzed, storage) in _storages)
        {
            var services = await storage.StartMigratedAsync();
            await storage.PokeAsync(string.Join("; ", s_tables.Select(table => $"ALTER TABLE {table} SET (autovacuum_enabled = off)")));
            foreach (var isSealed in new[] { false, true })
            {
                _sessions[(isAnalyzed, isSealed)] = await SeedAsync(services, isSealed);
            }
        }

        foreach (var table in s_tables.Append("sessions"))
        {
            await _storages[true].PokeAsync($"VACUUM (ANALYZE) {table}");
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
    public async Task Follows_indexes_and_never_sorts(
        [Values(null, "dm", "group")] string? source,
        [Values(null, Team)] string? group,
        [Values("a", "alice", "+62 00", "nobody at all")] string q,
        [Values] bool isSealed,
        [Values] bool isAnalyzed,
        [Values] bool isGeneric)
    {
        var filter = Rows.Filter(source, group, q);
        foreach (var (name, after, statement) in Statements(filter))
        {
            var plan = await PlanAsync(filter, statement, after, _sessions[(isAnalyzed, isSealed)], isAnalyzed, isGeneric);
            Assert.Multiple(() =>
            {
                Assert.That(plan, Does.Not.Contain("Sort").And.Not.Contain("Bitmap").And.Not.Contain("Hash").And.Not.Contain("Merge"), name);
                Assert.That(plan, Does.Not.Match($"Seq Scan on ({string.Join('|', s_tables)})"), name);
                Assert.That(IndexesOf(name, source, group).Where(index => !plan.Contains($" using {index} on ", StringComparison.Ordinal)), Is.Empty, $"{name}\n{plan}");
                Assert.That(PostgresPlan.BuffersOf(plan), isSealed ? Is.LessThan(MostBuffers) : Is.GreaterThan(0), $"{name}\n{plan}");
            });
        }
    }

    private static async Task<TestSession> SeedAsync(IServiceProvider services, bool isSealed)
    {
        var session = await TestSession.CreateAsync(services);
        var people = Enumerable.Range(1, People).Select(position => Rows.Contact(position, "Alice", dm: position % 3 > 0, group: true)).ToList();
        await session.ApplyAsync(Rows.Nobody, state => Rows.None(state) with
        {
            Session = state.Session with { LastPosition = People },
            Contacts = people,
            NewGroupContacts = [.. people.Select(person => new GroupContact(GroupJid.FromText(Team), person.Position, person.HasDirectChat))],
        });
        while (isSealed && await services.GetRequiredService<SearchIndex>().KeepUpAsync(session.Id, CancellationToken.None))
        {
            // until nothing is left to do
        }

        if (isSealed)
        {
            await session.WriteAsync([.. Enumerable.Range(1, SearchUpkeep.FoldAt - 1).Select(number => Rows.Contact(number * 40, "Alice again", dm: true, group: true))]);
        }

        return session;
    }

    /// <summary>A look at as many candidates as there can be, and at none but all that come behind a position.</summary>
    private static IEnumerable<(string Name, long After, string Statement)> Statements(ContactFilter filter)
    {
        var text = SearchText.Of(filter);
        return [("Start", 0, text.Start), ("Start deep", People - 60, text.Start), ("Read", 0, text.Read), ("Look", long.MaxValue, text.Look), ("Look behind", People - 200, text.Look)];
    }

    private static IEnumerable<string> IndexesOf(string statement, string? source, string? group)
    {
        var filter = (source, group) switch
        {
            (null, null) => "contacts_pkey",
            ("dm", null) => "contacts_with_direct_chat",
            (_, null) => "contacts_seen_in_group",
            ("dm", _) => "group_contacts_with_direct_chat",
            _ => "group_contacts_pkey",
        };
        return statement.Split(' ')[0] switch
        {
            "Start" => ["search_postings_pkey", "search_changes_pkey", filter],
            "Read" => (source, group) == (null, null) ? ["search_postings_pkey"] : ["search_postings_pkey", filter],
            _ => group is null ? ["contacts_pkey", filter] : ["contacts_pkey", "group_contacts_pkey", filter],
        };
    }

    private async Task<string> PlanAsync(ContactFilter filter, string statement, long after, TestSession session, bool isAnalyzed, bool isGeneric)
    {
        var grams = SearchedGrams.Of(filter.Search!.Digits ?? filter.Search.Text).Select(gram => gram.Gram.Value).ToList();
        string All(Func<int, string> value) => $"'{{{string.Join(',', Enumerable.Range(0, grams.Count).Select(value))}}}'";
        return await PostgresPlan.OfAsync(await _storages[isAnalyzed].ConnectionStringAsync(), statement, isGeneric, new()
        {
            ["Key"] = ("bigint", $"{SessionKey.Of(session.Id)}"),
            ["Session"] = ("text", $"'{session.Id.Text}'"),
            ["Organization"] = ("text", $"'{session.Organization}'"),
            ["Group"] = ("text", $"'{filter.Group?.Text}'"),
            ["Text"] = ("text", $"'{filter.Search.Text}'"),
            ["Digits"] = ("text", $"'{filter.Search.Digits}'"),
            ["After"] = ("bigint", $"{after}"),
            ["Take"] = ("int", $"{Page}"),
            ["Grams"] = ("int[]", All(list => $"{grams[list]}")),
            ["Lists"] = ("int[]", All(list => $"{list}")),
            ["Afters"] = ("bigint[]", All(_ => "0")),
            ["Targets"] = ("bigint[]", All(_ => $"{People}")),
            ["FirstChunks"] = ("int", $"{ContactSearch.FirstChunks}"),
            ["MembersAfter"] = ("bigint", "0"),
            ["MembersTo"] = ("bigint", $"{long.MaxValue}"),
            ["MostMembers"] = ("int", $"{ContactSearch.MostMembers}"),
            ["Candidates"] = ("bigint[]", $"'{{{string.Join(',', Enumerable.Range(1, MostCandidates).Select(number => number * 20))}}}'"),
        });
    }
}
