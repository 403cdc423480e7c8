using Gateway.Bench.Data;
using Gateway.Bench.Load;
using Gateway.Bench.Report;

namespace Gateway.Bench.Measures;

/// <summary>Page 20,000 against page 1 in the large session, for every filter without q; the last whole page where there are fewer.</summary>
internal sealed class DepthMeasure(World world, Services services, ReportPage report)
{
    private const int PageRows = 50;
    private const int DeepPage = 20_000;
    private static readonly Goal s_goal = Goal.AtMost(1.2, 1.2);

    public async Task RunAsync()
    {
        using var http = new HttpAsker(services.Gateway.Port, world.Keys);
        var depths = new List<Depth>();
        foreach (var asker in new IAsker[] { http, new PortAsker(world.Stage) })
        {
            foreach (var (name, source, group) in Filters())
            {
                depths.Add(await AtAsync(asker, name, new Question(world.Large, source, group)));
            }
        }

        for (var i = 0; i < world.Scale.Repetitions + 1; i++)
        {
            foreach (var depth in depths)
            {
                await depth.RepeatAsync(isWarmUp: i == 0, world.Scale.IsShort ? 200 : 500);
            }
        }

        report.Section("Depth", "A page far in against the first, in turns.");
        report.Table(["Filter", "Far page", "First page, p50 ms", "Far ÷ first"], depths.Select(depth => new[] { depth.Name, depth.Page.ToString("#,0"), depth.FirstP50.ToString("0.000"), depth.Ratio.Text() }));
        depths.ForEach(depth => report.Figure($"Page {depth.Page:#,0} ÷ page 1: {depth.Name}", depth.Ratio, s_goal));
    }

    private IEnumerable<(string Name, string? Source, string? Group)> Filters()
    {
        var community = world.Large.Crowd.Groups[0].Jid;
        yield return ("none", null, null);
        yield return ("`source=dm`", "dm", null);
        yield return ("`source=group`", "group", null);
        yield return ("`group` of 5,000", null, community);
        yield return ("`source=dm`, `group` of 5,000", "dm", community);
        yield return ("`group` of 1,000", null, world.Large.Crowd.Groups[1].Jid);
    }

    /// <summary>Finds the far page by walking the list, in large steps.</summary>
    private async Task<Depth> AtAsync(IAsker asker, string name, Question first)
    {
        const int Step = 10_000;
        var starts = new List<long>();
        for (var (after, isMore) = (0L, true); isMore;)
        {
            var rows = await world.Stage.Contacts.ListAsync(first.Session.Organization, first.Session.Id, first.Filter, after, Step, CancellationToken.None);
            var positions = rows!.Contacts.Select(contact => contact.Position).ToList();
            starts.AddRange(positions.Where((_, i) => (i + 1) % PageRows == 0));
            isMore = positions.Count == Step && starts.Count < DeepPage;
            after = positions.Count > 0 ? positions[^1] : after;
        }

        // Page n begins behind the last of page n - 1; one whole page before the end.
        var page = Math.Min(DeepPage, starts.Count);
        return new Depth($"{name}, {asker.Name}", asker, first, first with { After = starts[page - 2] }, page);
    }

    private sealed record Depth(string Name, IAsker Asker, Question First, Question Far, int Page)
    {
        private readonly List<double> _ratios = [];
        private readonly List<double> _first = [];

        public Spread Ratio => Spread.Of(_ratios);

        public double FirstP50 => Spread.P50(_first);

        public async Task RepeatAsync(bool isWarmUp, int times)
        {
            var (first, far) = (new List<double>(), new List<double>());
            for (var i = 0; i < times; i++)
            {
                first.Add(await Asker.AskAsync(First));
                far.Add(await Asker.AskAsync(Far));
            }

            if (!isWarmUp)
            {
                _ratios.Add(Spread.P50(far) / Spread.P50(first));
                _first.AddRange(first);
            }
        }
    }
}
