using System.Collections.Concurrent;

namespace Gateway.IntegrationTests.Http;

/// <summary>One program for all fixtures that need no settings of their own, on each database.</summary>
[SetUpFixture]
public sealed class SharedApplication
{
    private static readonly ConcurrentDictionary<TestedDatabase, Lazy<GatewayApplication>> s_applications = new();

    /// <summary>For what is the same on every database.</summary>
    internal static GatewayApplication Application => Of(TestedDatabase.Sqlite);

    internal static GatewayApplication Of(TestedDatabase database) =>
        s_applications.GetOrAdd(database, key => new Lazy<GatewayApplication>(() => new GatewayApplication(key))).Value;

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        foreach (var application in s_applications.Values)
        {
            await application.Value.DisposeAsync();
        }
    }
}
