using Gateway.Application;
using Gateway.Application.Ingest;
using Gateway.Domain.Ingest;
using Gateway.Domain.Ingest.Memory;

namespace Gateway.UnitTests.Ingest;

/// <summary>An import that remembers its session while others write to it, too.</summary>
public sealed class InterruptedImportTests
{
    private const int Batches = 9;
    private const int People = (Batches * ManyPeople.Batch) - 1; // the last batch is not an empty one

    [TestCase]
    [TestCase(2)]
    [TestCase(2, 3)]
    [TestCase(2, 4, 5)]
    [TestCase(3, 4, 6, 8)]
    [TestCase(Batches)]
    public async Task Writes_every_batch_once_and_in_order(params int[] interrupted)
    {
        var store = new InterruptedStore(interrupted, failsAt: 0);
        var report = await ImportAsync(store);
        Assert.That(store.Written, Is.EqualTo(Enumerable.Range(1, Batches)));
        Assert.That(report.People.Unseen, Is.EqualTo(People));
        Assert.That(store.Refused.Take(1), Is.EqualTo(interrupted.Take(1)));
    }

    [Test]
    public void Writes_none_behind_one_that_fails()
    {
        var store = new InterruptedStore([3], failsAt: 3);
        Assert.ThrowsAsync<UnavailableException>(() => ImportAsync(store));
        Assert.That(store.Written, Is.EqualTo(new[] { 1, 2 }));
    }

    private static async Task<ImportReport> ImportAsync(InterruptedStore store)
    {
        using var lines = new MemoryStream(ManyPeople.Lines(People));
        return await ManyPeople.ImportAsync(store, lines);
    }

    /// <summary>Keeps the numbers of batches that were written. Some are refused once, when they were reduced from memory.</summary>
    /// <param name="failsAt">The batch that cannot be applied.</param>
    private sealed class InterruptedStore(int[] interrupted, int failsAt) : IObservationStore
    {
        private readonly HashSet<int> _interrupted = [.. interrupted];
        private long _writes;

        public List<int> Written { get; } = [];

        public List<int> Refused { get; } = [];

        public Task<bool> HasAsync(SessionScope session, CancellationToken cancellationToken) => Task.FromResult(true);

        public async Task<Reduction> ApplyAsync(SessionScope session, Footprint footprint, Func<SessionState, Reduction> reduce, CancellationToken cancellationToken)
        {
            await Task.Yield();
            var number = ManyPeople.BatchOf(footprint.Identifiers);
            if (number == failsAt)
            {
                throw new UnavailableException("The database is out of reach.");
            }

            Written.Add(number);
            return reduce(SessionState.Empty with { Session = Facts with { Writes = _writes++ } });
        }

        public Task<SessionMemory?> RememberAsync(SessionScope session, long maxBytes, CancellationToken cancellationToken) =>
            Task.FromResult<SessionMemory?>(new SessionMemory(Facts with { Writes = _writes }));

        public Func<CancellationToken, Task<bool>> PrepareWrite(SessionScope session, SessionState remembered, Reduction reduction) =>
            async _ =>
            {
                await Task.Delay(5, CancellationToken.None); // so that others are reduced meanwhile
                var number = ManyPeople.BatchOf(reduction.Identifiers.Keys);
                if (_interrupted.Remove(number))
                {
                    _writes++; // somebody else's
                }

                if (remembered.Session.Writes != _writes)
                {
                    Refused.Add(number);
                    return false;
                }

                _writes++;
                Written.Add(number);
                return true;
            };

        private static SessionFacts Facts => SessionFacts.New;
    }
}
