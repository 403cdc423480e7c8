using System.Data.Common;
using System.Globalization;
using Dapper;
using Gateway.Application;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Gateway.Infrastructure.Import;

/// <summary>A file of SQLite. Where its owner keeps no write-ahead log, a page's read holds up a commit for a moment, never longer.</summary>
internal sealed class SqliteSourceDatabase : SourceDatabase
{
    private readonly SqliteConnection _connection;
    private readonly string _path;

    private SqliteSourceDatabase(SqliteConnection connection, string path) => (_connection, _path) = (connection, path);

    protected override string ColumnsOfTable => "SELECT name FROM pragma_table_info(@Table)";

    protected override DbConnection Connection => _connection;

    /// <summary>How long a lock of the owner is waited for.</summary>
    protected override int CommandSeconds => 30;

    public static async new Task<SqliteSourceDatabase> OpenAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            throw new UnavailableException("There is no such file.");
        }

        try
        {
            return await OpenAsync(path, path, cancellationToken);
        }
        catch (UnavailableException) when (IsAtRest(path))
        {
            // In a folder that may not be written to, SQLite cannot share a write-ahead log with anybody; there is nobody.
            return await OpenAsync(path, $"{new Uri(Path.GetFullPath(path)).AbsoluteUri}?immutable=1", cancellationToken);
        }
    }

    public override async Task<string> ChangeMarkAsync(IReadOnlyCollection<string> tables, CancellationToken cancellationToken)
    {
        try
        {
            var version = await _connection.ExecuteScalarAsync<long>("PRAGMA data_version");
            return string.Create(CultureInfo.InvariantCulture, $"{version} {StampOf(_path)} {StampOf(_path + "-wal")}");
        }
        catch (SqliteException fault)
        {
            throw Explained(fault)!;
        }
    }

    public override string JsonText(string column, params string[] path) =>
        $"CASE WHEN json_valid({column}) THEN json_extract({column}, '$.{string.Join('.', path)}') END";

    public override ValueTask DisposeAsync() => _connection.DisposeAsync();

    protected override UnavailableException? Explained(Exception fault) => fault switch
    {
        SqliteException { SqliteErrorCode: raw.SQLITE_NOTADB } => new UnavailableException("The source is no SQLite database.", fault),
        SqliteException { SqliteErrorCode: raw.SQLITE_BUSY or raw.SQLITE_LOCKED } => new UnavailableException("The source's owner kept it locked for too long.", fault),
        SqliteException { SqliteErrorCode: raw.SQLITE_CANTOPEN } => new UnavailableException(
            "The source cannot be opened: this user may not read it, or, where a file that ends in -wal stands beside it, may not write in its folder; a copy of both elsewhere will do.", fault),
        SqliteException => new UnavailableException($"The source cannot be read: {fault.Message}", fault),
        _ => null,
    };

    private static async Task<SqliteSourceDatabase> OpenAsync(string path, string dataSource, CancellationToken cancellationToken)
    {
        var settings = new SqliteConnectionStringBuilder { DataSource = dataSource, Mode = SqliteOpenMode.ReadOnly, Pooling = false };
        var database = new SqliteSourceDatabase(new SqliteConnection(settings.ConnectionString), path);
        try
        {
            await database._connection.OpenAsync(cancellationToken);
            await database._connection.ExecuteScalarAsync<long>("SELECT count(*) FROM sqlite_schema"); // the first look at the file
            return database;
        }
        catch (SqliteException fault)
        {
            await database.DisposeAsync();
            throw database.Explained(fault)!;
        }
    }

    /// <summary>Whether everything is in the file itself.</summary>
    private static bool IsAtRest(string path) => new FileInfo(path + "-wal") is not { Exists: true, Length: > 0 } && !File.Exists(path + "-journal");

    private static string StampOf(string path) => new FileInfo(path) is { Exists: true } file
        ? string.Create(CultureInfo.InvariantCulture, $"{file.Length} {file.LastWriteTimeUtc.Ticks} {file.CreationTimeUtc.Ticks}")
        : "";
}
