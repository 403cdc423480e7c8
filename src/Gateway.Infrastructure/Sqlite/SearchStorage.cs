using Dapper;
using Gateway.Domain.Sessions;
using Gateway.Infrastructure.Search;

namespace Gateway.Infrastructure.Sqlite;

internal sealed class SearchStorage(SqliteDatabase database) : ISearchStorage
{
    private const string Due = "SELECT session_id FROM sessions WHERE search_is_due = 1";

    private const string IsDue = "SELECT search_is_due FROM sessions WHERE session_id = @Session";

    private const string SessionKey = "SELECT session_key FROM sessions WHERE session_id = @Session";

    public async Task<IReadOnlyList<string>> DueAsync(CancellationToken cancellationToken) =>
        (await database.ReadAsync(connection => connection.QueryAsync<string>(Due), cancellationToken)).AsList();

    public Task<bool> IsDueAsync(SessionId session, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => connection.ExecuteScalarAsync<bool>(IsDue, new { Session = session.Text }), cancellationToken);

    public Task<T?> LockedAsync<T>(SessionId session, Func<ISearchTables, Task<T>> work, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (connection, transaction) =>
            {
                var key = await connection.ExecuteScalarAsync<long?>(SessionKey, new { Session = session.Text }, transaction);
                return key is { } known ? await work(new SearchTables(connection, transaction, known)) : default;
            },
            cancellationToken);
}
