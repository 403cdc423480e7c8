using Dapper;
using Gateway.Application;
using Npgsql;

namespace Gateway.Infrastructure.Postgres;

/// <summary>Embedded, numbered scripts, each run once and in one transaction that no other migration runs beside.</summary>
internal static class PostgresMigrations
{
    private const string Utf8 = "UTF8";
    private static readonly IReadOnlyList<MigrationScript> s_scripts = MigrationScript.FindIn("Postgres");

    // Any number, the same for all that migrate this schema.
    private const string Lock = "SELECT pg_advisory_xact_lock(7041776120260);\n";

    private const string LockShared = "SELECT pg_advisory_xact_lock_shared(7041776120260);\n";

    private const string HistoryTable = """
        CREATE TABLE IF NOT EXISTS migrations (
            number           bigint PRIMARY KEY,
            name             text NOT NULL,
            compatible_since bigint
        );
        ALTER TABLE migrations ADD COLUMN IF NOT EXISTS compatible_since bigint
        """;

    /// <summary>Null without a table of history, false with one from before migrations said since when programs work with them.</summary>
    private const string HasCompatibility = """
        SELECT CASE WHEN to_regclass('migrations') IS NOT NULL
               THEN EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = to_regclass('migrations') AND attname = 'compatible_since') END
        """;

    private const string AppliedVersion = "SELECT coalesce(max(number), 0) FROM migrations";

    private const string Encoding = "SELECT current_setting('server_encoding')";

    private const string Record = "INSERT INTO migrations (number, name, compatible_since) VALUES (@Number, @Name, @CompatibleSince)";

    /// <summary>The schema that this program was built for.</summary>
    public static long Latest => s_scripts[^1].Number;

    public static async Task<SchemaState> StateAsync(PostgresReader reader, CancellationToken cancellationToken) =>
        (await reader.QueryAsync<SchemaState>(SchemaState.Statement, new { Latest }, cancellationToken)).Single();

    /// <summary>Returns when the transaction may write, and keeps migrations out until its end.</summary>
    /// <exception cref="UnavailableException">A later program has changed the schema.</exception>
    public static async Task GuardAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        var command = new CommandDefinition(Writes.Begin + LockShared + SchemaState.Statement, new { Latest }, transaction, Writes.CommandSeconds, cancellationToken: cancellationToken);
        await using var answers = await connection.QueryMultipleAsync(command);
        _ = await answers.ReadAsync();
        (await answers.ReadSingleAsync<SchemaState>()).MustNotBeLater();
    }

    /// <summary>Returns when the database can hold every name: other encodings refuse most scripts, in the middle of a write.</summary>
    /// <exception cref="UnavailableException">The encoding is not UTF8.</exception>
    public static async Task<string> CheckEncodingAsync(PostgresReader reader, CancellationToken cancellationToken) =>
        MustBeUtf8(await reader.ExecuteScalarAsync<string>(Encoding, null, cancellationToken));

    /// <summary>Runs the scripts that are missing; gives a sentence for each.</summary>
    /// <exception cref="UnavailableException">The encoding is not UTF8, or the database is out of reach.</exception>
    public static async Task<IReadOnlyList<string>> ApplyAsync(PostgresDatabase database, CancellationToken cancellationToken)
    {
        var done = new List<string>();
        var applied = await RefuseUnusableAsync(database, cancellationToken);
        foreach (var script in s_scripts.Where(script => script.Number > applied))
        {
            if (await database.TransactAsync((connection, transaction, token) => ApplyAsync(connection, transaction, script, token), cancellationToken))
            {
                done.Add($"Applied migration {script.Name}.");
            }
        }

        return done;
    }

    private static string MustBeUtf8(string? encoding) =>
        encoding == Utf8 ? encoding
            : throw new UnavailableException($"The database has the encoding {encoding}, and must have UTF8: make one by CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0.") { NeedsOperator = true, PreventsStart = true };

    /// <summary>Takes no lock where nothing is missing: writers would wait behind it.</summary>
    /// <returns>The last migration that was applied.</returns>
    private static Task<long> RefuseUnusableAsync(PostgresDatabase database, CancellationToken cancellationToken) =>
        database.TransactAsync( // a migration may wait longer for its connection than a read
            async (connection, transaction, token) =>
            {
                CommandDefinition Unlimited(string statement) => new(statement, transaction: transaction, commandTimeout: TimeLimits.NoCommandTimeout, cancellationToken: token);
                _ = MustBeUtf8(await connection.ExecuteScalarAsync<string>(Unlimited(Encoding)));
                if (await connection.ExecuteScalarAsync<bool?>(Unlimited(HasCompatibility)) is not { } hasCompatibility)
                {
                    return 0;
                }

                if (!hasCompatibility)
                {
                    await connection.ExecuteAsync(Unlimited(TimeLimits.None + Lock + HistoryTable));
                }

                (await connection.QuerySingleAsync<SchemaState>(new CommandDefinition(SchemaState.Statement, new { Latest }, transaction, cancellationToken: token))).MustNotBeLater();
                return await connection.ExecuteScalarAsync<long>(Unlimited(AppliedVersion));
            },
            cancellationToken);

    private static async Task<bool> ApplyAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, MigrationScript script, CancellationToken cancellationToken)
    {
        CommandDefinition Command(string statement, object? parameters = null) =>
            new(statement, parameters, transaction, TimeLimits.NoCommandTimeout, cancellationToken: cancellationToken);

        await connection.ExecuteAsync(Command(TimeLimits.None + Lock + HistoryTable));
        if (await connection.ExecuteScalarAsync<long>(Command(AppliedVersion)) >= script.Number)
        {
            return false;
        }

        await connection.ExecuteAsync(Command(script.Read()));
        await connection.ExecuteAsync(Command(Record, new { script.Number, script.Name, script.CompatibleSince }));
        return true;
    }
}
