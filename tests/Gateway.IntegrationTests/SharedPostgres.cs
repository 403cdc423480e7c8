using System.Collections.Concurrent;
using Gateway.IntegrationTests.Leaks;
using Gateway.IntegrationTests.Postgres;

namespace Gateway.IntegrationTests;

/// <summary>One server of each version for all tests that need none of their own; started when first asked for.</summary>
internal static class SharedPostgres
{
    private static readonly ConcurrentDictionary<PostgresVersion, Lazy<Task<PostgresServer>>> s_servers = new();

    public static Task<PostgresServer> OfAsync(PostgresVersion version) =>
        s_servers.GetOrAdd(version, _ => new Lazy<Task<PostgresServer>>(() => StartAsync(version))).Value;

    public static async Task StopAsync()
    {
        foreach (var server in s_servers.Values)
        {
            await (await server.Value).DisposeAsync();
        }
    }

    private static async Task<PostgresServer> StartAsync(PostgresVersion version)
    {
        var server = new PostgresServer(version, settings: "max_connections=400");
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
