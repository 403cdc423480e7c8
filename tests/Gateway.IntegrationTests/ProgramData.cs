using Gateway.IntegrationTests.Postgres;
using Microsoft.Data.Sqlite;

namespace Gateway.IntegrationTests;

/// <summary>A data directory and a fresh database, made when they are first asked for.</summary>
internal sealed class ProgramData(TestedDatabase kind) : IAsyncDisposable
{
    private readonly Lazy<DirectoryInfo> _directory = new(() => System.IO.Directory.CreateTempSubdirectory("gateway-test-"));
    private readonly Lazy<ProgramDatabase> _database = new(() => kind.CreateAsync(isMigrated: true).GetAwaiter().GetResult());

    public string Directory => _directory.Value.FullName;

    public ProgramDatabase Database => _database.Value;

    public async ValueTask DisposeAsync()
    {
        if (_database.IsValueCreated)
        {
            await Database.DisposeAsync();
        }

        if (_directory.IsValueCreated && System.IO.Directory.Exists(Directory))
        {
            System.IO.Directory.Delete(Directory, recursive: true);
        }
    }
}

/// <summary>A fresh database for programs.</summary>
/// <param name="settings">What they are configured with, to use it.</param>
internal sealed class ProgramDatabase(IReadOnlyList<(string Key, string Value)> settings, PostgresTestDatabase? server) : IAsyncDisposable
{
    /// <summary>The embedded one, as programs have it without being told.</summary>
    public static ProgramDatabase InTheDataDirectory { get; } = new([], server: null);

    public IReadOnlyList<(string Key, string Value)> Settings => settings;

    /// <summary>All that it holds outside of the data directory.</summary>
    public Task<string> TextAsync() => server?.TextAsync() ?? Task.FromResult("");

    /// <summary>Runs statements behind the programs' back; gives the first value of every row.</summary>
    public async Task<IReadOnlyList<object>> PokeAsync(string dataDirectory, string sql)
    {
        if (server is not null)
        {
            return await server.PokeAsync(sql);
        }

        var file = new SqliteConnectionStringBuilder { DataSource = Path.Combine(dataDirectory, "gateway.db"), Pooling = false };
        await using var connection = new SqliteConnection(file.ConnectionString);
        await connection.OpenAsync();
        return await connection.ColumnAsync(sql);
    }

    public ValueTask DisposeAsync() => server?.DisposeAsync() ?? ValueTask.CompletedTask;
}
