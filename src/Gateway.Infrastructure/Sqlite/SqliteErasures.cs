using Dapper;
using Microsoft.Data.Sqlite;

namespace Gateway.Infrastructure.Sqlite;

/// <summary>
/// Removes from the files what deleting rows leaves there: free pages, the unused parts of pages, and the write-ahead log. VACUUM
/// writes the database again from its rows alone (https://www.sqlite.org/lang_vacuum.html), and a truncating checkpoint empties the log.
/// <c>secure_delete</c> would not suffice: rows that were moved when a page was split leave copies.
/// </summary>
internal static class SqliteErasures
{
    /// <summary>Put into the transaction that removes something.</summary>
    public const string Request = "UPDATE erasures SET requested = requested + 1";

    private const string Requested = "SELECT requested FROM erasures WHERE requested > finished";

    private const string Finish = "UPDATE erasures SET finished = @Requested WHERE finished < @Requested";

    /// <summary>Returns the number of the last removal, if it is not finished; null when all are.</summary>
    public static Task<long?> UnfinishedAsync(SqliteConnection connection) => connection.ExecuteScalarAsync<long?>(Requested);

    /// <summary>Writes the file again. Takes the file's size twice in free space, and keeps other writers out.</summary>
    public static Task RewriteAsync(SqliteConnection connection) => connection.ExecuteAsync("VACUUM", commandTimeout: 0);

    /// <summary>Empties the log and notes that removals are finished; returns false while a reader still needs the log.</summary>
    /// <param name="requested">Up to which removal the file was written again.</param>
    public static async Task<bool> FinishAsync(SqliteConnection connection, long requested)
    {
        if (await connection.ExecuteScalarAsync<long>("PRAGMA wal_checkpoint(TRUNCATE)") != 0)
        {
            return false;
        }

        await connection.ExecuteAsync(Finish, new { Requested = requested });
        return true;
    }
}
