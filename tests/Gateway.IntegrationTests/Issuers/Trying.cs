using System.Diagnostics;

namespace Gateway.IntegrationTests.Issuers;

internal static class Trying
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    /// <summary>What the list of a session's contacts answers to a token.</summary>
    public static async Task<Answer> TryAsync(this GatewayApplication application, string session, string token)
    {
        using var client = application.ClientWith(token);
        return await client.AskAsync(Tenant.PathOf(session));
    }

    /// <summary>Tries until the token is good. Meanwhile, there must be no other answer than one.</summary>
    public static async Task TryUntilGoodAsync(this GatewayApplication application, string session, string token, int meanwhile)
    {
        for (var patience = Stopwatch.StartNew(); await application.TryAsync(session, token) is { Status: not 200 } answer;)
        {
            Assert.That(answer.Status, Is.EqualTo(meanwhile), answer.Text);
            Assert.That(patience.Elapsed, Is.LessThan(s_patience), "The token does not become good.");
            await Task.Delay(TimeSpan.FromMilliseconds(200));
        }
    }
}
