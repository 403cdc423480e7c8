namespace Gateway.Domain.Search;

/// <summary>A list to read on: everything behind <paramref name="After"/> up to <paramref name="Target"/>, and of a gram's list one chunk more.</summary>
/// <param name="List">Of the search's <see cref="PostingSearch.Grams"/>.</param>
public readonly record struct ListRead(int List, Gram Gram, long After, long Target);

/// <summary>A filter's list to read on: everything behind <paramref name="After"/> up to <paramref name="Target"/>.</summary>
public readonly record struct MembersRead(long After, long Target);

/// <summary>What comes next: lists to read on, or else candidates to look at.</summary>
/// <param name="Candidates">Positions in order, whose rows tell whether they match.</param>
/// <param name="IsLast">Nobody else that the lists tell of can match.</param>
public sealed record SearchStep(IReadOnlyList<ListRead> Lists, MembersRead? Members, IReadOnlyList<long> Candidates, bool IsLast)
{
    public bool IsRead => Lists.Count > 0 || Members is not null;
}

/// <summary>What things cost, in microseconds; only their ratios count.</summary>
/// <param name="Read">One more statement.</param>
/// <param name="Row">Looking at a candidate's row.</param>
/// <param name="Posting">Reading one posting.</param>
/// <param name="Member">Reading one member of a filter's list.</param>
public sealed record SearchCosts(double Read, double Row, double Posting, double Member);
