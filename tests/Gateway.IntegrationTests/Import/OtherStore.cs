using Gateway.Infrastructure.Import;
using Gateway.IntegrationTests.Leaks;
using Gateway.IntegrationTests.Postgres;
using Microsoft.Data.Sqlite;

namespace Gateway.IntegrationTests.Import;

/// <summary>A store as another gateway keeps it, of a test's own.</summary>
internal sealed class OtherStore : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gateway-store-");
    private PostgresTestDatabase? _server;
    private string _main = "";

    private OtherStore(StoreCase store) => Case = store;

    public StoreCase Case { get; }

    public string Folder => _folder.FullName;

    /// <summary>As an import is told to find it.</summary>
    public StorePlace Place => new(Source, Case.Device, Case.HasAuthFolder ? Folder : null);

    public string Source { get; private set; } = "";

    public StoreFormat Format => StoreFormat.All.Single(format => format.Name == Case.Format);

    public static async Task<OtherStore> CreateAsync(StoreCase store)
    {
        var other = new OtherStore(store);
        try
        {
            await (store.Server is { } version ? other.OnServerAsync(version) : other.InFilesAsync());
            return other;
        }
        catch
        {
            await other.DisposeAsync();
            throw;
        }
    }

    /// <summary>As its owner writes to it.</summary>
    public async Task RunAsync(string sql)
    {
        Gathered.Told(sql);
        if (_server is not null)
        {
            await _server.RunAsync(sql);
            return;
        }

        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = _main, Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await connection.ColumnAsync(sql);
    }

    public async ValueTask DisposeAsync()
    {
        await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);
        _folder.Delete(recursive: true);
    }

    /// <summary>Its owner is the superuser; the import's user is granted the columns that it has any business with.</summary>
    private async Task OnServerAsync(PostgresVersion version)
    {
        _server = new PostgresTestDatabase(version);
        Source = await _server.ConnectionStringAsync();
        foreach (var (_, content) in Case.Files)
        {
            await RunAsync(content);
        }

        await RunAsync(string.Concat(Case.Granted.Select(grant => $"GRANT SELECT ({grant.Columns}) ON {grant.Table} TO {PostgresServer.User};\n")));
    }

    /// <summary>What ends in .json is a file as it is; everything else is a database.</summary>
    private async Task InFilesAsync()
    {
        foreach (var (name, content) in Case.Files)
        {
            _main = Path.Combine(Folder, name);
            if (name.EndsWith(".json", StringComparison.Ordinal))
            {
                Gathered.Told(content);
                await File.WriteAllTextAsync(_main, content);
            }
            else
            {
                await RunAsync("PRAGMA journal_mode = WAL");
                await RunAsync(content);
            }
        }

        Source = _main = Path.Combine(Folder, Case.Files[0].Name);
    }
}

/// <summary>A store of one version of a product, with that version's traps, and what an import of it is to give.</summary>
/// <param name="Format">As the operator's tool names it.</param>
/// <param name="Files">The databases or files that it is made of, the one to import first; on a server, all in one database.</param>
/// <param name="Expected">Everybody in the order of the list: name, phone, LID, business name, source, groups.</param>
internal sealed record StoreCase(string Format, string Version, IReadOnlyList<(string Name, string Content)> Files, IReadOnlyList<string> Expected)
{
    public PostgresVersion? Server { get; init; }

    public string? Device { get; init; }

    public bool HasAuthFolder { get; init; }

    /// <summary>On a server, what the import's user may read.</summary>
    public IReadOnlyList<(string Table, string Columns)> Granted { get; init; } = [];

    /// <summary>Who is not listed, as a listed person is written, once nobody stays unseen.</summary>
    public IReadOnlyList<string> Unseen { get; init; } = [];

    public override string ToString() => $"{Format} {Version}{(Server is { } version ? $" on {version}" : "")}";

    /// <summary>The same on a server of each version that imports are tested with.</summary>
    public IEnumerable<StoreCase> OnServers() => PostgresBinaries.DefaultVersions.Select(version => this with { Server = version });
}
