using Dapper;
using Gateway.Domain.Sessions;
using Gateway.Infrastructure.Search;

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

    public async Task<IReadOnlyList<string>> DueAsync(CancellationToken cancellationToken) => (await database.ReadAsync(
        (connection, token) => connection.QueryAsync<string>(new CommandDefinition(Due, cancellationToken: token)), cancellationToken)).AsList();

    public Task<bool> IsDueAsync(SessionId session, CancellationToken cancellationToken)
    {
        var parameters = new { Key = SessionKey.Of(session), Session = session.Text };
        return database.ReadAsync(
            (connection, token) => connection.ExecuteScalarAsync<bool>(new CommandDefinition(IsDue, parameters, cancellationToken: token)), cancellationToken);
    }

    public Task<T?> LockedAsync<T>(SessionId session, Func<ISearchTables, Task<T>> work, CancellationToken cancellationToken) =>
        database.TransactAsync(
            async (connection, transaction, token) =>
            {
                var parameters = new { Key = SessionKey.Of(session), Session = session.Text };
                var isThere = await connection.ExecuteScalarAsync<long>(
                    new CommandDefinition(Writes.Begin + Lock, parameters, transaction, Writes.CommandSeconds, cancellationToken: token)) == 1;
                return isThere ? await work(new SearchTables(connection, transaction, parameters.Key, token)) : default;
            },
            cancellationToken);
}
