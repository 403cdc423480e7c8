namespace Gateway.Domain.Search;

/// <summary>Neighbouring positions whose postings were cut into chunks at once: those behind the run before, up to <paramref name="Last"/>.</summary>
/// <param name="Level">Its size: each level is <see cref="SearchUpkeep.MergedRuns"/> times the one before.</param>
public readonly record struct SearchRun(long Last, int Level)
{
    public static SearchRun Of(long after, long last) =>
        new(last, (int)Math.Max(0, Math.Log((last - after) / (double)SearchUpkeep.SealAt, SearchUpkeep.MergedRuns)));
}

/// <summary>Neighbouring runs to become one: positions behind <paramref name="After"/> up to <paramref name="Last"/>.</summary>
public readonly record struct RunMerge(long After, long Last)
{
    public SearchRun Merged => SearchRun.Of(After, Last);

    /// <summary>In how many parts, each of some of the grams, so that none takes longer than a batch of observations.</summary>
    public int Parts => (int)Math.Max(1, (Last - After) / SearchUpkeep.MostSealed);

    /// <summary>The smallest and the largest value of a part's grams.</summary>
    public (int First, int Last) GramsOf(int part)
    {
        var step = (1L << 32) / Parts;
        return ((int)(int.MinValue + (part * step)), part == Parts - 1 ? int.MaxValue : (int)(int.MinValue + ((part + 1) * step) - 1));
    }
}

/// <summary>When what is kept of a session's texts, to find them by, is brought up to date.</summary>
public static class SearchUpkeep
{
    /// <summary>Positions behind the sealed ones are looked through, one by one, until there are so many.</summary>
    public const int SealAt = 1_000;

    /// <summary>At most so many positions are sealed while writers wait.</summary>
    public const int MostSealed = 16_384;

    /// <summary>At most so many are sealed beside the writers, where more than that have gathered; all in memory, some 100 bytes each.</summary>
    public const int MostSealedAside = 262_144;

    /// <summary>Positions have at most so many postings at once, on the average, or fewer of them are sealed.</summary>
    public const int PostingsAPosition = 128;

    /// <summary>Sealed texts that changed are looked through as well, until there are so many.</summary>
    public const int FoldAt = 256;

    /// <summary>At most so many are put among the postings at once.</summary>
    public const int MostFolded = 128;

    public const int MergedRuns = 8;

    /// <summary>
    /// The youngest neighbours of one level, when there are enough of them. A run counts as large as any that came after it, since
    /// no other of its own level ever comes beside it.
    /// </summary>
    /// <param name="runs">In order of their positions.</param>
    public static RunMerge? Mergeable(IReadOnlyList<SearchRun> runs)
    {
        var levels = new int[runs.Count];
        for (var i = runs.Count - 1; i >= 0; i--)
        {
            levels[i] = Math.Max(runs[i].Level, i + 1 < runs.Count ? levels[i + 1] : 0);
        }

        for (var end = runs.Count; end >= MergedRuns; end--)
        {
            var first = end - MergedRuns;
            if (levels[first] == levels[end - 1])
            {
                return new RunMerge(first == 0 ? 0 : runs[first - 1].Last, runs[end - 1].Last);
            }
        }

        return null;
    }
}
