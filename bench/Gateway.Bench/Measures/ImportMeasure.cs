using System.Diagnostics;
using Gateway.Bench.Data;
using Gateway.Bench.Report;
using Gateway.Infrastructure.Configuration;
using Npgsql;

namespace Gateway.Bench.Measures;

/// <summary>
/// A first import of the large session by the operator's tool, searchable at its end, and the same again unchanged, against a bare
/// COPY of exactly the rows that it left, in tables without an index. Each repetition in a database of its own.
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
        var first = await GatewayTool.ImportAsync(world.Options, database.Connection, world.LargeFile, session.Id.Text);
        var again = await GatewayTool.ImportAsync(world.Options, database.Connection, world.LargeFile, session.Id.Text);
        var tables = await Tables.ReadAsync(database.Source);
        var facts = tables.Where(table => !table.StartsWith("search_", StringComparison.Ordinal) && table is not "migrations").ToList();
        return new ImportRound(first, again, await BareCopy.SecondsAsync(database.Source, facts, world.Options.Work));
    }

    private void Report(List<ImportRound> rounds)
    {
        double people = world.Scale.Large;
        report.Section("Import", $"{people:#,0} people with their memberships in one file, by `gateway import ndjson`, the process' start included. Beside it a binary COPY of exactly the rows that it left in all tables but postings, into tables without an index, on one connection.");
        report.Table(
            ["", "Seconds", "People/s", "COPY ÷ it", "Peak memory, MiB"],
            [
                Row("first import", rounds.Select(round => round.First).ToList(), rounds),
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

/// <summary>Rows as files, and into tables that have nothing but them.</summary>
internal static class BareCopy
{
    private const int BufferBytes = 1 << 20;

    /// <summary>How long the rows of these tables take, one table after another; the files are made before.</summary>
    public static async Task<double> SecondsAsync(NpgsqlDataSource source, IReadOnlyList<string> tables, string work)
    {
        await using var connection = await source.OpenConnectionAsync();
        await ExecuteAsync(connection, "DROP SCHEMA IF EXISTS bare CASCADE; CREATE SCHEMA bare");
        foreach (var table in tables)
        {
            await ExecuteAsync(connection, $"CREATE TABLE bare.{table} (LIKE public.{table})");
            await using var file = File.Create(FileOf(work, table));
            await using var rows = await connection.BeginRawBinaryCopyAsync($"COPY (SELECT * FROM public.{table}) TO STDOUT (FORMAT BINARY)");
            await rows.CopyToAsync(file, BufferBytes);
        }

        await ExecuteAsync(connection, "CHECKPOINT");
        var start = Stopwatch.GetTimestamp();
        foreach (var table in tables)
        {
            await using var file = File.OpenRead(FileOf(work, table));
            await using var rows = await connection.BeginRawBinaryCopyAsync($"COPY bare.{table} FROM STDIN (FORMAT BINARY)");
            await file.CopyToAsync(rows, BufferBytes);
        }

        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static string FileOf(string work, string table) => Path.Combine(work, table + ".copy");

    private static async Task ExecuteAsync(NpgsqlConnection connection, string statement)
    {
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync();
    }
}

/// <summary>The tables of the service, as the catalog has them.</summary>
internal static class Tables
{
    private const string All = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename";

    public static async Task<IReadOnlyList<string>> ReadAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand(All);
        await using var reader = await command.ExecuteReaderAsync();
        var tables = new List<string>();
        while (await reader.ReadAsync())
        {
            tables.Add(reader.GetString(0));
        }

        return tables;
    }
}

/// <summary>A database on the same server that does not disturb the data set; gone at the end.</summary>
internal sealed class SpareDatabase : IAsyncDisposable
{
    private readonly World _world;
    private readonly string _name;

    private SpareDatabase(World world, string name)
    {
        (_world, _name) = (world, name);
        Connection = new NpgsqlConnectionStringBuilder(world.Options.Connection) { Database = name }.ConnectionString;
        Source = NpgsqlDataSource.Create(Connection + ";Command Timeout=0;Maximum Pool Size=4");
        Stage = new Stage(DatabaseSettings.Server(Connection), world.Options.Work);
    }

    public string Connection { get; }

    public NpgsqlDataSource Source { get; }

    public Stage Stage { get; }

    public static async Task<SpareDatabase> MakeAsync(World world, string name)
    {
        await world.Source.CreateCommand($"DROP DATABASE IF EXISTS {name} WITH (FORCE)").ExecuteNonQueryAsync();
        await world.Source.CreateCommand($"CREATE DATABASE {name}").ExecuteNonQueryAsync();
        var database = new SpareDatabase(world, name);
        await database.Stage.MigrateAsync();
        return database;
    }

    public async ValueTask DisposeAsync()
    {
        await Stage.DisposeAsync();
        await Source.DisposeAsync();
        await _world.Source.CreateCommand($"DROP DATABASE {_name} WITH (FORCE)").ExecuteNonQueryAsync();
    }
}
