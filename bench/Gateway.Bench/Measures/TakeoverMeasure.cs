using Gateway.Bench.Data;
using Gateway.Bench.Report;

namespace Gateway.Bench.Measures;

/// <summary>The large session out of a store of whatsmeow, beside the same people in lines of observations; each in a database of its own.</summary>
internal sealed class TakeoverMeasure(World world, ReportPage report)
{
    private const string Written = """
        SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)::bigint FROM pg_stat_user_tables WHERE relname IN ('contacts', 'group_contacts')
        """;

    private static readonly Goal s_first = Goal.AtLeast(0.75, 0.5);
    private static readonly Goal s_rows = Goal.AtMost(0, 0);

    public async Task RunAsync()
    {
        var store = Path.Combine(world.Options.Work, "whatsmeow.db");
        WhatsmeowFile.Write(store, world.Large.Crowd);
        var rounds = new List<Round>();
        for (var i = 0; i < world.Scale.Takeovers; i++)
        {
            rounds.Add(await RepeatAsync(store));
        }

        Report(rounds);
    }

    private async Task<Round> RepeatAsync(string store)
    {
        var lines = await LinesAsync();
        await using var database = await SpareDatabase.MakeAsync(world, "bench_takeover");
        var session = await database.Stage.AddAsync("bench0", world.Large.Crowd);
        await Checkpoint.WriteAsync(database.Source);
        var first = await GatewayTool.ImportAsync(world.Options, database.Connection, "whatsmeow", store, session.Id.Text);
        var before = await WrittenAsync(database);
        await Checkpoint.WriteAsync(database.Source);
        var again = await GatewayTool.ImportAsync(world.Options, database.Connection, "whatsmeow", store, session.Id.Text);
        return new Round(lines, first, again, await WrittenAsync(database) - before);
    }

    private async Task<ToolRun> LinesAsync()
    {
        await using var database = await SpareDatabase.MakeAsync(world, "bench_takeover");
        var session = await database.Stage.AddAsync("bench0", world.Large.Crowd);
        await Checkpoint.WriteAsync(database.Source);
        return await GatewayTool.ImportAsync(world.Options, database.Connection, "ndjson", world.StoreFile, session.Id.Text);
    }

    /// <summary>Ready rows, ever; the server counts a connection's when it ends.</summary>
    private static async Task<double> WrittenAsync(SpareDatabase database) =>
        await database.Source.CreateCommand(Written).ExecuteScalarAsync() is long and > 0 and var rows ? rows : throw new InvalidOperationException("The server counts no rows.");

    private void Report(List<Round> rounds)
    {
        double people = world.Scale.Large;
        report.Section("Taking over a store", $"{people:#,0} people with their memberships: as a bot of whatsmeow holds them in SQLite, by `gateway import whatsmeow`, and as lines, by `gateway import ndjson`, the process' start included.");
        report.Table(
            ["", "Seconds", "People/s", "Peak memory, MiB"],
            [Row("lines", round => round.Lines), Row("whatsmeow", round => round.First), Row("whatsmeow, the same again", round => round.Again)]);
        report.Figure("People/s from whatsmeow ÷ from lines", Spread.Of(rounds.Select(round => round.Lines.Seconds / round.First.Seconds)), s_first);
        report.Figure("Contact rows written by the same again", Spread.Of(rounds.Select(round => round.WrittenAgain)), s_rows, "0");

        string[] Row(string name, Func<Round, ToolRun> run) =>
        [
            name, Spread.Of(rounds.Select(round => run(round).Seconds)).Text("0.0"), Spread.Of(rounds.Select(round => people / run(round).Seconds)).Text("#,0"),
            Spread.Of(rounds.Select(round => run(round).PeakMebibytes)).Text("0"),
        ];
    }

    private sealed record Round(ToolRun Lines, ToolRun First, ToolRun Again, double WrittenAgain);
}
