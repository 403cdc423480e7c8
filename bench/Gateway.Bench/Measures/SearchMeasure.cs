using Gateway.Bench.Data;
using Gateway.Bench.Load;
using Gateway.Bench.Report;

namespace Gateway.Bench.Measures;

/// <summary>Every term's p50 as times the unfiltered page's, in large, middle and small sessions, alone and with each filter.</summary>
internal sealed class SearchMeasure(World world, Services services, ReportPage report)
{
    private static readonly Goal s_large = Goal.AtMost(12, 20);
    private static readonly Goal s_middle = Goal.AtMost(6, 10);
    private static readonly Goal s_small = Goal.AtMost(2.5, 4);
    private static readonly Goal s_filtered = Goal.AtMost(20, 30);

    public async Task RunAsync()
    {
        using var http = new HttpAsker(services.Gateway.Port, world.Keys);
        var contests = Places(http).Concat(Places(new PortAsker(world.Stage))).Select(place => new TermContest(place, world.Terms, world.Scale)).ToList();
        await RunAsync(contests, world.Scale);
        Report(contests);
        world.RankTerms(contests[0]);
    }

    public static async Task RunAsync(IReadOnlyList<TermContest> contests, Scale scale)
    {
        foreach (var contest in contests)
        {
            await contest.WarmUpAsync();
        }

        await Task.Delay(WarmUp.Rest);

        for (var i = 0; i < scale.Repetitions; i++)
        {
            foreach (var contest in contests)
            {
                await contest.RepeatAsync();
            }
        }
    }

    public static string[] Row(TermContest contest)
    {
        var worst = contest.Worst;
        var ratios = contest.Asked.Select(figures => figures.Ratio.Median).ToList();
        return
        [
            contest.Place.Name, ratios.Count.ToString(), contest.PageP50.ToString("0.000"), Spread.P50(ratios).ToString("0.00"), worst.Ratio.Text("0.0"), worst.P50.ToString("0.00"),
            $"{worst.Term.Length}, {worst.Term.Class}, {worst.Term.Script}, {(worst.IsDeep ? "deep" : "first page")}",
        ];
    }

    public static readonly string[] Head = ["Where", "Asked", "Page of everybody, p50 ms", "Terms, median ×", "Worst term × (least–most)", "Worst term, p50 ms", "It: length, origin, script, page"];

    private IEnumerable<Place> Places(IAsker asker)
    {
        LoadedSession[] large = [world.Large];
        string Named(string what) => $"{what}, {asker.Name}";
        yield return new Place(Named(People(world.Scale.Large)), asker, large, s_large);
        yield return new Place(Named(People(Scale.Middle)), asker, world.Middles, s_middle);
        yield return new Place(Named(People(Scale.Small)), asker, [.. world.Smalls.Take(50)], s_small);
        yield return new Place(Named("with `source=dm`"), asker, large, s_filtered, Source: "dm");
        yield return new Place(Named("with `source=group`"), asker, large, s_filtered, Source: "group");
        yield return new Place(Named("with a group of 1,000"), asker, large, s_filtered, Group: session => session.Crowd.Groups[1].Jid);
        yield return new Place(Named("with a community of 5,000"), asker, large, s_filtered, Group: session => session.Crowd.Groups[0].Jid);
        yield return new Place(Named("with `source=dm` and a community"), asker, large, s_filtered, "dm", session => session.Crowd.Groups[0].Jid);
    }

    private static string People(int count) => $"{count.ToString("#,0")} contacts";

    private void Report(IReadOnlyList<TermContest> contests)
    {
        report.Section("Search", $"{world.Terms.Count} terms, made by a seeded generator, each asked for on first pages and from random cursors on (two figures a term), in turns with the page of everybody; filters at {People(world.Scale.Large)}.");
        report.Table(Head, contests.Select(Row));
        foreach (var contest in contests)
        {
            report.Figure($"Search, worst term ÷ page: {contest.Place.Name}", contest.Worst.Ratio, contest.Place.Goal!, "0.0");
        }

        foreach (var contest in contests.Where(contest => contest.Place.Sessions[0] == world.Large && contest.Place.Goal == s_large))
        {
            ReportTerms(contest);
        }
    }

    private void ReportTerms(TermContest contest)
    {
        var name = contest.Place.Name;
        report.Section($"Search by length and script: {name}", "Times the page of everybody.");
        report.Table(["Length", "Terms", "Median ×", "Worst ×"], Grouped(contest, figures => $"{figures.Term.Length:00}"));
        report.Table(["Script", "Terms", "Median ×", "Worst ×"], Grouped(contest, figures => figures.Term.Script));
        report.Table(
            ["Worst ten", "Length", "Origin", "Matches", "×", "p50 ms"],
            contest.Asked.OrderByDescending(figures => figures.Ratio.Median).DistinctBy(figures => figures.Term).Take(10).Select(figures => new[]
            {
                $"`{figures.Term.Text}`", figures.Term.Length.ToString(), figures.Term.Class, world.Matches[figures.Term].ToString("#,0"), figures.Ratio.Text("0.0"), figures.P50.ToString("0.00"),
            }));
        var dots = contest.Asked.Select(figures => new Dot(figures.Term.Length, figures.Ratio.Median, figures.IsDeep ? 1 : 0)).ToList();
        var title = $"Search: times the page of everybody, by length of the term; {name}";
        report.Chart("search-" + contest.Place.Asker.Name.ToLowerInvariant(), title, Chart.Dots(title, "length of the term", dots, ["first page", "from a random cursor on"], contest.Place.Goal));
    }

    private static IEnumerable<string[]> Grouped(TermContest contest, Func<TermFigures, string> key) =>
        contest.Asked.GroupBy(key, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => new[]
        {
            group.Key.TrimStart('0'), group.Select(figures => figures.Term).Distinct().Count().ToString(),
            Spread.P50(group.Select(figures => figures.Ratio.Median)).ToString("0.00"), group.Max(figures => figures.Ratio.Median).ToString("0.0"),
        });
}
