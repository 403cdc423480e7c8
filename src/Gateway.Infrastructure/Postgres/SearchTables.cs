using Dapper;
using Gateway.Application.Search;
using Gateway.Domain.Search;
using Gateway.Infrastructure.Rows;
using Npgsql;
using NpgsqlTypes;

namespace Gateway.Infrastructure.Postgres;

internal sealed class SearchTables(NpgsqlConnection connection, NpgsqlTransaction transaction, long key, CancellationToken cancellationToken) : ISearchTables
{
    private const string State = """
        SELECT last_position AS LastPosition, sealed_position AS SealedPosition,
               (SELECT count(*) FROM (SELECT 1 FROM search_changes WHERE session_key = @Key LIMIT @CountTo) AS c) AS ChangeCount
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

    private const string ChunksAt = """
        SELECT DISTINCT c.gram::bigint AS Gram, c.last_position AS LastPosition, c.postings AS Postings
        FROM unnest(@Grams, @Positions) AS n (gram, position)
        CROSS JOIN LATERAL (
            SELECT gram, last_position, postings FROM search_postings
            WHERE session_key = @Key AND gram = n.gram AND last_position >= n.position
            ORDER BY last_position LIMIT 1
        ) AS c
        """;

    private const string Chunks = """
        SELECT gram::bigint AS Gram, last_position AS LastPosition, postings AS Postings
        FROM search_postings
        WHERE session_key = @Key AND gram BETWEEN @FirstGram AND @LastGram AND last_position > @After AND last_position <= @Last
        """;

    // As in ReductionWriter: rows that go are looked up by their whole keys, by their places, then, which the lock keeps.
    private const string Delete = """
        DELETE FROM search_postings
        WHERE session_key = @Key AND ctid = ANY(ARRAY(
            SELECT c.ctid
            FROM unnest(@Grams, @Lasts) AS n (gram, last_position)
            CROSS JOIN LATERAL (
                SELECT ctid FROM search_postings WHERE session_key = @Key AND gram = n.gram AND last_position = n.last_position OFFSET 0
            ) AS c))
        """;

    private const string Copy = "COPY search_postings (session_key, last_position, gram, postings) FROM STDIN (FORMAT BINARY)";

    private const string MarkSealed = """
        UPDATE sessions SET sealed_position = @Last, tail_changes = tail_changes + 1 WHERE session_key = @Key;
        INSERT INTO search_runs (session_key, last_position, level) VALUES (@Key, @Last, @Level)
        """;

    private const string MarkFolded = """
        DELETE FROM search_changes WHERE session_key = @Key AND position = ANY(@Positions);
        UPDATE sessions SET search_folds = search_folds + 1 WHERE session_key = @Key
        """;

    private const string Runs = """
        SELECT last_position AS LastPosition, level::bigint AS Level FROM search_runs WHERE session_key = @Key ORDER BY last_position
        """;

    private const string ReplaceRuns = """
        DELETE FROM search_runs WHERE session_key = @Key AND last_position > @After AND last_position <= @Last;
        INSERT INTO search_runs (session_key, last_position, level) VALUES (@Key, @Last, @Level)
        """;

    private const string MarkDone = "UPDATE sessions SET search_is_due = false WHERE session_key = @Key";

    private const string Reset = """
        DELETE FROM search_changes WHERE session_key = @Key;
        DELETE FROM search_runs WHERE session_key = @Key;
        DELETE FROM search_postings WHERE session_key = @Key;
        UPDATE sessions SET sealed_position = 0, search_folds = search_folds + 1, tail_changes = tail_changes + 1, search_is_due = true WHERE session_key = @Key
        """;

    /// <summary>Four rows of so many bytes fill a page.</summary>
    public int ChunkBytes => 1_900;

    public async Task<SearchState> StateAsync(int countTo) => (await QueryAsync<SearchStateRow>(State, new { Key = key, CountTo = countTo }))[0].State;

    public async Task<IReadOnlyList<PositionedText>> TextsAsync(long after, int most) =>
        [.. (await QueryAsync<TextRow>(Texts, new { Key = key, After = after, Most = most })).Select(row => row.Text)];

    public async Task<IReadOnlyList<ChangedText>> ChangesAsync(int most) =>
        [.. (await QueryAsync<ChangedTextRow>(Changes, new { Key = key, Most = most })).Select(row => row.Text)];

    public Task<IReadOnlyList<PostingChunk>> ChunksAtAsync(IReadOnlyList<(Gram Gram, long Position)> places) => ChunksAsync(
        ChunksAt, new { Key = key, Grams = places.Select(place => place.Gram.Value).ToArray(), Positions = places.Select(place => place.Position).ToArray() });

    public Task<IReadOnlyList<PostingChunk>> ChunksAsync(int firstGram, int lastGram, long after, long last) =>
        ChunksAsync(Chunks, new { Key = key, FirstGram = firstGram, LastGram = lastGram, After = after, Last = last });

    public Task DeleteAsync(IReadOnlyList<PostingChunk> chunks) => ExecuteAsync(
        Delete, new { Key = key, Grams = chunks.Select(chunk => chunk.Gram.Value).ToArray(), Lasts = chunks.Select(chunk => chunk.Last).ToArray() });

    public async Task InsertAsync(IReadOnlyList<PostingChunk> chunks)
    {
        await using var import = await connection.BeginBinaryImportAsync(Copy, cancellationToken);
        foreach (var chunk in chunks)
        {
            await import.StartRowAsync(cancellationToken);
            await import.WriteAsync(key, NpgsqlDbType.Bigint, cancellationToken);
            await import.WriteAsync(chunk.Last, NpgsqlDbType.Bigint, cancellationToken);
            await import.WriteAsync(chunk.Gram.Value, NpgsqlDbType.Integer, cancellationToken);
            await import.WriteAsync(chunk.Data, NpgsqlDbType.Bytea, cancellationToken);
        }

        await import.CompleteAsync(cancellationToken);
    }

    public Task MarkSealedAsync(SearchRun run) => ExecuteAsync(MarkSealed, new { Key = key, run.Last, run.Level });

    public Task MarkFoldedAsync(IReadOnlyList<long> positions) => ExecuteAsync(MarkFolded, new { Key = key, Positions = positions.ToArray() });

    public async Task<IReadOnlyList<SearchRun>> RunsAsync() => [.. (await QueryAsync<RunRow>(Runs, new { Key = key })).Select(row => row.Run)];

    public Task ReplaceRunsAsync(RunMerge merge) => ExecuteAsync(ReplaceRuns, new { Key = key, merge.After, merge.Last, merge.Merged.Level });

    public Task MarkDoneAsync() => ExecuteAsync(MarkDone, new { Key = key });

    public Task ResetAsync() => ExecuteAsync(Reset, new { Key = key });

    private async Task<IReadOnlyList<PostingChunk>> ChunksAsync(string statement, object parameters) =>
        [.. (await QueryAsync<PostingRow>(statement, parameters)).Select(row => row.Chunk)];

    private async Task<IReadOnlyList<T>> QueryAsync<T>(string statement, object parameters) => (await connection.QueryAsync<T>(Command(statement, parameters))).AsList();

    private Task<int> ExecuteAsync(string statement, object parameters) => connection.ExecuteAsync(Command(statement, parameters));

    private CommandDefinition Command(string statement, object parameters) =>
        new(statement, parameters, transaction, Writes.CommandSeconds, cancellationToken: cancellationToken);
}
