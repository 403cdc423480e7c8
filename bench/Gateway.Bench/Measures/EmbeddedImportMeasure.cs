using System.Diagnostics;
using Gateway.Bench.Data;
using Gateway.Bench.Report;
using Gateway.Infrastructure.Configuration;
using Microsoft.Data.Sqlite;

namespace Gateway.Bench.Measures;

/// <summary>
/// A first import into the embedded database by the operator's tool, and the same again unchanged, against a bare copy of exactly the rows
/// that it left into a new file, in tables without an index. Each repetition makes new files.
/// </summary>
internal sealed class EmbeddedImportMeasure(World world, ReportPage report)
{
    private const ulong Seed = 78;
    private const string TablesToCopy = "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'search_%'";
    private static readonly Goal s_first = Goal.AtLeast(0.02, 0.01);
    private static readonly Goal s_unchanged = Goal.AtLeast(0.03, 0.02);

    public async Task RunAsync()
    {
        var crowd = new Crowd(Seed, world.Scale.Embedded);
        var lines = Path.Combine(world.Options.Work, "embedded.ndjson");
        await using (var store = File.Create(lines))
        {
            await crowd.WriteStoreAsync(store);
        }

        var rounds = new List<Round>();
        for (var i = 0; i < world.Scale.Imports; i++)
        {
            rounds.Add(await RepeatAsync(crowd, lines));
        }

        Report(rounds);
    }

    private async Task<Round> RepeatAsync(Crowd crowd, string lines)
    {
        var folder = Directory.CreateDirectory(Path.Combine(world.Options.Work, "embedded-import"));
        try
        {
            var file = Path.Combine(folder.FullName, "gateway.db");
            LoadedSession session;
            await using (var stage = new Stage(DatabaseSettings.File(file), world.Options.Work))
            {
                await stage.MigrateAsync();
                session = await stage.AddAsync("bench0", crowd);
            }

            var first = await GatewayTool.ImportIntoFileAsync(world.Options, file, lines, session.Id.Text);
            var again = await GatewayTool.ImportIntoFileAsync(world.Options, file, lines, session.Id.Text);
            return new Round(first, again, await CopyAsync(file, Path.Combine(folder.FullName, "copy.db")));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<double> CopyAsync(string file, string copy)
    {
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync();
        var tables = new List<string>();
        await using (var reader = await Command(TablesToCopy).ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                tables.Add(reader.GetString(0));
            }
        }

        await using var attach = Command("ATTACH @file AS copy");
        attach.Parameters.AddWithValue("@file", copy);
        await attach.ExecuteNonQueryAsync();
        await Command("PRAGMA copy.journal_mode = WAL").ExecuteNonQueryAsync();
        var since = Stopwatch.GetTimestamp();
        foreach (var table in tables)
        {
            await Command($"CREATE TABLE copy.{table} AS SELECT * FROM main.{table}").ExecuteNonQueryAsync();
        }

        return Stopwatch.GetElapsedTime(since).TotalSeconds;

        SqliteCommand Command(string text) => new(text, connection) { CommandTimeout = 0 };
    }

    private void Report(List<Round> rounds)
    {
        double people = world.Scale.Embedded;
        report.Section("Import into the embedded database", $"{people:#,0} people with their memberships in one file, by `gateway import ndjson`, the process' start included. Beside it a copy of exactly the rows that it left in all tables but postings, into tables without an index, by SQLite alone.");
        report.Table(
            ["", "Seconds", "People/s", "Copy ÷ it", "Peak memory, MiB"],
            [
                Row("first import", round => round.First),
                Row("the same again", round => round.Again),
                Row("bare copy", round => new ToolRun(round.CopySeconds, double.NaN)),
            ]);
        report.Figure("Embedded: copy ÷ first import", Spread.Of(rounds.Select(round => round.CopySeconds / round.First.Seconds)), s_first, "0.000");
        report.Figure("Embedded: copy ÷ unchanged import", Spread.Of(rounds.Select(round => round.CopySeconds / round.Again.Seconds)), s_unchanged, "0.000");

        string[] Row(string name, Func<Round, ToolRun> run) =>
        [
            name, Spread.Of(rounds.Select(round => run(round).Seconds)).Text("0.0"), Spread.Of(rounds.Select(round => people / run(round).Seconds)).Text("#,0"),
            Spread.Of(rounds.Select(round => round.CopySeconds / run(round).Seconds)).Text("0.000"), Spread.Of(rounds.Select(round => run(round).PeakMebibytes)).Text("0"),
        ];
    }

    private sealed record Round(ToolRun First, ToolRun Again, double CopySeconds);
}
