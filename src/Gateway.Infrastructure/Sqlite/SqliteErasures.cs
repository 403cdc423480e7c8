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

    private const string Unfinished = "SELECT requested, rewritten FROM erasures WHERE requested > finished";

    private const string NoteRewritten = "UPDATE erasures SET rewritten = @Requested WHERE rewritten < @Requested";

    private const string Finish = "UPDATE erasures SET finished = @Requested WHERE finished < @Requested";

    private const string EmptyLog = "PRAGMA wal_checkpoint(TRUNCATE)";

    /// <summary>Returns whether removals are unfinished.</summary>
    public static async Task<bool> AreUnfinishedAsync(SqliteConnection connection) => await FindAsync(connection, transaction: null) is not null;

    /// <summary>Writes the file again, unless another process did. Takes the file's size twice in free space, and keeps other writers out.</summary>
    /// <returns>The last removal after which that is done; null when all are finished.</returns>
    /// <exception cref="SqliteException">It cannot be written: the disk is full.</exception>
    public static async Task<long?> RewriteAsync(SqliteConnection connection)
    {
        // A process that rewrites the file holds the write lock. This waits for it, then reads the number that it wrote.
        Removals? unfinished;
        await using (var transaction = connection.BeginTransaction(deferred: false))
        {
            unfinished = await FindAsync(connection, transaction);
        }

        if (unfinished is not { } removals || removals.Rewritten >= removals.Requested)
        {
            return unfinished?.Rewritten;
        }

        try
        {
            await connection.ExecuteAsync("VACUUM", commandTimeout: 0);
        }
        catch (SqliteException)
        {
            await connection.ExecuteAsync(EmptyLog); // which may have grown by the file's size in vain
            throw;
        }

        await connection.ExecuteAsync(NoteRewritten, new { removals.Requested });
        return removals.Requested;
    }

    /// <summary>Empties the log and notes that removals are finished; returns false while a reader still needs the log.</summary>
    /// <param name="requested">Up to which removal the file was written again.</param>
    public static async Task<bool> FinishAsync(SqliteConnection connection, long requested)
    {
        if (await connection.ExecuteScalarAsync<long>(EmptyLog) != 0)
        {
            return false;
        }

        await connection.ExecuteAsync(Finish, new { Requested = requested });
        return true;
    }

    private static Task<Removals?> FindAsync(SqliteConnection connection, SqliteTransaction? transaction) =>
        connection.QuerySingleOrDefaultAsync<Removals>(Unfinished, transaction: transaction);

    /// <summary>The number of the last removal, and of the last one after which the file was written again.</summary>
    private sealed record Removals(long Requested, long Rewritten);
}
