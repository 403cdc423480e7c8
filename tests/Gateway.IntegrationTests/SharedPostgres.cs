using System.Collections.Concurrent;
using Gateway.Application;
using Gateway.Application.Storage;
using Gateway.Domain.Contacts;
using Gateway.Infrastructure;
using Gateway.Infrastructure.Configuration;
using Gateway.IntegrationTests.Leaks;
using Gateway.IntegrationTests.Postgres;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.IntegrationTests;

/// <summary>One server of each version for all tests that need none of their own; started when first asked for.</summary>
internal static class SharedPostgres
{
    private static readonly ConcurrentDictionary<PostgresVersion, Lazy<Task<PostgresServer>>> s_servers = new();
    /// <summary>With many small databases, regular checkpoints and vacuums would take more time than the tests.</summary>
    private static readonly string[] s_settings = ["max_connections=400", "max_wal_size=4GB", "checkpoint_timeout=1h", "autovacuum_naptime=5min"];
    private static readonly ConcurrentDictionary<PostgresVersion, Lazy<Task<string>>> s_templates = new();

    public static Task<PostgresServer> OfAsync(PostgresVersion version) =>
        s_servers.GetOrAdd(version, _ => new Lazy<Task<PostgresServer>>(() => StartAsync(version))).Value;

    /// <summary>A fresh database with the schema, copied from one that was migrated once.</summary>
    /// <returns>How the ordinary user reaches it.</returns>
    public static async Task<string> CreateMigratedDatabaseAsync(PostgresVersion version)
    {
        var template = await s_templates.GetOrAdd(version, _ => new Lazy<Task<string>>(() => CreateTemplateAsync(version))).Value;
        return await (await OfAsync(version)).CreateDatabaseAsync(template);
    }

    public static async Task StopAsync()
    {
        foreach (var server in s_servers.Values)
        {
            await (await server.Value).DisposeAsync();
        }

        await PostgresFolder.DeleteTemplatesAsync();
    }

    private static async Task<string> CreateTemplateAsync(PostgresVersion version)
    {
        var template = await (await OfAsync(version)).CreateDatabaseAsync();
        var settings = new GatewaySettings(Path.GetTempPath(), DatabaseSettings.Server(template), [new byte[CursorKeyRing.KeyBytes]], TimeSpan.Zero);
        await using var services = new ServiceCollection().AddApplication().AddInfrastructure(settings).BuildServiceProvider();
        await services.GetRequiredService<IDatabase>().MigrateAsync(CancellationToken.None);
        return template;
    }

    private static async Task<PostgresServer> StartAsync(PostgresVersion version)
    {
        var server = new PostgresServer(version, settings: s_settings);
        try
        {
            await server.StartAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }
}

/// <summary>
/// Lasts as long as all tests, because it stands in the namespace above theirs. A filter of tests that matches its name
/// matches all of them: hence one that nobody looks for.
/// </summary>
[SetUpFixture]
public sealed class WholeRun
{
    [OneTimeSetUp]
    public void Start() => Gathered.Listen();

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        Gathered.Stop();
        await SharedPostgres.StopAsync();
    }
}
