using Dapper;
using Gateway.Application.Search;
using Gateway.Domain.Search;
using Gateway.Domain.Sessions;
using Npgsql;

namespace Gateway.Infrastructure.Postgres;

internal sealed class SearchStorage(PostgresDatabase database) : ISearchStorage
{
    private const string Due = "SELECT session_id FROM sessions WHERE search_is_due";

    private const string IsDue = "SELECT search_is_due FROM sessions WHERE session_key = @Key AND session_id = @Session";

    private const string Lock = """
        SELECT count(*) FROM (
            SELECT 1 FROM sessions
            WHERE session_key = @Key AND session_id = @Session AND organization_id IS NOT NULL
            FOR NO KEY UPDATE
        ) AS s
        """;

    private const string TailChanges = """
        SELECT tail_changes FROM sessions WHERE session_key = @Key AND session_id = @Session AND organization_id IS NOT NULL
        """;

    private const string LockTail = """
        SELECT tail_changes FROM sessions
        WHERE session_key = @Key AND session_id = @Session AND organization_id IS NOT NULL
        FOR NO KEY UPDATE
        """;

    public async Task<IReadOnlyList<SessionId>> DueAsync(CancellationToken cancellationToken)
    {
        var ids = await database.ReadAsync(
            (reader, token) => reader.QueryAsync<string>(Due, null, token), cancellationToken);
        return [.. ids.Select(SessionId.FromText)];
    }

    public Task<bool> IsDueAsync(SessionId session, CancellationToken cancellationToken)
    {
        var parameters = new { Key = SessionKey.Of(session), Session = session.Text };
        return database.ReadAsync(
            (reader, token) => reader.ExecuteScalarAsync<bool>(IsDue, parameters, token), cancellationToken);
    }

    public Task<T?> LockedAsync<T>(SessionId session, Func<ISearchTables, Task<T>> work, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (connection, transaction, token) =>
            {
                var parameters = new { Key = SessionKey.Of(session), Session = session.Text };
                var isThere = await connection.ExecuteScalarAsync<long>(
                    new CommandDefinition(Writes.Begin + Lock, parameters, transaction, Writes.CommandSeconds, cancellationToken: token)) == 1;
                return isThere ? await work(new SearchTables(connection, transaction, parameters.Key, token)) : default;
            },
            cancellationToken);

    public async Task<bool> SealAsideAsync(SessionId session, Func<ISearchTables, Task<SearchRun>> seal, CancellationToken cancellationToken)
    {
        try
        {
            return await database.WriteAsync(
                async (connection, transaction, token) =>
                {
                    var parameters = new { Key = SessionKey.Of(session), Session = session.Text };
                    Task<long?> CountAsync(string statement) => connection.ExecuteScalarAsync<long?>(
                        new CommandDefinition(statement, parameters, transaction, Writes.CommandSeconds, cancellationToken: token));

                    var before = await CountAsync(Writes.Begin + TailChanges);
                    var tables = new SearchTables(connection, transaction, parameters.Key, token);
                    var run = await seal(tables);
                    if (before is null || await CountAsync(LockTail) != before)
                    {
                        throw new TornTailException();
                    }

                    await tables.MarkSealedAsync(run);
                    return true;
                },
                cancellationToken);
        }
        catch (Exception fault) when (fault is TornTailException or PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return false; // what was written is rolled back; or others were sealing the same
        }
    }

    private sealed class TornTailException : Exception;
}
