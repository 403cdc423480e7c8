namespace Gateway.IntegrationTests.Http;

/// <summary>One program for all fixtures that need no settings of their own.</summary>
[SetUpFixture]
public sealed class SharedApplication
{
    private static readonly Lazy<GatewayApplication> s_application = new(() => new GatewayApplication());

    internal static GatewayApplication Application => s_application.Value;

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (s_application.IsValueCreated)
        {
            await s_application.Value.DisposeAsync();
        }
    }
}
