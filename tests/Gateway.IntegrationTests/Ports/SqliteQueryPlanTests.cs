using System.Text.RegularExpressions;
using Gateway.Application.Search;
using Gateway.Domain.Contacts;
using Gateway.Domain.Ingest;
using Gateway.Domain.Whatsapp;
using Gateway.Infrastructure.Sqlite;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Gateway.IntegrationTests.Ports;

/// <summary>Every page is one range of one index, in the index's order: first or deep, it costs the same.</summary>
internal sealed partial class SqliteQueryPlanTests
{
    /// <summary>The second half, but its end, are members whom no filter by source finds.</summary>
    private const int Middle = 1_500;
    private const int People = 3_100;
    private const int Page = 51;
    private const string Team = "1@g.us";
    private readonly SqliteTestDatabase _storage = new();
    private TestSession _session = null!;

    [OneTimeSetUp]
    public async Task SeedAsync()
    {
        var services = await _storage.StartMigratedAsync();
        _session = await TestSession.CreateAsync(services);
        var people = Enumerable.Range(1, People).Select(position => Rows.Contact(position, "Alice", dm: !IsMiddle(position), group: !IsMiddle(position))).ToList();
        await _session.WriteAsync(people, [.. people.Select(person => new GroupContact(GroupJid.FromText(Team), person.Position, person.HasDirectChat))]);
        await _session.ApplyAsync(Rows.Nobody, state => Rows.None(state) with { Session = state.Session with { LastPosition = People } });
        while (await ((SearchIndex)services.GetService(typeof(SearchIndex))!).KeepUpAsync(_session.Id, CancellationToken.None))
        {
            // until nothing is left to do
        }

        await _storage.PokeAsync($"VACUUM INTO '{AnalyzedCopy}'");
        await using var copy = await _storage.OpenAsync(AnalyzedCopy);
        await copy.ColumnAsync("ANALYZE");
    }

    /// <summary>With statistics, as an operator may make them; a session alone in its table invites to scan that.</summary>
    private string AnalyzedCopy => _storage.File + "-analyzed";

    [OneTimeTearDown]
    public ValueTask StopAsync() => _storage.DisposeAsync();

    [Test]
    public async Task Follows_an_index_and_never_sorts(
        [Values(null, "dm", "group")] string? source,
        [Values(null, Team)] string? group,
        [Values(null, "alice", "+62 812")] string? q,
        [Values(0, People - 60)] long after,
        [Values] bool isAnalyzed)
    {
        await using var connection = await _storage.OpenAsync(isAnalyzed ? AnalyzedCopy : _storage.File);
        var plan = await PlanAsync(connection, Rows.Filter(source, group, q), after);
        var driver = plan.Single(step => step.StartsWith("SEARCH p ", StringComparison.Ordinal));
        Assert.Multiple(() =>
        {
            Assert.That(plan, Has.None.Contains("TEMP B-TREE"));
            Assert.That(plan, Has.None.Contains("SCAN"));
            Assert.That(driver, Does.Contain(group is null ? "(session_key=? AND position>?)" : "(session_key=? AND group_jid=? AND position>?)"));
            Assert.That(plan.Where(step => step.StartsWith("SEARCH c ", StringComparison.Ordinal)), Is.All.Contains("(session_key=? AND position=?)"));
        });
    }

