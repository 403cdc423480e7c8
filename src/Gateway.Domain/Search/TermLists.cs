namespace Gateway.Domain.Search;

/// <summary>A position that can match, and how likely it does, as far as lists that were not read so far leave that open.</summary>
internal readonly record struct Candidate(long Position, double Likelihood);

/// <summary>All candidates up to a position.</summary>
internal sealed record Look(List<Candidate> Candidates, long End)
{
    /// <summary>How many of them are likely to match.</summary>
    public double LikelyUpTo(long end) => Candidates.Where(one => one.Position <= end).Sum(one => one.Likelihood);
}

/// <summary>The lists that a text must all be in, or a text and its filter: their intersection, as far as they were read.</summary>
internal sealed class TermLists(IReadOnlyList<PostingList> lists)
{
    public IReadOnlyList<PostingList> Lists => lists;

    /// <summary>The list with the fewest entries: candidates are taken from it.</summary>
    public PostingList Driver(long upto) => lists.MinBy(list => list.Density(upto))!;

    /// <summary>
    /// Candidates behind a position, until there are enough or the driver's entries end.
    /// </summary>
    /// <param name="enough">How many candidates, weighed by their likelihood, end it.</param>
    /// <param name="most">How many candidates end it, however unlikely.</param>
    public Look Look(long after, long upto, double enough, int most)
    {
        var order = lists.OrderBy(list => list.Density(upto)).ToArray();
        var driver = order[0];
        var places = new int[order.Length];
        var found = new List<Candidate>();
        var (end, sum) = (Math.Min(driver.Reach, upto), 0.0);
        for (var i = driver.Seek(after + 1, 0); i < driver.Count && driver[i].Position <= end; i = driver.Seek(driver[i].Position + 1, i))
        {
            var position = driver[i].Position;
            if (Likelihood(order, places, position, upto) is > 0 and var likelihood)
            {
                found.Add(new Candidate(position, likelihood));
                sum += likelihood;
                if (sum >= enough || found.Count >= most)
                {
                    return new Look(found, position);
                }
            }
        }

        return new Look(found, end);
    }

    private static double Likelihood(PostingList[] order, int[] places, long position, long upto)
    {
        var match = new TermMatch(stackalloc int[TermMatch.MostStarts]);
        var likelihood = 1.0;
        for (var i = 0; i < order.Length; i++)
        {
            var list = order[i];
            if (list.Reach < position)
            {
                likelihood *= list.PassRate(upto);
                continue;
            }

            places[i] = list.Seek(position, places[i]);
            var passes = match.Narrow(list, places[i], list.Seek(position + 1, places[i]));
            list.Note(passes);
            if (!passes)
            {
                return 0;
            }
        }

        return likelihood;
    }
}
