using Dapper;
using Microsoft.Data.Sqlite;

namespace Gateway.Infrastructure.Sqlite;

/// <summary>Embedded, numbered scripts, each run once and in one transaction.</summary>
internal static class SqliteMigrations
{
    private static readonly IReadOnlyList<MigrationScript> s_scripts = MigrationScript.FindIn("Sqlite");

    private const string HistoryTable = """
        CREATE TABLE IF NOT EXISTS migrations (
            number           INTEGER PRIMARY KEY,
            name             TEXT NOT NULL,
            compatible_since INTEGER
        ) STRICT
        """;

    private const string HistoryExists = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'migrations'";

    /// <summary>Tables of history from before migrations said so have no such column.</summary>
    private const string HasCompatibility = "SELECT count(*) FROM pragma_table_info('migrations') WHERE name = 'compatible_since'";

    private const string AddCompatibility = "ALTER TABLE migrations ADD COLUMN compatible_since INTEGER";

    private const string AppliedVersion = "SELECT coalesce(max(number), 0) FROM migrations";

    private const string Record = "INSERT INTO migrations (number, name, compatible_since) VALUES (@Number, @Name, @CompatibleSince)";

    /// <summary>The schema that this program was built for.</summary>
    public static long Latest => s_scripts[^1].Number;

    public static Task<SchemaState> StateAsync(SqliteConnection connection, SqliteTransaction? transaction = null) =>
        connection.QuerySingleAsync<SchemaState>(SchemaState.Statement, new { Latest }, transaction);

    /// <summary>Runs the scripts that are missing; gives a sentence for each.</summary>
    public static async Task<IReadOnlyList<string>> ApplyAsync(SqliteConnection connection)
    {
        // Kept in the file: readers never wait for the writer.
        await connection.ExecuteAsync("PRAGMA journal_mode = WAL");
        await RefuseLaterAsync(connection);

        var done = new List<string>();
        foreach (var script in s_scripts)
        {
            if (await ApplyAsync(connection, script))
            {
                done.Add($"Applied migration {script.Name}.");
            }
        }

        return done;
    }

    private static async Task RefuseLaterAsync(SqliteConnection connection)
    {
        if (await connection.ExecuteScalarAsync<long>(HistoryExists) == 0)
        {
            return;
        }

        if (await connection.ExecuteScalarAsync<long>(HasCompatibility) == 0)
        {
            await using var transaction = connection.BeginTransaction(deferred: false);
            if (await connection.ExecuteScalarAsync<long>(HasCompatibility, transaction: transaction) == 0)
            {
                await connection.ExecuteAsync(AddCompatibility, transaction: transaction);
            }

            await transaction.CommitAsync();
        }

        if (await connection.ExecuteScalarAsync<long>(AppliedVersion) > 0)
        {
            (await StateAsync(connection)).MustNotBeLater();
        }
    }

    private static async Task<bool> ApplyAsync(SqliteConnection connection, MigrationScript script)
    {
        // Immediate: others that migrate wait here, then see that it is done.
        await using var transaction = connection.BeginTransaction(deferred: false);
        await connection.ExecuteAsync(HistoryTable, transaction: transaction);
        if (await connection.ExecuteScalarAsync<long>(AppliedVersion, transaction: transaction) >= script.Number)
        {
            return false;
        }

        await connection.ExecuteAsync(script.Read(), transaction: transaction);
        await connection.ExecuteAsync(Record, new { script.Number, script.Name, script.CompatibleSince }, transaction);
        await transaction.CommitAsync();
        return true;
    }
}
