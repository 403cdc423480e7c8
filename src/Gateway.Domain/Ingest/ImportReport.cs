namespace Gateway.Domain.Ingest;

/// <summary>What became of lines. <c>Total</c> is the sum of those applied, ignored, rejected and suppressed.</summary>
public readonly record struct LineCounts(long Total, long Applied, long Ignored, long Rejected)
{
    /// <summary>About people who are not to be stored. There are none yet.</summary>
    public long Suppressed { get; init; }

    /// <summary>Of those applied, the ones whose time lost against a stored time that lies after our clock.</summary>
    public long Ahead { get; init; }
}

/// <summary>
/// What lines did to people: one count a line, or a member of a group line, of the first that applies. A line that names
/// nobody known (a mapping between strangers) changes nothing.
/// </summary>
/// <param name="New">A listed person appeared.</param>
/// <param name="Merged">Two listed people became one.</param>
/// <param name="Changed">A shown value changed.</param>
/// <param name="Unseen">Stored, but still not listed: no direct chat and never seen in a group, or the session's own.</param>
/// <param name="Unchanged">None of these.</param>
public readonly record struct PeopleCounts(long New, long Merged, long Changed, long Unseen, long Unchanged)
{
    public static PeopleCounts operator +(PeopleCounts left, PeopleCounts right) => left.Add(right);

    public PeopleCounts Add(PeopleCounts other) => new(
        New + other.New, Merged + other.Merged, Changed + other.Changed, Unseen + other.Unseen, Unchanged + other.Unchanged);
}

/// <summary>Why a line was not taken; never what it said.</summary>
/// <param name="Line">Counted from 1, over all lines of the input.</param>
/// <param name="Field">The known field that is wrong; empty where it is the line as a whole.</param>
public readonly record struct Rejection(long Line, string Reason, string Field);

/// <summary>The outcome of an import.</summary>
/// <param name="MembersRejected">Members of group lines that could not be read. The others count, and their list is not complete.</param>
/// <param name="UnknownFields">Fields without a meaning, by name.</param>
/// <param name="Rejections">The first <see cref="MaxRejections"/> of them.</param>
public sealed record ImportReport(
    LineCounts Lines,
    PeopleCounts People,
    long MembersRejected,
    IReadOnlyDictionary<string, long> UnknownFields,
    IReadOnlyList<Rejection> Rejections)
{
    public const int MaxRejections = 100;
}
