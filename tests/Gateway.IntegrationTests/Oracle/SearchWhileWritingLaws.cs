using Gateway.Application.Search;
using Gateway.Domain.Contacts;
using Gateway.Domain.Ingest;
using Gateway.Domain.Search;
using Gateway.IntegrationTests.Ports;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.IntegrationTests.Oracle;

/// <summary>
/// While people come and are renamed, and texts are sealed, changed ones folded in and runs merged, every search finds every
/// stable person once, and nobody of another session of the same names.
/// </summary>
[Category(TestCategories.Long)]
internal abstract class SearchWhileWritingLaws(TestDatabase database) : PortFixture(database)
{
    private const int Stable = 300;
    private const int Readers = 3;
    private const int Newcomers = 500;
    private const int MostBatches = 100;
    private const string Team = "1@g.us";
    private const string Ours = "62";
    private const string Theirs = "49";
    private static readonly (string? Source, string? Group, string Q)[] s_searches =
    [
        (null, null, "ständig"), (null, null, "李"), (null, null, "st"), (null, null, "beständiger kunde"), (null, Team, "kunde 李"), ("dm", null, "BESTÄND"), ("group", Team, "ig"),
        ("dm", Team, "s"), (null, null, "+62 81999"), (null, null, "+4981999"), ("dm", null, "81999000"),
    ];

    private SearchIndex Index => Services.GetRequiredService<SearchIndex>();

    [Test]
    public async Task Stable_people_come_once_in_every_walk_and_nobody_else_does()
    {
        var (session, other) = (await NewSessionAsync(), await NewSessionAsync());
        await WriteAsync(session, StableOf(Ours));
        await WriteAsync(other, StableOf(Theirs));
        using var done = new CancellationTokenSource();
        var readers = Enumerable.Range(0, Readers).Select(seed => Task.Run(() => ReadAsync(session, seed, done.Token))).ToList();
        var keeper = Task.Run(() => KeepUpAsync([session, other], done.Token));
        Task[] writers = [Task.Run(() => ComeAsync(session, Ours, done)), Task.Run(() => ComeAsync(other, Theirs, done)), Task.Run(() => RenameAsync(session, Ours, done.Token))];
        await Task.WhenAll([.. writers, keeper, .. readers]);
        Assert.That(readers.Select(reader => reader.Result), Is.All.GreaterThanOrEqualTo(s_searches.Length));
        Assert.That(await HasFoldedAndMergedAsync(session));
    }

    private static IEnumerable<Line> StableOf(string prefix) => Enumerable.Range(0, Stable).SelectMany(number => new Line[]
    {
        new ContactLine(new Person($"{prefix}81999{number:000000}", $"{prefix}{number}@lid", Saved: $"Beständiger Kunde 李 {number}"), DirectChat: true),
        new GroupLine(Team, [new Person($"{prefix}81999{number:000000}")], Complete: false),
        Newcomer(prefix, 1_000_000 + number), // so that they are not all in one place
    });

    private static ContactLine Newcomer(string prefix, int number) => new(new Person($"{prefix}71{number:0000000}", Saved: $"Neu {number % 100} {number}"), DirectChat: number % 2 == 0);

    private static Task<ImportReport> WriteAsync(TestSession session, IEnumerable<Line> lines) => session.ImportAsync(lines.Select(new LineText(new Random(0)).Of));

    /// <summary>Until enough came for all that upkeep does.</summary>
    private async Task ComeAsync(TestSession session, string prefix, CancellationTokenSource done)
    {
        for (var batch = 0; batch < MostBatches && !done.IsCancellationRequested; batch++)
        {
            await WriteAsync(session, Enumerable.Range(batch * Newcomers, Newcomers).Select(number => Newcomer(prefix, number)));
            if (prefix == Ours && await HasFoldedAndMergedAsync(session))
            {
                await done.CancelAsync();
            }

            while (!done.IsCancellationRequested && await IsToBeSealedAsync(session))
            {
                await Task.Delay(5); // however slow the machine is: upkeep is not only to seal
            }
        }

        await done.CancelAsync();
    }

    private static async Task RenameAsync(TestSession session, string prefix, CancellationToken done)
    {
        var dice = new Random(7);
        while (!done.IsCancellationRequested)
        {
            var numbers = Enumerable.Range(0, 60).Select(_ => dice.Next(2) == 0 ? 1_000_000 + dice.Next(Stable) : dice.Next(Newcomers * 10));
            await WriteAsync(session, numbers.Select(number => Newcomer(prefix, number)).Select(line => line with { Person = line.Person with { Saved = $"Anders {dice.Next(1_000)}" } }));
        }
    }

    private async Task KeepUpAsync(TestSession[] sessions, CancellationToken done)
    {
        while (!done.IsCancellationRequested)
        {
            foreach (var session in sessions)
            {
                await Index.KeepUpAsync(session.Id, CancellationToken.None);
            }
        }
    }

    /// <returns>How many walks.</returns>
    private static async Task<int> ReadAsync(TestSession session, int seed, CancellationToken done)
    {
        var dice = new Random(seed);
        var walks = 0;
        for (; !done.IsCancellationRequested || walks < s_searches.Length; walks++)
        {
            var (source, group, q) = s_searches[walks % s_searches.Length];
            var rows = (await session.WalkAsync(Rows.Filter(source, group, q), dice.Next(20, 201))).Contacts;
            var found = rows.Where(row => row.Name.StartsWith("Beständig", StringComparison.Ordinal)).Select(row => row.PhoneNumber).ToList();
            Assert.That(found, q == "+4981999" ? Is.Empty : Has.Count.EqualTo(Stable).And.Unique.And.All.StartsWith(Ours), q);
            Assert.That(rows.Where(row => !Matches(row, q)), Is.Empty, q);
        }

        return walks;
    }

    private static bool Matches(Contact row, string q) =>
        row.PhoneNumber.StartsWith(Ours, StringComparison.Ordinal)
        && (FoldingOracle.Fold(row.Name).Contains(FoldingOracle.Fold(q), StringComparison.Ordinal) || (OracleText.NumberIn(q) is { } digits && row.PhoneNumber.Contains(digits, StringComparison.Ordinal)));

    private async Task<bool> IsToBeSealedAsync(TestSession session) =>
        await Storage.PokeAsync($"SELECT count(*) FROM sessions WHERE session_id = '{session.Id.Text}' AND last_position - sealed_position >= {SearchUpkeep.SealAt}") is [> 0L];

    private async Task<bool> HasFoldedAndMergedAsync(TestSession session)
    {
        var ours = $"FROM sessions AS s JOIN search_runs AS r ON r.session_key = s.session_key WHERE s.session_id = '{session.Id.Text}'";
        return await Storage.PokeAsync($"SELECT count(*) {ours} AND s.search_folds > 0 AND r.level > 0") is [> 0L];
    }
}
