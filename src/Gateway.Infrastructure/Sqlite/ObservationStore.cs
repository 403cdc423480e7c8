using Dapper;
using Gateway.Application;
using Gateway.Application.Ingest;
using Gateway.Domain.Ingest;
using Gateway.Domain.Ingest.Memory;
using Gateway.Infrastructure.Rows;
using Microsoft.Data.Sqlite;

namespace Gateway.Infrastructure.Sqlite;

/// <summary>Lock and read, reduce, write: one transaction a batch.</summary>
internal sealed class ObservationStore(SqliteDatabase database) : IObservationStore
{
    private const string SessionKey = "SELECT session_key FROM sessions WHERE session_id = @Session AND organization_id = coalesce(@Organization, organization_id)";

    public Task<bool> HasAsync(SessionScope session, CancellationToken cancellationToken) =>
        database.ReadAsync(async connection => await KeyAsync(connection, transaction: null, session) is not null, cancellationToken);

    public Task<Reduction> ApplyAsync(
        SessionScope session,
        Footprint footprint,
        Func<SessionState, Reduction> reduce,
        CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (connection, transaction) =>
            {
                var key = await KeyAsync(connection, transaction, session) ?? throw NotFoundException.Session();
                var state = await SessionStateReader.ReadAsync(connection, transaction, key, footprint);
                var reduction = reduce(state);
                await ReductionWriter.WriteAsync(connection, transaction, key, reduction);
                return reduction;
            },
            cancellationToken);

    public Task<SessionMemory?> RememberAsync(SessionScope session, long maxBytes, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async connection =>
            {
                await using var moment = connection.BeginTransaction(deferred: true);
                var key = await KeyAsync(connection, moment, session);
                await using var rows = await connection.ExecuteReaderAsync(RememberedRows.Statements, new { Key = key, Session = session.Id.Text, session.Organization }, moment);
                return await RememberedRows.ReadAsync(rows, maxBytes, cancellationToken);
            },
            cancellationToken);

    public Func<CancellationToken, Task<bool>> PrepareWrite(SessionScope session, SessionState remembered, Reduction reduction) =>
        cancellationToken => database.WriteAsync(
            async (connection, transaction) =>
            {
                var key = await KeyAsync(connection, transaction, session) ?? throw NotFoundException.Session();
                var isSame = await SessionStateReader.SessionAsync(connection, transaction, key) == remembered.Session;
                if (isSame)
                {
                    await ReductionWriter.WriteAsync(connection, transaction, key, reduction);
                }

                return isSame;
            },
            cancellationToken);

    /// <summary>The session's key; null when there is no such session.</summary>
    public static Task<long?> KeyAsync(SqliteConnection connection, SqliteTransaction? transaction, SessionScope session) =>
        connection.ExecuteScalarAsync<long?>(SessionKey, new { Session = session.Id.Text, session.Organization }, transaction);
}
