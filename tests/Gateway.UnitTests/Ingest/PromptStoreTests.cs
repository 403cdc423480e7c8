using System.Diagnostics;
using Gateway.Application.Ingest;
using Gateway.Domain.Ingest;
using Gateway.Domain.Ingest.Memory;

namespace Gateway.UnitTests.Ingest;

/// <summary>A large import into a store that answers at once, as the embedded database does.</summary>
public sealed class PromptStoreTests
{
    private const int Batches = 40;

    [Test]
    public async Task Each_batch_is_written_from_where_the_first_was_so_that_those_before_can_go()
    {
        var store = new PromptStore();
        using var lines = new MemoryStream(ManyPeople.Lines(Batches * ManyPeople.Batch));
        await ManyPeople.ImportAsync(store, lines);
        Assert.That(store.Depths, Has.Count.GreaterThanOrEqualTo(Batches - 2));
        Assert.That(store.Depths.Max(), Is.LessThan(store.Depths.Min() + 15));
    }

    /// <summary>Keeps how deep in calls it was when it was written to.</summary>
    private sealed class PromptStore : IObservationStore
    {
        private long _writes;

        public List<int> Depths { get; } = [];

        public Task<bool> HasAsync(SessionScope session, CancellationToken cancellationToken) => Task.FromResult(true);

        public Task<Reduction> ApplyAsync(SessionScope session, Footprint footprint, Func<SessionState, Reduction> reduce, CancellationToken cancellationToken) =>
            Task.FromResult(reduce(SessionState.Empty with { Session = SessionFacts.New with { Writes = _writes++ } }));

        public Task<SessionMemory?> RememberAsync(SessionScope session, long maxBytes, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Func<CancellationToken, Task<bool>> PrepareWrite(SessionScope session, SessionState remembered, Reduction reduction) => _ =>
        {
            Thread.Sleep(80); // longer than the next takes to come: there is always one that waits
            Depths.Add(new StackTrace().FrameCount);
            return Task.FromResult(true);
        };
    }
}
