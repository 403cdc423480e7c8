using Gateway.Application.Ingest;
using Gateway.Domain.Ingest;
using Gateway.Domain.Ingest.Memory;

namespace Gateway.UnitTests.Ingest;

/// <summary>When an import finds that it is worth its while to remember a session of a million people.</summary>
public sealed class RememberingTests
{
    private const int Worth = 62_500;

    [Test]
    public async Task A_long_file_is_known_at_once() =>
        Assert.That(await AppliedBeforeAsync(ManyPeople.Lines(Worth + ManyPeople.Batch + 100), isSeekable: true), Is.EqualTo(1));

    [Test]
    public async Task A_short_file_is_not_worth_it() =>
        Assert.That(await AppliedBeforeAsync(ManyPeople.Lines(Worth - ManyPeople.Batch), isSeekable: true), Is.Null);

    [Test]
    public async Task A_stream_is_known_by_what_it_gave() =>
        Assert.That(await AppliedBeforeAsync(ManyPeople.Lines(Worth + (3 * ManyPeople.Batch)), isSeekable: false), Is.EqualTo((Worth / ManyPeople.Batch) + 1));

    /// <summary>How many batches were applied before the session was remembered; null when it never was.</summary>
    private static async Task<int?> AppliedBeforeAsync(byte[] lines, bool isSeekable)
    {
        var store = new MillionStore();
        await using var source = isSeekable ? new MemoryStream(lines) : new ForwardStream(lines);
        await ManyPeople.ImportAsync(store, source);
        return store.AppliedBefore;
    }

    /// <summary>Keeps nothing.</summary>
    private sealed class MillionStore : IObservationStore
    {
        private readonly SessionFacts _session = SessionFacts.New with { LastPosition = 1_000_000, Writes = 1 };
        private int _applied;

        public int? AppliedBefore { get; private set; }

        public Task<bool> HasAsync(SessionScope session, CancellationToken cancellationToken) => Task.FromResult(true);

        public Task<Reduction> ApplyAsync(SessionScope session, Footprint footprint, Func<SessionState, Reduction> reduce, CancellationToken cancellationToken)
        {
            _applied++;
            return Task.FromResult(reduce(SessionState.Empty with { Session = _session }));
        }

        public Task<SessionMemory?> RememberAsync(SessionScope session, long maxBytes, CancellationToken cancellationToken)
        {
            AppliedBefore ??= _applied;
            return Task.FromResult<SessionMemory?>(new SessionMemory(_session));
        }

        public Func<CancellationToken, Task<bool>> PrepareWrite(SessionScope session, SessionState remembered, Reduction reduction) => _ => Task.FromResult(true);
    }

    private sealed class ForwardStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
