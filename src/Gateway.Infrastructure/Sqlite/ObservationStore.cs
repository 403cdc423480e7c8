using Dapper;
using Gateway.Application;
using Gateway.Application.Ingest;
using Gateway.Domain.Ingest;
using Gateway.Domain.Sessions;
using Microsoft.Data.Sqlite;

namespace Gateway.Infrastructure.Sqlite;

/// <summary>Lock and read, reduce, write: one transaction a batch.</summary>
internal sealed class ObservationStore(SqliteDatabase database) : IObservationStore
{
    private const string SessionKey = "SELECT session_key FROM sessions WHERE session_id = @Session";

    public Task<Reduction> ApplyAsync(
        SessionId session,
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

    private static Task<long?> KeyAsync(SqliteConnection connection, SqliteTransaction transaction, SessionId session) =>
        connection.ExecuteScalarAsync<long?>(SessionKey, new { Session = session.Text }, transaction);
}
