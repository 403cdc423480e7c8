using System.Globalization;

namespace Gateway.IntegrationTests.Issuers;

/// <summary>An issuer that signs whatever it is asked to, by each algorithm, with keys that come and go.</summary>
internal sealed class JoseIssuer : IAsyncDisposable
{
    public const string Audience = "gateway";
    private readonly IssuerProcess _process;

    private JoseIssuer(IssuerProcess process) => _process = process;

    public IssuerFacts Facts => _process.Facts;

    public (string Key, string Value)[] Settings => Facts.Settings(Audience);

    /// <param name="port">Where it listens; otherwise anywhere.</param>
    public static async Task<JoseIssuer> StartAsync(int port = 0) =>
        new(await IssuerProcess.StartAsync("jose.mjs", port.ToString(CultureInfo.InvariantCulture)));

    /// <summary>A good token of an organization's owner.</summary>
    /// <param name="keyId">The key to sign with; otherwise the newest of the algorithm.</param>
    public Task<string> TokenAsync(string algorithm, string organization, string? keyId = null)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        return SignAsync(algorithm, new { iss = Facts.Issuer, aud = Audience, sub = "somebody", iat = now, exp = now + 600, org = organization, role = "owner" }, keyId: keyId);
    }

    /// <param name="header">Goes before what it would say itself.</param>
    public async Task<string> SignAsync(string algorithm, object claims, object? header = null, string? keyId = null)
    {
        var answer = await _process.PostAsync("sign", keyId is null ? new { alg = algorithm, header, claims } : new { alg = algorithm, header, claims, kid = keyId });
        return answer.GetProperty("token").GetString()!;
    }

    /// <summary>Makes the key that signs from now on, and gives its id; the old one stays published.</summary>
    public async Task<string> RotateAsync(string algorithm) => (await _process.PostAsync("keys/rotate", new { alg = algorithm })).GetProperty("kid").GetString()!;

    public Task RemoveKeyAsync(string keyId) => _process.PostAsync("keys/remove", new { kid = keyId });

    /// <summary>It answers no more, and refuses nothing either.</summary>
    public void Freeze() => _process.Send(Process.Signal.Stop);

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
