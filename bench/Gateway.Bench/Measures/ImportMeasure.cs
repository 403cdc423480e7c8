using Gateway.Bench.Data;
using Gateway.Bench.Report;

namespace Gateway.Bench.Measures;

/// <summary>
/// A first import of the large session by the operator's tool, searchable at its end, and the same again unchanged, against a bare
/// COPY of exactly the rows that it left, in tables without an index. Each repetition in a database of its own, and each part of it with
/// nothing left to be written to disk of the part before.
/// </summary>
internal sealed class ImportMeasure(World world, ReportPage report)
{
    private static readonly Goal s_first = Goal.AtLeast(0.15, 0.08);
    private static readonly Goal s_unchanged = Goal.AtLeast(0.20, 0.20);

    public async Task RunAsync()
    {
        var rounds = new List<ImportRound>();
        for (var i = 0; i < world.Scale.Imports; i++)
        {
            rounds.Add(await RepeatAsync());
        }

        Report(rounds);
    }

    private async Task<ImportRound> RepeatAsync()
    {
        await using var database = await SpareDatabase.MakeAsync(world, "bench_import");
        var session = await database.Stage.AddAsync("bench0", world.Large.Crowd);
        await Checkpoint.WriteAsync(database.Source);
        var first = await GatewayTool.ImportAsync(world.Options, database.Connection, "ndjson", world.StoreFile, session.Id.Text);
        await Checkpoint.WriteAsync(database.Source);
        var again = await GatewayTool.ImportAsync(world.Options, database.Connection, "ndjson", world.StoreFile, session.Id.Text);
        var tables = await Tables.ReadAsync(database.Source);
        var facts = tables.Where(table => !table.StartsWith("search_", StringComparison.Ordinal) && table is not "migrations").ToList();
        return new ImportRound(first, again, await BareCopy.SecondsAsync(database.Source, facts, world.Options.Work));
    }

    private void Report(List<ImportRound> rounds)
    {
        double people = world.Scale.Large;
        report.Section("Import", $"{people:#,0} people with their memberships in one file, as a store holds them, by `gateway import ndjson`, the process' start included; once as they were heard of, groups between people, whose rows are then written twice. Beside it a binary COPY of exactly the rows that it left in all tables but postings, into tables without an index, on one connection.");
        report.Table(
            ["", "Seconds", "People/s", "COPY ÷ it", "Peak memory, MiB"],
            [
                Row("first import", rounds.Select(round => round.First).ToList(), rounds),
                Row("as heard, once", [world.HistoryImport], rounds),
                Row("the same again", rounds.Select(round => round.Again).ToList(), rounds),
                Row("bare COPY", rounds.Select(round => new ToolRun(round.CopySeconds, double.NaN)).ToList(), rounds),
            ]);
        report.Figure("COPY ÷ first import", Spread.Of(rounds.Select(round => round.CopySeconds / round.First.Seconds)), s_first, "0.000");
        report.Figure("COPY ÷ unchanged import", Spread.Of(rounds.Select(round => round.CopySeconds / round.Again.Seconds)), s_unchanged, "0.000");

        string[] Row(string name, List<ToolRun> runs, List<ImportRound> beside) =>
        [
            name, Spread.Of(runs.Select(run => run.Seconds)).Text("0.0"), Spread.Of(runs.Select(run => people / run.Seconds)).Text("#,0"),
            Spread.Of(runs.Zip(beside, (run, round) => round.CopySeconds / run.Seconds)).Text("0.000"), Spread.Of(runs.Select(run => run.PeakMebibytes)).Text("0"),
        ];
    }

    private sealed record ImportRound(ToolRun First, ToolRun Again, double CopySeconds);
}
