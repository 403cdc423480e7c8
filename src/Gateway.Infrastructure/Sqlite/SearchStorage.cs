using Dapper;
using Gateway.Application.Search;
using Gateway.Domain.Search;
using Gateway.Domain.Sessions;

namespace Gateway.Infrastructure.Sqlite;

internal sealed class SearchStorage(SqliteDatabase database) : ISearchStorage
{
    private const string Due = "SELECT session_id FROM sessions WHERE search_is_due = 1";

    private const string IsDue = "SELECT search_is_due FROM sessions WHERE session_id = @Session";

    private const string SessionKey = "SELECT session_key FROM sessions WHERE session_id = @Session";

    public async Task<IReadOnlyList<SessionId>> DueAsync(CancellationToken cancellationToken) =>
        [.. (await database.ReadAsync(connection => connection.QueryAsync<string>(Due), cancellationToken)).Select(SessionId.FromText)];

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

    /// <summary>Whoever writes keeps all others out: so nothing is done aside here, but in small steps.</summary>
    public Task<bool> SealAsideAsync(SessionId session, Func<ISearchTables, Task<SearchRun>> seal, CancellationToken cancellationToken) => Task.FromResult(false);
}
