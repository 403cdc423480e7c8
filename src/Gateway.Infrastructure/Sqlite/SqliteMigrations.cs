using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Gateway.Infrastructure.Sqlite;

/// <summary>Embedded, numbered scripts, each run once and in one transaction.</summary>
internal static class SqliteMigrations
{
    private const string ResourcePrefix = "Gateway.Infrastructure.Sqlite.Migrations.";
    private static readonly (long Number, string Name)[] s_scripts = FindScripts();

    private const string HistoryTable = """
        CREATE TABLE IF NOT EXISTS migrations (
            number INTEGER PRIMARY KEY,
            name   TEXT NOT NULL
        ) STRICT
        """;

    private const string HistoryExists = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'migrations'";

    private const string AppliedVersion = "SELECT coalesce(max(number), 0) FROM migrations";

    private const string Record = "INSERT INTO migrations (number, name) VALUES (@Number, @Name)";

    /// <summary>The schema that this program was built for.</summary>
    public static long Latest => s_scripts[^1].Number;

    public static async Task<long> VersionAsync(SqliteConnection connection) =>
        await connection.ExecuteScalarAsync<long>(HistoryExists) == 0 ? 0 : await connection.ExecuteScalarAsync<long>(AppliedVersion);

    /// <summary>Runs the scripts that are missing; gives a sentence for each.</summary>
    public static async Task<IReadOnlyList<string>> ApplyAsync(SqliteConnection connection)
    {
        // Kept in the file: readers never wait for the writer.
        await connection.ExecuteAsync("PRAGMA journal_mode = WAL");
        var done = new List<string>();
        foreach (var script in s_scripts)
        {
            if (await ApplyAsync(connection, script.Number, script.Name))
            {
                done.Add($"Applied migration {script.Name}.");
            }
        }

        return done;
    }

    private static async Task<bool> ApplyAsync(SqliteConnection connection, long number, string name)
    {
        // Immediate: others that migrate wait here, then see that it is done.
        await using var transaction = connection.BeginTransaction(deferred: false);
        await connection.ExecuteAsync(HistoryTable, transaction: transaction);
        if (await connection.ExecuteScalarAsync<long>(AppliedVersion, transaction: transaction) >= number)
        {
            return false;
        }

        await connection.ExecuteAsync(Read(name), transaction: transaction);
        await connection.ExecuteAsync(Record, new { Number = number, Name = name }, transaction);
        await transaction.CommitAsync();
        return true;
    }

    private static (long Number, string Name)[] FindScripts() =>
        [.. typeof(SqliteMigrations).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal))
            .Select(name => name[ResourcePrefix.Length..])
            .Select(name => (long.Parse(name.AsSpan(0, name.IndexOf('-', StringComparison.Ordinal)), CultureInfo.InvariantCulture), name))
            .Order()];

    private static string Read(string name)
    {
        using var stream = typeof(SqliteMigrations).Assembly.GetManifestResourceStream(ResourcePrefix + name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
