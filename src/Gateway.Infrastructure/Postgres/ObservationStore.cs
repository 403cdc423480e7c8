using Dapper;
using Gateway.Application;
using Gateway.Application.Ingest;
using Gateway.Domain.Ingest;
using Gateway.Domain.Ingest.Memory;
using Gateway.Infrastructure.Rows;
using Npgsql;

namespace Gateway.Infrastructure.Postgres;

/// <summary>
/// One transaction a batch, in five round trips: ask whether this program may write, lock the session's row and read, read on, write, commit; and two more a table into
/// which many rows are copied. Where the state is remembered, nothing is read. The row is the only lock: writers of a session follow
/// one another, and none can wait for another in a circle.
/// </summary>
internal sealed class ObservationStore(PostgresDatabase database) : IObservationStore
{
    private const string AtOneMoment = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ;\n";

    private const string Exists = """
        SELECT count(*) = 1 FROM sessions
        WHERE session_key = @Key AND session_id = @Session AND organization_id = coalesce(@Organization, organization_id)
        """;

    private readonly SessionTurns _turns = new();

    public Task<bool> HasAsync(SessionScope session, CancellationToken cancellationToken)
    {
        var parameters = new { Key = SessionKey.Of(session.Id), Session = session.Id.Text, session.Organization };
        return database.ReadAsync(
            (reader, token) => reader.ExecuteScalarAsync<bool>(Exists, parameters, token),
            cancellationToken);
    }

    public Task<Reduction> ApplyAsync(
        SessionScope session,
        Footprint footprint,
        Func<SessionState, Reduction> reduce,
        CancellationToken cancellationToken) =>
        WriteAsync(
            session,
            async (connection, transaction, token) =>
            {
                var locked = await SessionStateReader.LockAndReadAsync(connection, transaction, session, footprint, token) ?? throw NotFoundException.Session();
                var reduction = reduce(locked.State);
                var (key, state) = (SessionKey.Of(session.Id), locked.State);
                await ReductionWriter.WriteAsync(connection, transaction, key, locked.SealedPosition, reduction, ReductionWriter.Prepare(key, state, reduction), token);
                return reduction;
            },
            cancellationToken);

    public Task<SessionMemory?> RememberAsync(SessionScope session, long maxBytes, CancellationToken cancellationToken) =>
        database.TransactAsync(
            async (connection, transaction, token) =>
            {
                var parameters = new { Key = SessionKey.Of(session.Id), Session = session.Id.Text, session.Organization };
                await using var rows = await connection.ExecuteReaderAsync(new CommandDefinition(
                    AtOneMoment + Writes.Begin + RememberedRows.Statements, parameters, transaction, Writes.CommandSeconds, cancellationToken: token));
                return await RememberedRows.ReadAsync(rows, maxBytes, token);
            },
            cancellationToken);

    public Func<CancellationToken, Task<bool>> PrepareWrite(SessionScope session, SessionState remembered, Reduction reduction)
    {
        var key = SessionKey.Of(session.Id);
        var batch = ReductionWriter.Prepare(key, remembered, reduction);
        return cancellationToken => WriteAsync(
            session,
            async (connection, transaction, token) =>
            {
                var (isSame, sealedPosition) = await SessionStateReader.LockAsync(connection, transaction, session, remembered.Session, token) ?? throw NotFoundException.Session();
                if (isSame)
                {
                    await ReductionWriter.WriteAsync(connection, transaction, key, sealedPosition, reduction, batch, token);
                }

                return isSame;
            },
            cancellationToken);
    }

    private Task<T> WriteAsync<T>(SessionScope session, Func<NpgsqlConnection, NpgsqlTransaction, CancellationToken, Task<T>> write, CancellationToken cancellationToken) =>
        _turns.TakeAsync(SessionKey.Of(session.Id), () => database.WriteAsync(write, cancellationToken), cancellationToken);
}
