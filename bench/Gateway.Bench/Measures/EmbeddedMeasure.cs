using Gateway.Bench.Data;
using Gateway.Bench.Load;
using Gateway.Bench.Report;
using Gateway.Infrastructure.Configuration;

namespace Gateway.Bench.Measures;

/// <summary>Search on the embedded database, at the port.</summary>
internal sealed class EmbeddedMeasure(World world, ReportPage report)
{
    private const ulong Seed = 77;
    private static readonly Goal s_goal = Goal.AtMost(10, 15);

    public async Task RunAsync()
    {
        await using var stage = new Stage(DatabaseSettings.File(Path.Combine(world.Options.Work, "embedded.db")), world.Options.Work);
        await stage.MigrateAsync();
        var session = await stage.LoadAsync("bench0", new Crowd(Seed, world.Scale.Embedded));
        var place = new Place($"SQLite, {world.Scale.Embedded:#,0} contacts, port", new PortAsker(stage), [session], s_goal);
        var contest = new TermContest(place, world.Terms, world.Scale);
        await SearchMeasure.RunAsync([contest], world.Scale);
        report.Section("Search on the embedded database", "The same terms, in one session, at the port.");
        report.Table(SearchMeasure.Head, [SearchMeasure.Row(contest)]);
        report.Figure($"Search, worst term ÷ page: {place.Name}", contest.Worst.Ratio, s_goal, "0.0");
    }
}
