using Gateway.Domain.Search;
using Gateway.Domain.Sessions;

namespace Gateway.Application.Search;

/// <summary>
/// What searches find people by: postings of the texts of each session's ready rows. Writers only note what they change, and
/// searches look at what is noted; upkeep brings the postings up to date.
/// </summary>
public interface ISearchStorage
{
    /// <summary>Gives the sessions for which writers noted that there is something to do.</summary>
    /// <exception cref="UnavailableException">The database is out of reach.</exception>
    Task<IReadOnlyList<SessionId>> DueAsync(CancellationToken cancellationToken);

    Task<bool> IsDueAsync(SessionId session, CancellationToken cancellationToken);

    /// <summary>Works in one transaction, which keeps out the session's writers and other upkeep; the default when there is no such session.</summary>
    Task<T?> LockedAsync<T>(SessionId session, Func<ISearchTables, Task<T>> work, CancellationToken cancellationToken);

    /// <summary>
    /// Makes postings of texts behind the sealed ones in a transaction that keeps nobody out before its end, and then marks them
    /// sealed. False, and nothing happened, when somebody changed or sealed such a text meanwhile, or there is no such session.
    /// </summary>
    /// <param name="seal">Gives the position up to which it made them.</param>
    Task<bool> SealAsideAsync(SessionId session, Func<ISearchTables, Task<SearchRun>> seal, CancellationToken cancellationToken);
}

/// <summary>A session's rows in one transaction that holds its lock: statements, and nothing else.</summary>
public interface ISearchTables
{
    /// <summary>How large a chunk should be for its row to fit well into a page.</summary>
    int ChunkBytes { get; }

    /// <param name="countTo">How far to count changed texts.</param>
    Task<SearchState> StateAsync(int countTo);

    /// <summary>Texts of ready rows behind a position, in order.</summary>
    Task<IReadOnlyList<PositionedText>> TextsAsync(long after, int most);

    /// <summary>In order.</summary>
    Task<IReadOnlyList<ChangedText>> ChangesAsync(int most);

    /// <summary>Of each place the gram's first chunk that reaches the position, each chunk once.</summary>
    Task<IReadOnlyList<PostingChunk>> ChunksAtAsync(IReadOnlyList<(Gram Gram, long Position)> places);

    /// <summary>Chunks that end behind one position and not behind another, of grams from one to another, in any order.</summary>
    Task<IReadOnlyList<PostingChunk>> ChunksAsync(int firstGram, int lastGram, long after, long last);

    Task DeleteAsync(IReadOnlyList<PostingChunk> chunks);

    Task InsertAsync(IReadOnlyList<PostingChunk> chunks);

    /// <summary>Notes that postings tell of every text of this run now.</summary>
    Task MarkSealedAsync(SearchRun run);

    /// <summary>Notes that postings tell of these changed texts now.</summary>
    Task MarkFoldedAsync(IReadOnlyList<long> positions);

    /// <summary>In order.</summary>
    Task<IReadOnlyList<SearchRun>> RunsAsync();

    Task ReplaceRunsAsync(RunMerge merge);

    /// <summary>Notes that there is nothing left to do.</summary>
    Task MarkDoneAsync();

    /// <summary>Drops everything; it is to be made anew.</summary>
    Task ResetAsync();
}

/// <summary>How far a session's postings tell of its texts.</summary>
/// <param name="LastPosition">The largest position ever given.</param>
/// <param name="SealedPosition">Up to it they do, but for changed texts.</param>
/// <param name="ChangeCount">How many changed texts there are, as far as they were counted.</param>
public sealed record SearchState(long LastPosition, long SealedPosition, long ChangeCount);
