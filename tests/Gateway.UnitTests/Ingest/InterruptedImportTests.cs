using System.Globalization;
using System.Text;
using Gateway.Application;
using Gateway.Application.Ingest;
using Gateway.Domain.Ingest;
using Gateway.Domain.Ingest.Memory;
using Gateway.Domain.Sessions;
using Gateway.Domain.Whatsapp;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.UnitTests.Ingest;

/// <summary>An import that remembers its session while others write to it, too.</summary>
public sealed class InterruptedImportTests
{
    private const int Batch = 5_000;
    private const int Batches = 9;
    private const int People = (Batches * Batch) - 1; // the last batch is not an empty one

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

    private static async Task<ImportReport> ImportAsync(IObservationStore store)
    {
        await using var services = new ServiceCollection()
            .AddApplication().AddSingleton(TimeProvider.System).AddSingleton(store).BuildServiceProvider();
        using var lines = new MemoryStream(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, People).Select(number =>
            $$"""{"type":"contact","jid":"{{InterruptedStore.First + number}}@s.whatsapp.net"}{{"\n"}}"""))));
        return await services.GetRequiredService<IMediator>().Send(new ImportObservationsCommand(SessionId.New(TimeProvider.System), lines, MemoryBytes: 1 << 30));
    }

    /// <summary>Keeps the numbers of batches that were written. Some are refused once, when they were reduced from memory.</summary>
    /// <param name="failsAt">The batch that cannot be applied.</param>
    private sealed class InterruptedStore(int[] interrupted, int failsAt) : IObservationStore
    {
        public const long First = 6_280_000_000L;
        private readonly HashSet<int> _interrupted = [.. interrupted];
        private long _writes;

        public List<int> Written { get; } = [];

        public List<int> Refused { get; } = [];

        public async Task<Reduction> ApplyAsync(SessionId session, Footprint footprint, Func<SessionState, Reduction> reduce, CancellationToken cancellationToken)
        {
            await Task.Yield();
            var number = NumberOf(footprint.Identifiers);
            if (number == failsAt)
            {
                throw new UnavailableException("The database is out of reach.");
            }

            Written.Add(number);
            return reduce(SessionState.Empty with { Session = Facts with { Writes = _writes++ } });
        }

        public Task<SessionMemory?> RememberAsync(SessionId session, long maxBytes, CancellationToken cancellationToken) =>
            Task.FromResult<SessionMemory?>(new SessionMemory(Facts with { Writes = _writes }));

        public Func<CancellationToken, Task<bool>> PrepareWrite(SessionId session, SessionState remembered, Reduction reduction) =>
            async _ =>
            {
                await Task.Delay(5, CancellationToken.None); // so that others are reduced meanwhile
                var number = NumberOf(reduction.Identifiers.Keys);
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

        private static int NumberOf(IEnumerable<Identifier> ids) => (int)((long.Parse(ids.Min().Text, CultureInfo.InvariantCulture) - First) / Batch) + 1;
    }
}