    /// <summary>Of a term on what is sealed; the pages above are of what is not.</summary>
    [Test]
    public async Task Finds_by_keys_alone_what_is_sealed([Values(null, "dm", "group")] string? source, [Values(null, Team)] string? group, [Values] bool isAnalyzed)
    {
        await using var connection = await _storage.OpenAsync(isAnalyzed ? AnalyzedCopy : _storage.File);
        var filter = Rows.Filter(source, group, "alice");
        var lists = new[] { SearchStatements.FirstChunks, SearchStatements.MoreChunks };
        var others = new[] { SearchStatements.Changed, SearchStatements.Candidates(filter), (source, group) == (null, null) ? SearchStatements.Changed : SearchStatements.Members(filter) };
        foreach (var statement in lists.Concat(others))
        {
            var plan = await PlanAsync(connection, statement);
            Assert.Multiple(() =>
            {
                Assert.That(plan, Has.None.Contains("TEMP B-TREE"), statement);
                Assert.That(plan.Where(step => step.Contains("SCAN", StringComparison.Ordinal)), Is.All.Matches("SCAN [gu] VIRTUAL TABLE"), statement);
                Assert.That(plan.Where(step => step.StartsWith("SEARCH c ", StringComparison.Ordinal)), Is.All.Contains("(session_key=? AND position").IgnoreCase, statement);
                Assert.That(plan.Where(step => step.Contains("search_postings", StringComparison.Ordinal) || (lists.Contains(statement) && step.StartsWith("SEARCH p ", StringComparison.Ordinal))), Is.All.Contains("(session_key=? AND gram=? AND last_position>?"), statement);
            });
        }
    }

    [Test]
    public async Task Costs_the_same_on_every_page([Values(null, "dm", "group")] string? source, [Values(null, Team)] string? group, [Values(null, "alice")] string? q)
    {
        await using var connection = await _storage.OpenAsync();
        var filter = Rows.Filter(source, group, q);
        var first = Steps(connection, filter, after: 0);
        Assert.That(Steps(connection, filter, People - 60), Is.EqualTo(first).Within(2).Percent, "deep");
        Assert.That(Steps(connection, filter, Middle - 25), Is.EqualTo(first).Within(2).Percent, "across people who do not match");
    }

    private static bool IsMiddle(long position) => position is > Middle and <= 2 * Middle;

    private Task<IReadOnlyList<string>> PlanAsync(SqliteConnection connection, ContactFilter filter, long after) =>
        PlanAsync(connection, ContactRepository.Statement(filter), [.. Values(filter, after)]);

    /// <summary>With no values, or those that are given: without them it is the same.</summary>
    private static async Task<IReadOnlyList<string>> PlanAsync(SqliteConnection connection, string statement, params (string Name, object? Value)[] values)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the adapter's own statement
        command.CommandText = $"EXPLAIN QUERY PLAN {statement}";
#pragma warning restore CA2100
        foreach (var (name, value) in values.Length > 0 ? values : Names().Matches(statement).Select(match => (match.Value, (object?)null)).Distinct())
        {
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        }

        await using var reader = await command.ExecuteReaderAsync();
        var steps = new List<string>();
        while (await reader.ReadAsync())
        {
            steps.Add(reader.GetString(reader.GetOrdinal("detail")));
        }

        return steps;
    }

    /// <summary>Instructions of SQLite's machine that a page takes.</summary>
    private int Steps(SqliteConnection connection, ContactFilter filter, long after)
    {
        Assert.That(raw.sqlite3_prepare_v2(connection.Handle, ContactRepository.Statement(filter), out var statement), Is.EqualTo(raw.SQLITE_OK));
        using (statement)
        {
            foreach (var (name, value) in Values(filter, after))
            {
                _ = raw.sqlite3_bind_parameter_index(statement, name) is var index && value switch
                {
                    long number => raw.sqlite3_bind_int64(statement, index, number),
                    string text => raw.sqlite3_bind_text(statement, index, text),
                    _ => raw.SQLITE_OK,
                } == raw.SQLITE_OK;
            }

            var rows = 0;
            while (raw.sqlite3_step(statement) == raw.SQLITE_ROW)
            {
                rows++;
            }

            Assert.That(rows, Is.EqualTo(Page));
            return raw.sqlite3_stmt_status(statement, raw.SQLITE_STMTSTATUS_VM_STEP, 0);
        }
    }

    private IEnumerable<(string Name, object? Value)> Values(ContactFilter filter, long after) =>
    [
        ("@Session", _session.Id.Text), ("@Organization", _session.Organization), ("@After", after), ("@Take", (long)Page),
        ("@Group", filter.Group?.Text), ("@Text", filter.Search?.Text), ("@Digits", filter.Search?.Digits),
    ];

    [GeneratedRegex("@[A-Z][A-Za-z]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Names();
}
