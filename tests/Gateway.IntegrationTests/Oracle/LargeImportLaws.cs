using System.Diagnostics;
using Gateway.Application;
using Gateway.Application.Ingest;
using Gateway.Domain.Ingest;
using Gateway.Domain.Sessions;
using Gateway.IntegrationTests.Ports;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.IntegrationTests.Oracle;

/// <summary>Twenty thousand people, imported and imported again, page by page against the oracle.</summary>
[Category(TestCategories.Long)]
internal abstract class LargeImportLaws(TestDatabase database) : PortFixture(database)
{
    private static readonly string?[] s_groups = [null, TwentyThousand.Large, TwentyThousand.Small, TwentyThousand.DirectOnly, "404@g.us"];
    /// <summary>The maximum number of pages of one walk. A longer list is walked with larger pages only; the list without a filter is walked with every page size.</summary>
    private const int MaxPagesOfWalk = 500;

    private static readonly string?[] s_terms = [null, "a", "李", "σίσυφος", "strasse", "%", "619", "+60 1", "0061 00", "no such name"];

    [Test]
    public async Task Pages_of_1_7_50_and_200_equal_the_oracle_before_and_after_importing_again()
    {
        var session = await NewSessionAsync();
        var lines = TwentyThousand.Lines(Storage.Clock.Microseconds);
        var oracle = new OracleSession();
        oracle.Take(lines, Storage.Clock.Microseconds);
        var people = oracle.People().Select(person => new SearchablePerson(person)).ToList();
        Assert.That(people, Has.Count.GreaterThan(TwentyThousand.People / 2));

        var reductions = await ImportAsync(session.Id, lines);
        Assert.That(reductions.Select(reduction => reduction.People).Aggregate((left, right) => left + right).New, Is.EqualTo(people.Count));
        await CompareAsync(session, people, [1, 7, 50, 200]);

        Storage.Clock.Advance(TimeSpan.FromDays(1));
        AssertNothingWritten(await ImportAsync(session.Id, lines));
        await CompareAsync(session, people, [200]);
    }

    private static void AssertNothingWritten(IReadOnlyList<Reduction> reductions) => Assert.Multiple(() =>
    {
        var counts = reductions.Select(reduction => reduction.People).Aggregate((left, right) => left + right);
        Assert.That(counts with { Unseen = 0, Unchanged = 0 }, Is.Default);
        Assert.That(reductions.SelectMany(reduction => reduction.Contacts), Is.Empty);
        Assert.That(reductions.SelectMany(reduction => reduction.RetainedTexts), Is.Empty);
        Assert.That(reductions.SelectMany(reduction => reduction.GoneContacts), Is.Empty);
        Assert.That(reductions.SelectMany(reduction => reduction.NewGroupContacts.Concat(reduction.ChangedGroupContacts).Concat(reduction.GoneGroupContacts)), Is.Empty);
        Assert.That(reductions.SelectMany(reduction => reduction.Identifiers.Keys), Is.Empty);
        Assert.That(reductions.SelectMany(reduction => reduction.Memberships), Is.Empty);
        Assert.That(reductions.SelectMany(reduction => reduction.Groups.Keys), Is.Empty);
    });

    private static async Task CompareAsync(TestSession session, List<SearchablePerson> people, int[] limits)
    {
        foreach (var filter in OracleFilter.Combinations(s_groups, s_terms))
        {
            var expected = filter.Of(people);
            foreach (var limit in limits.Where(limit => expected.Count <= limit * MaxPagesOfWalk || expected.Count == people.Count))
            {
                var (cursor, read) = ("", 0);
                do
                {
                    var page = await session.PageAsync(filter.Source, filter.Group, filter.Q, limit, cursor);
                    if (!page.Contacts.SequenceEqual(expected.Skip(read).Take(limit)))
                    {
                        Assert.That(page.Contacts, Is.EqualTo(expected.Skip(read).Take(limit)), $"{filter}, limit {limit}, from row {read}");
                    }

                    (cursor, read) = (page.NextCursor, read + page.Contacts.Count);
                }
                while (cursor.Length > 0);
                Assert.That(read, Is.EqualTo(expected.Count), $"{filter}, limit {limit} ended at row {read}");
            }
        }
    }

    /// <summary>Imports as the program does, and keeps what each batch wrote.</summary>
    private async Task<IReadOnlyList<Reduction>> ImportAsync(SessionId session, IReadOnlyList<Line> lines)
    {
        var store = new RecordingStore(Observations);
        await using var services = new ServiceCollection()
            .AddApplication().AddSingleton<TimeProvider>(Storage.Clock).AddSingleton<IObservationStore>(store).BuildServiceProvider();
        await using var source = TwentyThousand.Ndjson(lines);
        var time = Stopwatch.StartNew();
        var report = await services.GetRequiredService<IMediator>().Send(new ImportObservationsCommand(new SessionScope(session), new NdjsonSource(source, services.GetRequiredService<TimeProvider>()), MemoryBytes: 64 << 20));
        await TestContext.Out.WriteLineAsync($"{lines.Count} lines in {time.ElapsedMilliseconds} ms: {report.People}");
        Assert.That(report.Lines, Is.EqualTo(new LineCounts(lines.Count, lines.Count, 0, 0)));
        return store.Reductions;
    }
}
