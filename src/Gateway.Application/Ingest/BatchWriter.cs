using Gateway.Domain.Ingest;
using Gateway.Domain.Ingest.Memory;

namespace Gateway.Application.Ingest;

/// <summary>
/// Applies batches one after the other. Where the session is remembered, a batch is reduced while the one before is still being
/// written, as if that were done; somebody else's write in between shows when it is tried, and then both are applied anew.
/// </summary>
internal sealed class BatchWriter(IObservationStore store, TimeProvider clock, ImportObservationsCommand request)
{
    /// <summary>A session is remembered for so many people, at least, and this part of it: that were taken in without, or are to come.</summary>
    private const int FewestPeople = 5_000;

    private const int Worth = 16;
    private SessionMemory? _memory;
    private (ImportBatch Batch, Reduction Reduction, Task<bool> Writing)? _last;
    private bool _mayRemember = request.MemoryBytes > 0;
    private long _forgetful;
    private long _stored;
    private int _interruptions;

    public PeopleCounts People { get; private set; }

    public async Task TakeAsync(ImportBatch batch, CancellationToken cancellationToken)
    {
        if (_memory is { } memory)
        {
            var state = memory.StateOf(batch.Footprint);
            var reduction = Reduce(state, batch);
            memory.Take(reduction);
            var write = store.PrepareWrite(request.Session, state, reduction);
            if (await FinishAsync(cancellationToken))
            {
                _last = (batch, reduction, write(cancellationToken));
                _mayRemember = memory.Bytes <= request.MemoryBytes;
                _memory = _mayRemember ? memory : null;
                return;
            }
        }

        await FinishAsync(cancellationToken);
        await ApplyAsync(batch, cancellationToken);
        if (_mayRemember && Math.Max(_forgetful, batch.PeopleToCome) >= Math.Max(FewestPeople, _stored / Worth) << Math.Min(_interruptions, Worth) && !batch.IsLast)
        {
            await RememberAsync(cancellationToken);
        }
    }

    /// <summary>Waits for what is being written.</summary>
    /// <returns>False when somebody else had written, so that nothing is remembered any longer.</returns>
    public async Task<bool> FinishAsync(CancellationToken cancellationToken)
    {
        if (_last is not { } last)
        {
            return true;
        }

        _last = null;
        if (await last.Writing)
        {
            Done(last.Batch, last.Reduction);
            return true;
        }

        _memory = null;
        _interruptions++;
        await ApplyAsync(last.Batch, cancellationToken);
        return false;
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
        request.Progress?.Report(batch.Counts);
    }
}
