using System.Data.Common;
using System.Runtime.CompilerServices;
using Dapper;
using Gateway.Application;
using Gateway.Infrastructure.Configuration;

namespace Gateway.Infrastructure.Import;

/// <summary>
/// Another program's database, opened to read only, perhaps while its owner writes. Nothing but the columns that are named is
/// read, and no statement stays open while what it gave is being stored: the owner never waits for an import.
/// </summary>
internal abstract class SourceDatabase : IAsyncDisposable
{
    private const int PageRows = 5_000;
    private const string FileScheme = "file:";
    private static readonly string[] s_addresses = ["postgres://", "postgresql://"];
    private readonly List<string> _closed = [];

    /// <param name="source">A file of SQLite, or how to reach PostgreSQL: an address or a connection string.</param>
    /// <exception cref="UnavailableException">It cannot be opened.</exception>
    public static async Task<SourceDatabase> OpenAsync(string source, CancellationToken cancellationToken) =>
        IsPostgres(source) ? await PostgresSourceDatabase.OpenAsync(source, cancellationToken)
        : source.Contains("://", StringComparison.Ordinal) ? throw new ConfigurationException(["The source is neither a file nor PostgreSQL: no other database can be read."])
        : await SqliteSourceDatabase.OpenAsync(FileOf(source), cancellationToken);

    /// <summary>Opens a store in it; where that fails, nothing stays open.</summary>
    public static async Task<IStore> OpenAsync(string source, Func<SourceDatabase, Task<IStore>> openStore, CancellationToken cancellationToken)
    {
        var database = await OpenAsync(source, cancellationToken);
        try
        {
            return await openStore(database);
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>PostgreSQL is told by its address, or by a connection string's keywords; a file may not have such a name.</summary>
    public static bool IsPostgres(string source) =>
        s_addresses.Any(address => source.StartsWith(address, StringComparison.OrdinalIgnoreCase))
        || (source.Contains("Host=", StringComparison.OrdinalIgnoreCase) && !File.Exists(source));

    /// <summary>Changes when somebody writes to one of the tables, or puts another database in this one's place.</summary>
    public abstract Task<string> ChangeMarkAsync(IReadOnlyCollection<string> tables, CancellationToken cancellationToken);

    /// <summary>Which tables there are that may not be read, a sentence each.</summary>
    public IReadOnlyList<string> Closed => _closed;

    /// <summary>The columns that a table has; none where there is no such table.</summary>
    public async Task<IReadOnlySet<string>> ColumnsAsync(string table, CancellationToken cancellationToken)
    {
        var columns = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var row in QueryAsync(ColumnsOfTable, new { Table = table }, cancellationToken))
        {
            columns.Add(row.Text(0)!);
        }

        if (columns.Count == 0 && await IsClosedAsync(table, cancellationToken))
        {
            _closed.Add($"The table {table} may not be read: what it holds is missing.");
        }

        return columns;
    }

    public async Task<bool> HasAsync(string table, CancellationToken cancellationToken) => (await ColumnsAsync(table, cancellationToken)).Count > 0;

    /// <summary>All that a statement gives, which is little, or comes from PostgreSQL, where nobody waits for readers.</summary>
    public async IAsyncEnumerable<SourceRow> QueryAsync(string sql, object? parameters, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var rows = await ReadAsync(sql, parameters, cancellationToken);
        while (await NextAsync(rows, cancellationToken))
        {
            yield return RowOf(rows);
        }
    }

    /// <summary>All rows of a statement, page by page.</summary>
    /// <param name="sql">Gives rows after <c>@After0</c>, <c>@After1</c> …, in their order, at most <c>@Page</c>; its first columns are these.</param>
    /// <param name="first">What comes before the first row, a value a column of the key.</param>
    public async IAsyncEnumerable<SourceRow> PagesAsync(
        string sql, object[] first, object? parameters, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (after, page) = (first, new List<SourceRow>());
        do
        {
            page.Clear();
            var keyed = new DynamicParameters(parameters);
            keyed.Add("Page", PageRows);
            for (var i = 0; i < after.Length; i++)
            {
                keyed.Add($"After{i}", after[i]);
            }

            await foreach (var row in QueryAsync(sql, keyed, cancellationToken))
            {
                page.Add(row);
            }

            Verify();
            foreach (var row in page)
            {
                yield return row;
            }

            after = page.Count == 0 ? after : [.. after.Select((_, column) => page[^1].Value(column)!)];
        }
        while (page.Count == PageRows);
    }

    /// <summary>What reads a text out of a column of JSON; nothing where that is none.</summary>
    public abstract string JsonText(string column, params string[] path);

    public abstract ValueTask DisposeAsync();

    /// <summary>Whether what was just read is true, where the database itself could not know.</summary>
    /// <exception cref="UnavailableException">It may not be.</exception>
    protected virtual void Verify()
    {
    }

    /// <summary>Gives the names of the columns of <c>@Table</c>.</summary>
    protected abstract string ColumnsOfTable { get; }

    protected abstract DbConnection Connection { get; }

    /// <summary>Whether there is such a table, of which no column may be read.</summary>
    protected abstract Task<bool> IsClosedAsync(string table, CancellationToken cancellationToken);

    /// <summary>The fault as callers know it; null for a defect of ours.</summary>
    protected abstract UnavailableException? Explained(Exception fault);

    /// <summary>Some gateways' settings give the file as SQLite's URI: <c>file:storages/whatsapp.db?_foreign_keys=on</c>.</summary>
    private static string FileOf(string source) =>
        source.StartsWith(FileScheme, StringComparison.Ordinal) && !File.Exists(source) ? source[FileScheme.Length..].Split('?')[0] : source;

    private static SourceRow RowOf(DbDataReader rows)
    {
        var values = new object?[rows.FieldCount];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = rows.IsDBNull(i) ? null : rows.GetValue(i);
        }

        return new SourceRow(values);
    }

    private async Task<DbDataReader> ReadAsync(string sql, object? parameters, CancellationToken cancellationToken)
    {
        try
        {
            return await Connection.ExecuteReaderAsync(new CommandDefinition(sql, parameters, commandTimeout: CommandSeconds, cancellationToken: cancellationToken));
        }
        catch (Exception fault) when (Explained(fault) is not null)
        {
            throw Explained(fault)!;
        }
    }

    /// <summary>0: as long as it takes.</summary>
    protected abstract int CommandSeconds { get; }

    private async ValueTask<bool> NextAsync(DbDataReader rows, CancellationToken cancellationToken)
    {
        try
        {
            return await rows.ReadAsync(cancellationToken);
        }
        catch (Exception fault) when (Explained(fault) is not null)
        {
            throw Explained(fault)!;
        }
    }
}
