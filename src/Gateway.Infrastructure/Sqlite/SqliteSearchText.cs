using Dapper;
using Gateway.Domain.Contacts;
using Gateway.Infrastructure.Rows;

namespace Gateway.Infrastructure.Sqlite;

/// <summary>Folds stored search text again when another version of the folding made it.</summary>
internal static class SqliteSearchText
{
    private const int BatchRows = 2000;

    private const string StoredVersion = "SELECT version FROM search_text_version";

    private const string SetVersion = """
        DELETE FROM search_text_version;
        INSERT INTO search_text_version (version) VALUES (@Version)
        """;

    private const string NextRows = """
        SELECT session_key AS SessionKey, position AS Position, phone_number AS PhoneNumber,
               name AS Name, business_name AS BusinessName, search_text AS SearchText
        FROM contacts
        WHERE (session_key, position) > (@SessionKey, @Position)
        ORDER BY session_key, position
        LIMIT @Take
        """;

    private const string SetText = """
        UPDATE contacts SET search_text = @FoldedText WHERE session_key = @SessionKey AND position = @Position
        """;

    /// <summary>Batch by batch, so that other writers get their turn; running it again after a kill ends the same.</summary>
    public static async Task<IReadOnlyList<string>> RefoldAsync(SqliteDatabase database, CancellationToken cancellationToken)
    {
        var stored = await database.ReadAsync(connection => connection.ExecuteScalarAsync<string?>(StoredVersion), cancellationToken);
        if (stored == TextFolding.Version)
        {
            return [];
        }

        await SetVersionAsync(database, TextFolding.UnfinishedVersion, cancellationToken);
        var last = new FoldedRow();
        var changed = 0;
        while (await RefoldBatchAsync(database, last, cancellationToken) is { Last: { } next } batch)
        {
            last = next;
            changed += batch.Changed;
        }

        await SetVersionAsync(database, TextFolding.Version, cancellationToken);
        return changed == 0 ? [] : [$"Folded the search text of {changed} contacts anew."];
    }

    private static Task<int> SetVersionAsync(SqliteDatabase database, string version, CancellationToken cancellationToken) =>
        database.WriteAsync((connection, transaction) => connection.ExecuteAsync(SetVersion, new { Version = version }, transaction), cancellationToken);

    private static Task<(FoldedRow? Last, int Changed)> RefoldBatchAsync(SqliteDatabase database, FoldedRow after, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (connection, transaction) =>
            {
                var rows = (await connection.QueryAsync<FoldedRow>(NextRows, new { after.SessionKey, after.Position, Take = BatchRows }, transaction)).AsList();
                var changed = rows.Where(row => row.SearchText != row.FoldedText).ToList();
                await connection.ExecuteAsync(SetText, changed, transaction);
                foreach (var session in changed.Select(row => row.SessionKey).Distinct())
                {
                    await new SearchTables(connection, transaction, session).ResetAsync();
                }

                return (rows.LastOrDefault(), changed.Count);
            },
            cancellationToken);
}
