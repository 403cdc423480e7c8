using System.Globalization;
using Gateway.Application;
using Gateway.Application.Ingest;
using Gateway.Domain.Ingest;
using Gateway.Domain.Ingest.Memory;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.IntegrationTests.Ports;

/// <summary>How an import that remembers its session asks for it and writes it, also beside others.</summary>
[Category(TestCategories.Long)]
internal abstract class LargeImportContract(TestDatabase database) : PortFixture(database)
{
    private const int People = 24_000;
    private const int Batch = 5_000;
    private const long Memory = 64 << 20;

    [Test]
    public async Task Asks_once_for_a_new_session()
    {
        var (session, store) = (await NewSessionAsync(), new CountingStore(Observations));
        var report = await ImportAsync(store, session, Lines());
        Assert.Multiple(async () =>
        {
            Assert.That(report.People, Is.EqualTo(new PeopleCounts(New: People, 0, 0, 0, 0)));
            Assert.That((store.Applied, store.Remembered, store.Written), Is.EqualTo((1, 0, 4)));
            Assert.That(await session.PositionsAsync(), Is.EqualTo(Enumerable.Range(1, People)));
        });
    }

    [Test]
    public async Task Remembers_a_known_session_when_it_has_seen_much_of_it()
    {
        var session = await NewSessionAsync();
        await session.ImportAsync(Lines());
        var store = new CountingStore(Observations);
        var report = await ImportAsync(store, session, Lines());
        Assert.Multiple(() =>
        {
            Assert.That(report.People, Is.EqualTo(new PeopleCounts(0, 0, 0, 0, Unchanged: People)));
            Assert.That((store.Applied, store.Remembered, store.Written), Is.EqualTo((1, 1, 4)));
        });
    }

    [TestCase(0)]
    [TestCase(500_000)]
    public async Task Remembers_no_more_than_it_may(long bytes)
    {
        var (session, store) = (await NewSessionAsync(), new CountingStore(Observations));
        await ImportAsync(store, session, Lines(), bytes);
        Assert.Multiple(async () =>
        {
            Assert.That((store.Remembered, store.Applied, store.Written), Is.EqualTo(bytes == 0 ? (0, 5, 0) : (0, 4, 1)));
            Assert.That(await session.PositionsAsync(), Is.EqualTo(Enumerable.Range(1, People)));
        });
    }

    [Test]
    public async Task Goes_on_from_what_is_stored_when_somebody_else_writes()
    {
        var (session, store) = (await NewSessionAsync(), new CountingStore(Observations));
        store.BeforeWrite[2] = () => session.ImportAsync(Line(1, "Renamed"), Line(People + 5, "Late"));
        var report = await ImportAsync(store, session, Lines());
        var names = (await session.ContactsAsync(new(), 0, int.MaxValue)).Select(contact => contact.Name).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(report.People, Is.EqualTo(new PeopleCounts(New: People, 0, 0, 0, 0)));
            Assert.That(report.Lines, Is.EqualTo(new LineCounts(People, People, 0, 0)));
            Assert.That(names, Has.Count.EqualTo(People + 1).And.Contains("Renamed").And.Contains("Late").And.Not.Contains("Somebody 1"));
            Assert.That(names.Distinct().Count(), Is.EqualTo(People + 1));
            Assert.That(store.Refused, Is.EqualTo(1));
        });
    }

    [Test]
    public async Task What_was_read_before_a_source_broke_is_kept()
    {
        var (session, store) = (await NewSessionAsync(), new CountingStore(Observations));
        Assert.ThrowsAsync<InvalidTimeZoneException>(() => ImportAsync(store, session, Lines().Select((line, number) => number < (3 * Batch) + 500 ? line : throw new InvalidTimeZoneException())));
        Assert.That(await session.PositionsAsync(), Is.EqualTo(Enumerable.Range(1, 3 * Batch)), "whole batches");
    }

    [Test]
    public async Task A_database_that_is_lost_while_a_batch_is_written_ends_it()
    {
        var (session, store) = (await NewSessionAsync(), new CountingStore(Observations));
        store.BeforeWrite[3] = () => throw new UnavailableException("lost");
        Assert.ThrowsAsync<UnavailableException>(() => ImportAsync(store, session, Lines()));
        Assert.That(await session.PositionsAsync(), Is.EqualTo(Enumerable.Range(1, 3 * Batch)), "whole batches");
    }

    private static IEnumerable<string> Lines() => Enumerable.Range(0, People).Select(number => Line(number, string.Create(CultureInfo.InvariantCulture, $"Somebody {number}")));

    private static string Line(int number, string name) =>
        $$"""{"type":"contact","jid":"{{6_280_000_000L + number}}@s.whatsapp.net","pushName":"{{name}}","directChat":true}""";

    private async Task<ImportReport> ImportAsync(IObservationStore store, TestSession session, IEnumerable<string> lines, long memory = Memory)
    {
        await using var services = new ServiceCollection()
            .AddApplication().AddSingleton<TimeProvider>(Storage.Clock).AddSingleton(store).BuildServiceProvider();
        await using var source = new LineStream(lines);
        return await services.GetRequiredService<IMediator>().Send(new ImportObservationsCommand(session.Scope, new NdjsonSource(source, Storage.Clock), MemoryBytes: memory));
    }

    private sealed class CountingStore(IObservationStore store) : IObservationStore
    {
        private int _tried;

        public int Applied { get; private set; }

        public int Remembered { get; private set; }

        public int Written { get; private set; }

        public int Refused { get; private set; }

        /// <summary>By the number of the write from memory, from 1.</summary>
        public Dictionary<int, Func<Task>> BeforeWrite { get; } = [];

        public Task<bool> HasAsync(SessionScope session, CancellationToken cancellationToken) => store.HasAsync(session, cancellationToken);

        public Task<Reduction> ApplyAsync(SessionScope session, Footprint footprint, Func<SessionState, Reduction> reduce, CancellationToken cancellationToken)
        {
            Applied++;
            return store.ApplyAsync(session, footprint, reduce, cancellationToken);
        }

        public Task<SessionMemory?> RememberAsync(SessionScope session, long maxBytes, CancellationToken cancellationToken)
        {
            Remembered++;
            return store.RememberAsync(session, maxBytes, cancellationToken);
        }

        public Func<CancellationToken, Task<bool>> PrepareWrite(SessionScope session, SessionState remembered, Reduction reduction)
        {
            var write = store.PrepareWrite(session, remembered, reduction);
            return async cancellationToken =>
            {
                if (BeforeWrite.TryGetValue(++_tried, out var before))
                {
                    await before();
                }

                var isWritten = await write(cancellationToken);
                (Written, Refused) = isWritten ? (Written + 1, Refused) : (Written, Refused + 1);
                return isWritten;
            };
        }
    }
}
