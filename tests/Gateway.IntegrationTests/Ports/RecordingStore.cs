using Gateway.Application.Ingest;
using Gateway.Domain.Ingest;
using Gateway.Domain.Ingest.Memory;

namespace Gateway.IntegrationTests.Ports;

/// <summary>A store that keeps what was written to it.</summary>
internal sealed class RecordingStore(IObservationStore store) : IObservationStore
{
    public List<Reduction> Reductions { get; } = [];

    public Task<bool> HasAsync(SessionScope session, CancellationToken cancellationToken) => store.HasAsync(session, cancellationToken);

    public async Task<Reduction> ApplyAsync(SessionScope session, Footprint footprint, Func<SessionState, Reduction> reduce, CancellationToken cancellationToken)
    {
        Reductions.Add(await store.ApplyAsync(session, footprint, reduce, cancellationToken));
        return Reductions[^1];
    }

    public Task<SessionMemory?> RememberAsync(SessionScope session, long maxBytes, CancellationToken cancellationToken) =>
        store.RememberAsync(session, maxBytes, cancellationToken);

    public Func<CancellationToken, Task<bool>> PrepareWrite(SessionScope session, SessionState remembered, Reduction reduction)
    {
        var write = store.PrepareWrite(session, remembered, reduction);
        return async cancellationToken =>
        {
            var isWritten = await write(cancellationToken);
            if (isWritten)
            {
                Reductions.Add(reduction);
            }

            return isWritten;
        };
    }
}
