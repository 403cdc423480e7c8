using System.Text.Json;
using Dapper;
using Gateway.Application.Search;
using Gateway.Domain.Search;
using Gateway.Infrastructure.Rows;
using Microsoft.Data.Sqlite;

namespace Gateway.Infrastructure.Sqlite;

internal sealed class SearchTables(SqliteConnection connection, SqliteTransaction transaction, long key) : ISearchTables
{
    private const string State = """
        SELECT last_position AS LastPosition, sealed_position AS SealedPosition,
               (SELECT count(*) FROM (SELECT 1 FROM search_changes WHERE session_key = @Key LIMIT @CountTo)) AS ChangeCount
        FROM sessions
        WHERE session_key = @Key
        """;

    private const string Texts = """
        SELECT position AS Position, search_text AS SearchText
        FROM contacts WHERE session_key = @Key AND position > @After ORDER BY position LIMIT @Most
        """;

    private const string Changes = """
        SELECT position AS Position, sealed_text AS SealedText, search_text AS SearchText
        FROM search_changes WHERE session_key = @Key ORDER BY position LIMIT @Most
        """;

    // A place is [gram, position].
    private const string ChunksAt = """
        SELECT p.gram AS Gram, p.last_position AS LastPosition, p.postings AS Postings
        FROM (
            SELECT DISTINCT g.value ->> 0 AS gram,
                (SELECT last_position FROM search_postings
                 WHERE session_key = @Key AND gram = g.value ->> 0 AND last_position >= g.value ->> 1
                 ORDER BY last_position LIMIT 1) AS last_position
            FROM json_each(@Places) AS g
        ) AS c
        CROSS JOIN search_postings AS p ON p.session_key = @Key AND p.gram = c.gram AND p.last_position = c.last_position
        """;

    private const string Chunks = """
        SELECT gram AS Gram, last_position AS LastPosition, postings AS Postings
        FROM search_postings
        WHERE session_key = @Key AND gram BETWEEN @FirstGram AND @LastGram AND last_position > @After AND last_position <= @Last
        """;

    private const string Delete = "DELETE FROM search_postings WHERE session_key = @Key AND gram = @Gram AND last_position = @Last";

    private const string Insert = "INSERT INTO search_postings (session_key, gram, last_position, postings) VALUES (@Key, @Gram, @Last, @Data)";

    private const string MarkSealed = """
        UPDATE sessions SET sealed_position = @Last WHERE session_key = @Key;
        INSERT INTO search_runs (session_key, last_position, level) VALUES (@Key, @Last, @Level)
        """;

    private const string MarkFolded = """
        DELETE FROM search_changes WHERE session_key = @Key AND position IN (SELECT value FROM json_each(@Positions));
        UPDATE sessions SET search_folds = search_folds + 1 WHERE session_key = @Key
        """;

    private const string Runs = """
        SELECT last_position AS LastPosition, level AS Level FROM search_runs WHERE session_key = @Key ORDER BY last_position
        """;

    private const string ReplaceRuns = """
        DELETE FROM search_runs WHERE session_key = @Key AND last_position > @After AND last_position <= @Last;
        INSERT INTO search_runs (session_key, last_position, level) VALUES (@Key, @Last, @Level)
        """;

    private const string MarkDone = "UPDATE sessions SET search_is_due = 0 WHERE session_key = @Key";

    private const string Reset = """
        DELETE FROM search_changes WHERE session_key = @Key;
        DELETE FROM search_runs WHERE session_key = @Key;
        DELETE FROM search_postings WHERE session_key = @Key;
        UPDATE sessions SET sealed_position = 0, search_folds = search_folds + 1, search_is_due = 1 WHERE session_key = @Key
        """;

    /// <summary>A row that is larger does not fit into a page of 4,096 bytes with three others, and goes to pages of its own.</summary>
    public int ChunkBytes => 850;

    public async Task<SearchState> StateAsync(int countTo) =>
        (await connection.QuerySingleAsync<SearchStateRow>(State, new { Key = key, CountTo = countTo }, transaction)).State;

    public async Task<IReadOnlyList<PositionedText>> TextsAsync(long after, int most) =>
        [.. (await QueryAsync<TextRow>(Texts, new { Key = key, After = after, Most = most })).Select(row => row.Text)];

    public async Task<IReadOnlyList<ChangedText>> ChangesAsync(int most) =>
        [.. (await QueryAsync<ChangedTextRow>(Changes, new { Key = key, Most = most })).Select(row => row.Text)];

    public Task<IReadOnlyList<PostingChunk>> ChunksAtAsync(IReadOnlyList<(Gram Gram, long Position)> places) => ChunksAsync(
        ChunksAt, new { Key = key, Places = JsonSerializer.Serialize(places.Select(place => new[] { place.Gram.Value, place.Position })) });

    public Task<IReadOnlyList<PostingChunk>> ChunksAsync(int firstGram, int lastGram, long after, long last) =>
        ChunksAsync(Chunks, new { Key = key, FirstGram = firstGram, LastGram = lastGram, After = after, Last = last });

    public Task DeleteAsync(IReadOnlyList<PostingChunk> chunks) =>
        connection.ExecuteAsync(Delete, chunks.Select(chunk => new { Key = key, Gram = chunk.Gram.Value, chunk.Last }), transaction);

    public Task InsertAsync(IReadOnlyList<PostingChunk> chunks) =>
        connection.ExecuteAsync(Insert, chunks.Select(chunk => new { Key = key, Gram = chunk.Gram.Value, chunk.Last, chunk.Data }), transaction);

    public Task MarkSealedAsync(SearchRun run) => ExecuteAsync(MarkSealed, new { Key = key, run.Last, run.Level });

    public Task MarkFoldedAsync(IReadOnlyList<long> positions) => ExecuteAsync(MarkFolded, new { Key = key, Positions = JsonSerializer.Serialize(positions) });

    public async Task<IReadOnlyList<SearchRun>> RunsAsync() => [.. (await QueryAsync<RunRow>(Runs, new { Key = key })).Select(row => row.Run)];

    public Task ReplaceRunsAsync(RunMerge merge) => ExecuteAsync(ReplaceRuns, new { Key = key, merge.After, merge.Last, merge.Merged.Level });

    public Task MarkDoneAsync() => ExecuteAsync(MarkDone, new { Key = key });

    public Task ResetAsync() => ExecuteAsync(Reset, new { Key = key });

    private async Task<IReadOnlyList<PostingChunk>> ChunksAsync(string statement, object parameters) =>
        [.. (await QueryAsync<PostingRow>(statement, parameters)).Select(row => row.Chunk)];

    private async Task<IReadOnlyList<T>> QueryAsync<T>(string statement, object parameters) =>
        (await connection.QueryAsync<T>(statement, parameters, transaction)).AsList();

    private Task<int> ExecuteAsync(string statement, object parameters) => connection.ExecuteAsync(statement, parameters, transaction);
}
