using System.Security.Cryptography;
using Gateway.Application;
using Gateway.Infrastructure;
using Gateway.Infrastructure.Configuration;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.IntegrationTests.Ports;

/// <summary>An embedded database in a temporary folder, which goes with it.</summary>
internal sealed class SqliteTestDatabase : TestDatabase
{
    private readonly List<ServiceProvider> _started = [];

    public string Folder { get; } = Path.Combine(Path.GetTempPath(), $"gateway-tests-{RandomNumberGenerator.GetHexString(16)}");

    public string File => Path.Combine(Folder, "gateway.db");

    public override Task<IServiceProvider> StartAsync()
    {
        var settings = new GatewaySettings(Folder, DatabaseSettings.File(File), [], TimeSpan.Zero);
        var services = new ServiceCollection().AddApplication().AddInfrastructure(settings).AddSingleton<TimeProvider>(Clock).BuildServiceProvider();
        _started.Add(services);
        return Task.FromResult<IServiceProvider>(services);
    }

    public override async Task<long> CountRowsAsync()
    {
        await using var connection = await OpenAsync();
        var rows = 0L;
        foreach (var table in await TextsAsync(connection, "SELECT name FROM sqlite_schema WHERE type = 'table'"))
        {
            rows += long.Parse((await TextsAsync(connection, $"SELECT count(*) FROM {table}"))[0], System.Globalization.CultureInfo.InvariantCulture);
        }

        return rows;
    }

    public override TestDatabase Another() => new SqliteTestDatabase();

    /// <summary>A connection behind the adapter's back.</summary>
    public async Task<SqliteConnection> OpenAsync(string? file = null)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file ?? File, Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    public static async Task<IReadOnlyList<string>> TextsAsync(SqliteConnection connection, string statement)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // no text of a user's
        command.CommandText = statement;
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync();
        var texts = new List<string>();
        while (await reader.ReadAsync())
        {
            texts.Add(reader.GetString(0));
        }

        return texts;
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var services in _started)
        {
            await services.DisposeAsync();
        }

        if (Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }
    }
}
