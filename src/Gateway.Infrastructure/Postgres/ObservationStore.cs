using Gateway.Application;
using Gateway.Application.Ingest;
using Gateway.Domain.Ingest;
using Gateway.Domain.Sessions;

namespace Gateway.Infrastructure.Postgres;

/// <summary>
/// One transaction a batch, in four round trips whatever its size: lock the session's row and read, read on, write, commit.
/// The row is the only lock: writers of a session follow one another, and none can wait for another in a circle.
/// </summary>
internal sealed class ObservationStore(PostgresDatabase database) : IObservationStore
{
    public Task<Reduction> ApplyAsync(
        SessionId session,
        Footprint footprint,
        Func<SessionState, Reduction> reduce,
        CancellationToken cancellationToken) =>
        database.TransactAsync(
            async (connection, transaction, token) =>
            {
                var locked = await SessionStateReader.LockAndReadAsync(connection, transaction, session, footprint, token) ?? throw NotFoundException.Session();
                var reduction = reduce(locked.State);
                await ReductionWriter.WriteAsync(connection, transaction, SessionKey.Of(session), locked, reduction, token);
                return reduction;
            },
            cancellationToken);
}
