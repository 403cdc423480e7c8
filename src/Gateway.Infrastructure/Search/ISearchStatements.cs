using Gateway.Domain.Contacts;
using Gateway.Domain.Search;
using Gateway.Domain.Sessions;

namespace Gateway.Infrastructure.Search;

/// <summary>The statements of one search, of one caller, term and filter, on one connection. Each gives null when the organization has no such session.</summary>
internal interface ISearchStatements
{
    /// <summary>
    /// The first chunks of each list and the first members of the filter, how far postings go, and whose texts match among those that they do not tell of;
    /// where they tell of nothing behind <paramref name="after"/>, the page itself.
    /// </summary>
    Task<SearchStart?> StartAsync(IReadOnlyList<Gram> grams, long after, int firstMembers, int take);

    /// <summary>More of the lists.</summary>
    Task<SearchReading?> ReadAsync(IReadOnlyList<ListRead> lists, MembersRead? members);

    /// <summary>At most so many of the candidates who match, and then of everybody behind a position who does, in order.</summary>
    Task<IReadOnlyList<Contact>?> LookAsync(IReadOnlyList<long> candidates, long after, int take);
}

/// <param name="Scanned">Who matches behind the start, at most as many as were asked for, when postings do not go so far.</param>
internal sealed record SearchStart(
    SessionFreshness Freshness, long SealedPosition, SearchReading Reading, IReadOnlyList<long> Changed, IReadOnlyList<Contact> Scanned);

/// <summary>What one statement read of lists.</summary>
/// <param name="Folds">How often postings of the session were changed up to now.</param>
/// <param name="Chunks">By the list's number, in order.</param>
/// <param name="Members">The filter's, in order.</param>
internal sealed record SearchReading(long Folds, ILookup<int, PostingChunk> Chunks, IReadOnlyList<long> Members);
