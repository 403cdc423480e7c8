namespace Gateway.IntegrationTests.Issuers;

/// <summary>Better Auth as a frontend runs it, with organizations, and tokens that tell the active one and the role in it.</summary>
internal sealed class BetterAuthIssuer : IAsyncDisposable
{
    /// <summary>Of its tokens, when nobody says which.</summary>
    public const string DefaultAlgorithm = "EdDSA";

    private readonly IssuerProcess _process;

    private BetterAuthIssuer(IssuerProcess process) => _process = process;

    /// <summary>Its tokens are made out to the address that issues them.</summary>
    public (string Key, string Value)[] Settings => _process.Facts.Settings(_process.Facts.Issuer);

    /// <summary>With its own defaults for keys, unless the algorithm is another.</summary>
    public static async Task<BetterAuthIssuer> StartAsync(string algorithm = DefaultAlgorithm)
    {
        var process = await IssuerProcess.StartAsync("better-auth.mjs", algorithm == DefaultAlgorithm ? [] : [algorithm]);

        // Whoever first asks for keys or a token has it make a key. Two at once would have two made, and it may publish one and sign with the other.
        await process.GetAsync(process.Facts.Jwks.AbsolutePath);
        return new BetterAuthIssuer(process);
    }

    public Task<BetterAuthUser> SignUpAsync() => BetterAuthUser.SignUpAsync(_process.Facts.Url);

    /// <summary>Has it sign with a new key from now on; the old one stays published.</summary>
    public Task RotateAsync() => _process.PostAsync("control/rotate", new { });

    /// <summary>Takes back all keys but the one that signs.</summary>
    public Task RemoveOldKeysAsync() => _process.PostAsync("control/remove-old-keys", new { });

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
