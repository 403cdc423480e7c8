using Gateway.Domain.Search;
using Gateway.Domain.Sessions;
using Gateway.Infrastructure.Rows;

namespace Gateway.Infrastructure.Search;

/// <summary>Where a database keeps sessions' postings.</summary>
internal interface ISearchStorage
{
    /// <summary>The sessions for which writers noted that there is something to do.</summary>
    Task<IReadOnlyList<string>> DueAsync(CancellationToken cancellationToken);

    Task<bool> IsDueAsync(SessionId session, CancellationToken cancellationToken);

    /// <summary>Works in one transaction, which keeps out the session's writers and other upkeep; the default when there is no such session.</summary>
    Task<T?> LockedAsync<T>(SessionId session, Func<ISearchTables, Task<T>> work, CancellationToken cancellationToken);
}

/// <summary>A session's rows in one transaction that holds its lock: statements, and nothing else.</summary>
internal interface ISearchTables
{
    /// <summary>How large a chunk should be for its row to fit well into a page.</summary>
    int ChunkBytes { get; }

    /// <param name="foldAt">How far to count changed texts.</param>
    Task<SearchStateRow> StateAsync(int foldAt);

    /// <summary>Texts of ready rows behind a position, in order.</summary>
    Task<IReadOnlyList<TextRow>> TextsAsync(long after, int most);

    /// <summary>In order.</summary>
    Task<IReadOnlyList<ChangedTextRow>> ChangesAsync(int most);

    /// <summary>Of each place the gram's first chunk that reaches the position, each chunk once.</summary>
    Task<IReadOnlyList<PostingRow>> ChunksAtAsync(IReadOnlyList<(Gram Gram, long Position)> places);

    /// <summary>Chunks that end behind one position and not behind another, of grams from one to another, in any order.</summary>
    Task<IReadOnlyList<PostingRow>> ChunksAsync(int firstGram, int lastGram, long after, long last);

    Task DeleteAsync(IReadOnlyList<PostingRow> chunks);

    Task InsertAsync(IReadOnlyList<PostingChunk> chunks);

    /// <summary>Notes that postings tell of every text up to a position now, and the run that it was.</summary>
    Task MarkSealedAsync(long last);

    /// <summary>Notes that postings tell of these changed texts now.</summary>
    Task MarkFoldedAsync(IReadOnlyList<long> positions);

    /// <summary>In order.</summary>
    Task<IReadOnlyList<RunRow>> RunsAsync();

    Task ReplaceRunsAsync(RunMerge merge);

    /// <summary>Notes that there is nothing left to do.</summary>
    Task MarkDoneAsync();

    /// <summary>Drops everything; it is to be made anew.</summary>
    Task ResetAsync();
}
