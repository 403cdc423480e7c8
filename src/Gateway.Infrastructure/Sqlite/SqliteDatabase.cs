using Gateway.Application;
using Gateway.Application.Storage;
using Gateway.Infrastructure.Configuration;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Gateway.Infrastructure.Sqlite;

/// <summary>The embedded database: one file, readers beside one writer (WAL).</summary>
internal sealed class SqliteDatabase(DatabaseSettings settings) : IDatabase, IDisposable
{
    private static readonly string[] s_missing = ["no such table", "no such column", "has no column"];
    private readonly string _connectionString = WithoutCreating(settings.ConnectionString);
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Runs a read; the database is left as soon as the token is cancelled.</summary>
    public Task<T> ReadAsync<T>(Func<SqliteConnection, Task<T>> read, CancellationToken cancellationToken) =>
        RunAsync(read, cancellationToken);

    /// <summary>
    /// Runs a write in a transaction that holds the database's one write lock from its start. Writers of this process take
    /// turns before they ask for it: SQLite polls, blocking a thread and deaf to cancellation.
    /// </summary>
    public async Task<T> WriteAsync<T>(Func<SqliteConnection, SqliteTransaction, Task<T>> write, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await RunAsync(connection => TransactAsync(connection, write, cancellationToken), cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    public async Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancellationToken)
    {
        MakeFile();
        var schema = await RunAsync(SqliteMigrations.ApplyAsync, cancellationToken);
        return [.. schema, .. await SqliteSearchText.RefoldAsync(this, cancellationToken)];
    }

    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        (await RunAsync(connection => SqliteMigrations.StateAsync(connection), cancellationToken)).MustFit(SqliteMigrations.Latest);
    }

    public async Task<bool> FinishErasuresAsync(CancellationToken cancellationToken)
    {
        if (!await RunAsync(SqliteErasures.AreUnfinishedAsync, cancellationToken))
        {
            return true;
        }

        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await RunAsync(FinishErasuresAsync, cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        Close();
        _turn.Dispose();
    }

    private static async Task<T> TransactAsync<T>(
        SqliteConnection connection, Func<SqliteConnection, SqliteTransaction, Task<T>> write, CancellationToken cancellationToken)
    {
        await using var transaction = connection.BeginTransaction(deferred: false);
        (await SqliteMigrations.StateAsync(connection, transaction)).MustNotBeLater();
        var result = await write(connection, transaction);
        await transaction.CommitAsync(cancellationToken);
        return result;
    }

    private static async Task<bool> FinishErasuresAsync(SqliteConnection connection) =>
        await SqliteErasures.RewriteAsync(connection) is not { } rewritten || await SqliteErasures.FinishAsync(connection, rewritten);

    private void MakeFile()
    {
        try
        {
            PrivateFiles.Create(settings.FilePath);
        }
        catch (Exception fault) when (fault is UnauthorizedAccessException or IOException)
        {
            throw settings.UnusableFile();
        }
    }

    /// <summary>Closes the file: pooled connections would hold it.</summary>
    private void Close()
    {
        using var connection = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(connection);
    }

    private async Task<T> RunAsync<T>(Func<SqliteConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            await using var connection = new SqliteConnection(_connectionString);
            await connection.OpenAsync(cancellationToken);
            SqliteStatements.TellOf(connection);
            await using var interrupt = cancellationToken.Register(() => raw.sqlite3_interrupt(connection.Handle));
            return await work(connection);
        }
        catch (SqliteException fault) when (fault.SqliteErrorCode == raw.SQLITE_INTERRUPT)
        {
            throw new OperationCanceledException("The statement was interrupted.", fault, cancellationToken);
        }
        catch (SqliteException fault) when (IsOutOfReach(fault.SqliteErrorCode))
        {
            Close(); // so that a file put right in the meantime is found again
            var reason = fault.SqliteErrorCode == raw.SQLITE_CANTOPEN && !File.Exists(settings.FilePath) ? "The embedded database has no file. Run gateway migrate." : $"The embedded database cannot be used: {fault.Message}";
            throw new UnavailableException(reason, fault) { NeedsOperator = !IsBusy(fault.SqliteErrorCode) };
        }
        catch (SqliteException fault) when (s_missing.Any(words => fault.Message.Contains(words, StringComparison.Ordinal)))
        {
            throw new UnavailableException("The database has no schema, or an older one. Run gateway migrate.", fault);
        }
    }

    /// <summary>Only a migration makes the file, and makes it its owner's alone.</summary>
    private static string WithoutCreating(string connectionString)
    {
        var builder = new SqliteConnectionStringBuilder(connectionString);
        builder.Mode = builder.Mode == SqliteOpenMode.ReadWriteCreate ? SqliteOpenMode.ReadWrite : builder.Mode;
        return builder.ConnectionString;
    }

    /// <summary>Causes that lie with the file, the disk or another process; what is left is a defect of ours.</summary>
    private static bool IsOutOfReach(int code) => IsBusy(code) || code is raw.SQLITE_NOMEM or raw.SQLITE_READONLY
        or raw.SQLITE_IOERR or raw.SQLITE_CORRUPT or raw.SQLITE_FULL or raw.SQLITE_CANTOPEN or raw.SQLITE_PROTOCOL
        or raw.SQLITE_PERM or raw.SQLITE_NOTADB;

    private static bool IsBusy(int code) => code is raw.SQLITE_BUSY or raw.SQLITE_LOCKED;
}
