using System.Diagnostics;
using Npgsql;

namespace Gateway.Bench.Measures;

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

        await Checkpoint.WriteAsync(source);
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

/// <summary>Everything written so far goes to disk, so that what is measured next need not wait for it.</summary>
internal static class Checkpoint
{
    public static async Task WriteAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand("CHECKPOINT");
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
