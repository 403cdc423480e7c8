namespace Gateway.Domain.Search;

/// <summary>Which lists to read on, and up to where: those without which there is nobody to look at, and those that spare more rows than they cost.</summary>
internal sealed class ReadPlan(SearchCosts costs, long upto)
{
    /// <summary>So much a list grows at once, at most: what is near tells little of what is far.</summary>
    private const int MostGrowth = 8;
    private const int MostEntries = 200_000;
    private const int FewestEntries = 1_000;

    public Dictionary<PostingList, long> Targets { get; } = [];

    /// <param name="end">Up to where candidates are known.</param>
    /// <param name="missing">How many likely ones are wanted beyond it; none when it is 0.</param>
    public void Weigh(TermLists term, Look look, long end, double missing)
    {
        var driver = term.Driver(upto);
        var target = end;
        if (missing > 0 && look.End == end)
        {
            target = Grown(driver, missing / term.Lists.Where(list => list != driver).Aggregate(1.0, (rate, list) => rate * list.PassRate(upto)));
            Read(driver, target);
        }

        var share = 1.0; // of the candidates, those that the lists chosen so far leave
        foreach (var list in term.Lists.Where(list => list != driver && list.Reach < target).OrderBy(list => list.PassRate(upto)))
        {
            var rows = share * (look.Candidates.Count(one => one.Position > list.Reach && one.Position <= end) + Beyond(term, driver, list, target - end));
            var spared = rows * (1 - list.PassRate(upto)) * costs.Row;
            var cost = (Math.Min(MostEntries, list.Density(upto) * (target - list.Reach)) * list.CostOfEntry) + (Targets.Count == 0 ? costs.Read : 0);
            if (spared > cost)
            {
                share *= list.PassRate(upto);
                Read(list, target);
            }
        }
    }

    /// <summary>How many candidates are expected beyond those known, if all other lists are asked.</summary>
    private double Beyond(TermLists term, PostingList driver, PostingList list, long positions) =>
        term.Lists.Where(other => other != driver && other != list).Aggregate(positions * driver.Density(upto), (rows, other) => rows * other.PassRate(upto));

    private long Grown(PostingList driver, double entries)
    {
        var most = Math.Min(MostEntries, MostGrowth * (double)driver.Count);
        return AtMost(driver, Math.Clamp(entries, Math.Min(FewestEntries, most), most));
    }

    private void Read(PostingList list, long target) =>
        Targets[list] = Math.Max(Targets.GetValueOrDefault(list), Math.Min(target, AtMost(list, MostEntries)));

    /// <summary>The position up to which a list has about as many entries more.</summary>
    private long AtMost(PostingList list, double entries) =>
        (long)Math.Min(upto, list.Reach + Math.Ceiling(entries / Math.Max(list.Density(upto), 1e-9)));
}
