using Dapper;
using Gateway.Domain.Contacts;
using Gateway.Infrastructure.Rows;
using Npgsql;

namespace Gateway.Infrastructure.Postgres;

/// <summary>Folds stored search text again when another version of the folding made it.</summary>
internal static class PostgresSearchText
{
    private const int BatchRows = 2000;

    private const string StoredVersion = "SELECT version FROM search_text_version";

    // Locked: of several that fold at once, each would delete the row that it knows and add one.
    private const string SetVersion = """
        LOCK TABLE search_text_version IN SHARE ROW EXCLUSIVE MODE;
        DELETE FROM search_text_version;
        INSERT INTO search_text_version (version) VALUES (@Version)
        """;

    private const string NextSession = """
        SELECT min(session_key) FROM sessions WHERE session_key > @Last
        """;

    private const string LockSession = """
        SELECT 1 FROM sessions WHERE session_key = @SessionKey FOR NO KEY UPDATE;

        """;

    private const string NextRows = """
        SELECT session_key AS SessionKey, position AS Position, phone_number AS PhoneNumber,
               name AS Name, business_name AS BusinessName, search_text AS SearchText
        FROM contacts
        WHERE session_key = @SessionKey AND position > @Position
        ORDER BY position
        LIMIT @Take
        """;

    private const string SetText = """
        UPDATE contacts AS c
        SET search_text = n.search_text
        FROM unnest(@Positions, @Texts) AS n (position, search_text)
        WHERE c.session_key = @SessionKey AND c.position = n.position AND c.position BETWEEN @First AND @Last
        """;

    /// <summary>Batch by batch under the session's lock, so that writers get their turn; running it again after a kill ends the same.</summary>
    public static async Task<IReadOnlyList<string>> RefoldAsync(PostgresDatabase database, CancellationToken cancellationToken)
    {
        var stored = await database.ReadAsync(
            (reader, token) => reader.ExecuteScalarAsync<string?>(StoredVersion, null, token), cancellationToken);
        if (stored == TextFolding.Version)
        {
            return [];
        }

        await SetVersionAsync(database, TextFolding.UnfinishedVersion, cancellationToken);
        var changed = 0;
        for (long? session = long.MinValue; session is not null; session = await NextSessionAsync(database, session.Value, cancellationToken))
        {
            changed += await RefoldSessionAsync(database, session.Value, cancellationToken);
        }

        await SetVersionAsync(database, TextFolding.Version, cancellationToken);
        return changed == 0 ? [] : [$"Folded the search text of {changed} contacts anew."];
    }

    private static Task<int> SetVersionAsync(PostgresDatabase database, string version, CancellationToken cancellationToken) =>
        database.WriteAsync(
            (connection, transaction, token) => connection.ExecuteAsync(
                new CommandDefinition(Writes.Begin + SetVersion, new { Version = version }, transaction, Writes.CommandSeconds, cancellationToken: token)),
            cancellationToken);

    private static Task<long?> NextSessionAsync(PostgresDatabase database, long last, CancellationToken cancellationToken) =>
        database.ReadAsync(
            (reader, token) => reader.ExecuteScalarAsync<long?>(NextSession, new { Last = last }, token), cancellationToken);

    private static async Task<int> RefoldSessionAsync(PostgresDatabase database, long session, CancellationToken cancellationToken)
    {
        var changed = 0;
        for (long? last = 0; last is { } position;)
        {
            var batch = await database.WriteAsync(
                (connection, transaction, token) => RefoldBatchAsync(connection, transaction, session, position, token), cancellationToken);
            changed += batch.Changed;
            last = batch.Last;
        }

        return changed;
    }

    private static async Task<(long? Last, int Changed)> RefoldBatchAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long session, long position, CancellationToken cancellationToken)
    {
        CommandDefinition Command(string statement, object parameters) => new(statement, parameters, transaction, Writes.CommandSeconds, cancellationToken: cancellationToken);
        await connection.ExecuteAsync(Command(Writes.Begin + LockSession, new { SessionKey = session }));
        var rows = (await connection.QueryAsync<FoldedRow>(Command(NextRows, new { SessionKey = session, Position = position, Take = BatchRows }))).AsList();
        var changed = rows.Where(row => row.SearchText != row.FoldedText).ToList();
        var texts = new
        {
            SessionKey = session,
            First = position,
            Last = rows.LastOrDefault()?.Position ?? position,
            Positions = changed.Select(row => row.Position).ToArray(),
            Texts = changed.Select(row => row.FoldedText).ToArray(),
        };
        await connection.ExecuteAsync(Command(SetText, texts));
        if (changed.Count > 0)
        {
            await new SearchTables(connection, transaction, session, cancellationToken).ResetAsync();
        }

        return (rows.LastOrDefault()?.Position, changed.Count);
    }
}
