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
    // Of the file's header (https://sqlite.org/fileformat2.html, section 1.3): 1 for a journal, 2 for a write-ahead log.
    private const int HeaderBytes = 20;
    private const int WriteVersion = 18;
    private const byte LoggedAhead = 2;
    private readonly SqliteConnection _connection;
    private readonly string _path;

    /// <summary>What the file was when it was opened as one that nobody writes; null where its owner may.</summary>
    private readonly string? _resting;

    private SqliteSourceDatabase(SqliteConnection connection, string path, bool isResting) =>
        (_connection, _path, _resting) = (connection, path, isResting ? StampOf(path) : null);

    private bool IsDisturbed => _resting is { } stamp && stamp != StampOf(_path);

    protected override string ColumnsOfTable => "SELECT name FROM pragma_table_info(@Table)";

    protected override DbConnection Connection => _connection;

    /// <summary>How long a lock of the owner is waited for.</summary>
    protected override int CommandSeconds => 30;

    public static async new Task<SqliteSourceDatabase> OpenAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            throw new UnavailableException(Directory.Exists(path) ? "The source is a folder: name the file in it." : "There is no such file.");
        }

        // To share a write-ahead log SQLite makes files beside it, which its owner may not be able to use. Where there is none, nobody writes.
        return await OpenAsync(path, isResting: IsAtRest(path), cancellationToken);
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

    protected override Task<bool> IsClosedAsync(string table, CancellationToken cancellationToken) => Task.FromResult(false);

    /// <summary>Who reads a file at rest is not told that it no longer is.</summary>
    protected override void Verify()
    {
        if (IsDisturbed)
        {
            throw Disturbed(null);
        }
    }

    protected override UnavailableException? Explained(Exception fault) => fault switch
    {
        SqliteException when IsDisturbed => Disturbed(fault),
        SqliteException { SqliteErrorCode: raw.SQLITE_NOTADB } => new UnavailableException("The source is no SQLite database.", fault),
        SqliteException { SqliteErrorCode: raw.SQLITE_BUSY or raw.SQLITE_LOCKED } => new UnavailableException("The source's owner kept it locked for too long.", fault),
        SqliteException { SqliteErrorCode: raw.SQLITE_CANTOPEN } => new UnavailableException(
            "The source cannot be opened: this user may not read it, or, where a file that ends in -wal stands beside it, may not write in its folder; a copy of both elsewhere will do.", fault),
        SqliteException => new UnavailableException($"The source cannot be read: {fault.Message}", fault),
        _ => null,
    };

    private static async Task<SqliteSourceDatabase> OpenAsync(string path, bool isResting, CancellationToken cancellationToken)
    {
        var dataSource = isResting ? $"{new Uri(Path.GetFullPath(path)).AbsoluteUri}?immutable=1" : path;
        var settings = new SqliteConnectionStringBuilder { DataSource = dataSource, Mode = SqliteOpenMode.ReadOnly, Pooling = false };
        var database = new SqliteSourceDatabase(new SqliteConnection(settings.ConnectionString), path, isResting);
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

    /// <summary>Whether its owner, when there is one, keeps a write-ahead log, and there is none: all of it is in the file.</summary>
    private static bool IsAtRest(string path)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        using var file = new FileStream(path, new FileStreamOptions { Share = FileShare.ReadWrite | FileShare.Delete });
        return file.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false) == HeaderBytes
            && header[WriteVersion] == LoggedAhead && !File.Exists(path + "-wal") && !File.Exists(path + "-journal");
    }

    private static UnavailableException Disturbed(Exception? fault) => new("The source's owner began to write while it was read: run it again.", fault);

    private static string StampOf(string path) => new FileInfo(path) is { Exists: true } file
        ? string.Create(CultureInfo.InvariantCulture, $"{file.Length} {file.LastWriteTimeUtc.Ticks} {file.CreationTimeUtc.Ticks}")
        : "";
}
