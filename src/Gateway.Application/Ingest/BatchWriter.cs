using Gateway.Domain.Ingest;
using Gateway.Domain.Ingest.Memory;

namespace Gateway.Application.Ingest;

/// <summary>
/// Applies batches one after the other. Where the session is remembered, a batch is reduced while the one before is made ready and
/// the one before that is written, as if that were done; somebody else's write in between shows when it is tried, and then all of
/// them are applied anew.
/// </summary>
internal sealed class BatchWriter(IObservationStore store, TimeProvider clock, ImportObservationsCommand request)
{
    /// <summary>A session is remembered for so many people, at least, and this part of it: that were taken in without, or are to come.</summary>
    private const int FewestPeople = 5_000;

    private const int Worth = 16;
    private const int MostWaiting = 2;
    private readonly Queue<(ImportBatch Batch, Reduction Reduction, Task<bool> Writing)> _writing = [];
    private SessionMemory? _memory;
    private bool _mayRemember = request.MemoryBytes > 0;
    private long _forgetful;
    private long _stored;
    private int _interruptions;

    public PeopleCounts People { get; private set; }

    /// <summary>How many lines lost against a stored time that lies after our clock.</summary>
    public long Ahead { get; private set; }

    public async Task TakeAsync(ImportBatch batch, CancellationToken cancellationToken)
    {
        if (_memory is { } memory)
        {
            var state = memory.StateOf(batch.Footprint);
            var reduction = Reduce(state, batch);
            memory.Take(reduction);
            _writing.Enqueue((batch, reduction, WriteAsync(_writing.LastOrDefault().Writing, state, reduction, cancellationToken)));
            _mayRemember = memory.Bytes <= request.MemoryBytes;
            _memory = _mayRemember ? memory : null;
            await FinishAsync(MostWaiting, cancellationToken);
            return;
        }

        await FinishAsync(cancellationToken);
        await ApplyAsync(batch, cancellationToken);
        if (_mayRemember && Math.Max(_forgetful, batch.PeopleToCome) >= Math.Max(FewestPeople, _stored / Worth) << Math.Min(_interruptions, Worth) && !batch.IsLast)
        {
            await RememberAsync(cancellationToken);
        }
    }

    /// <summary>Waits for all that is being written.</summary>
    public Task FinishAsync(CancellationToken cancellationToken) => FinishAsync(left: 0, cancellationToken);

    /// <summary>Waits until no more than so many batches are being written.</summary>
    private async Task FinishAsync(int left, CancellationToken cancellationToken)
    {
        while (_writing.Count > left)
        {
            var (batch, reduction, writing) = _writing.Dequeue();
            if (await writing)
            {
                Done(batch, reduction);
                continue;
            }

            _memory = null;
            _interruptions++;
            List<ImportBatch> unwritten = [batch, .. _writing.Select(later => later.Batch)];
            _writing.Clear(); // first: where one of these fails, none that came later may be applied
            foreach (var anew in unwritten)
            {
                await ApplyAsync(anew, cancellationToken);
            }
        }
    }

    /// <summary>Makes a batch ready at once, and writes it when the one before is written; false where that one never is.</summary>
    private async Task<bool> WriteAsync(Task<bool>? before, SessionState state, Reduction reduction, CancellationToken cancellationToken)
    {
        var write = await Task.Run(() => store.PrepareWrite(request.Session, state, reduction), cancellationToken);

        // Elsewhere: a store that answers at once would be written to from within the write before, that from within its own, and so on, and none of them would be let go.
        return (before is null || await before) && await Task.Run(() => write(cancellationToken), cancellationToken);
    }

    private async Task ApplyAsync(ImportBatch batch, CancellationToken cancellationToken)
    {
        var before = SessionState.Empty;
        var reduction = await store.ApplyAsync(request.Session, batch.Footprint, state => Reduce(before = state, batch), cancellationToken);
        Done(batch, reduction);
        _forgetful += batch.People;
        _stored = reduction.Session.LastPosition;
        if (_mayRemember && before.Session.Writes == 0)
        {
            _memory = SessionMemory.OfNew(before);
            _memory.Take(reduction);
        }
    }

    private async Task RememberAsync(CancellationToken cancellationToken)
    {
        _forgetful = 0;
        try
        {
            _memory ??= await store.RememberAsync(request.Session, request.MemoryBytes, cancellationToken);
        }
        catch (UnavailableException)
        {
            // It goes without, if it goes.
        }

        _mayRemember = _memory is not null;
    }

    private Reduction Reduce(SessionState state, ImportBatch batch) => Reducer.Reduce(state, batch.Lines, Timestamp.From(clock.GetUtcNow()));

    private void Done(ImportBatch batch, Reduction reduction)
    {
        People += reduction.People;
        Ahead += reduction.Ahead;
        request.Progress?.Report(batch.Counts);
    }
}
