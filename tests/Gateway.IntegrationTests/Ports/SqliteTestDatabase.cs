using System.Security.Cryptography;
using Gateway.Application;
using Gateway.Application.Storage;
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

    protected override string Tables => "SELECT name FROM sqlite_schema WHERE type = 'table'";

    public override Task<IServiceProvider> StartAsync()
    {
        var settings = new GatewaySettings(Folder, DatabaseSettings.File(File), [], TimeSpan.Zero);
        var services = new ServiceCollection().AddApplication().AddInfrastructure(settings).AddSingleton<TimeProvider>(Clock).BuildServiceProvider();
        _started.Add(services);
        return Task.FromResult<IServiceProvider>(services);
    }

    public override async Task<IServiceProvider> StartMigratedAsync()
    {
        var services = await StartAsync();
        await services.GetRequiredService<IDatabase>().MigrateAsync(CancellationToken.None);
        return services;
    }

    public override async Task<IReadOnlyList<object>> PokeAsync(string sql)
    {
        await using var connection = await OpenAsync();
        return await connection.ColumnAsync(sql);
    }

    public override TestDatabase Another() => new SqliteTestDatabase();

    /// <summary>A connection behind the adapter's back.</summary>
    public async Task<SqliteConnection> OpenAsync(string? file = null)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file ?? File, Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return connection;
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
