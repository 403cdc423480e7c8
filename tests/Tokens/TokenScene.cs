using System.Text.Json.Nodes;

namespace Gateway.Tokens;

/// <summary>An issuer with a good key for each algorithm, and with keys in its key set that must count for nothing.</summary>
internal sealed class TokenScene
{
    private static readonly Lazy<TokenScene> s_shared = new(() => new TokenScene());

    private TokenScene()
    {
        var (curve, rsa, edwards) = (IssuerKey.New("ES256"), IssuerKey.New("RS256"), IssuerKey.New("EdDSA"));
        Good = OneOfEach(rsa, "good-");
        Strangers = OneOfEach(IssuerKey.New("RS256"), "good-");
        Useless =
        [
            curve.As("for-encryption", change: jwk => jwk["use"] = "enc"),
            rsa.As("for-encryption-rsa", change: jwk => jwk["use"] = "enc"),
            edwards.As("use-number", change: jwk => jwk["use"] = 1),
            curve.As("to-sign", change: jwk => jwk["key_ops"] = new JsonArray("sign")),
            curve.As("to-nothing", change: jwk => jwk["key_ops"] = new JsonArray()),
            curve.As("ops-text", change: jwk => jwk["key_ops"] = "verify"),
            curve.As("ops-numbers", change: jwk => jwk["key_ops"] = new JsonArray(1, 2)),
            curve.As("published", change: jwk => jwk["d"] = "AAAA"),
            rsa.As("published-rsa", change: jwk => jwk["d"] = "AAAA"),
            IssuerKey.New("RS256", "short-rsa", rsaBits: 1024),
            rsa.As("exponent-one", change: jwk => jwk["e"] = "AQ"),
            rsa.As("exponent-even", change: jwk => jwk["e"] = "AQAA"),
            rsa.As("exponent-huge", change: jwk => jwk["e"] = "AQAAAAAAAAAB"),
            rsa.As("modulus-missing", change: jwk => jwk.Remove("n")),
            rsa.As("modulus-padded", change: jwk => jwk["n"] = jwk["n"]!.GetValue<string>() + "=="),
            curve.As("curve-unknown", change: jwk => jwk["crv"] = "secp256k1"),
            curve.As("curve-other", change: jwk => jwk["crv"] = "P-384"),
            curve.As("curve-missing", change: jwk => jwk.Remove("crv")),
            curve.As("off-the-curve", change: jwk => jwk["y"] = jwk["x"]!.GetValue<string>()),
            curve.As("point-at-nothing", change: jwk => (jwk["x"], jwk["y"]) = (new string('A', 43), new string('A', 43))),
            curve.As("coordinate-number", change: jwk => jwk["x"] = 5),
            edwards.As("ed448", change: jwk => jwk["crv"] = "Ed448"),
            edwards.As("x25519", change: jwk => jwk["crv"] = "X25519"),
            edwards.As("short-edwards", change: jwk => jwk["x"] = "AAAA"),
            edwards.As("type-unknown", change: jwk => jwk["kty"] = "PQC"),
            curve.As("type-case", change: jwk => jwk["kty"] = "ec"),
            curve.As("alg-other", change: jwk => jwk["alg"] = "ES384"),
            curve.As("alg-hmac", change: jwk => jwk["alg"] = "HS256"),
            rsa.As("alg-pss-only", change: jwk => jwk["alg"] = "PS256"),
            curve.As("alg-number", change: jwk => jwk["alg"] = 7),
            curve.As("twice"),
            IssuerKey.New("ES256", "twice"),
            curve.As("no-id", change: jwk => jwk.Remove("kid")),
            curve.As("id-number", change: jwk => jwk["kid"] = 5),
            curve.As("", change: jwk => jwk["kid"] = ""),
        ];
    }

    /// <summary>Making keys takes a while.</summary>
    public static TokenScene Shared => s_shared.Value;

    /// <summary>By algorithm.</summary>
    public IReadOnlyDictionary<string, IssuerKey> Good { get; }

    /// <summary>By algorithm: not this issuer's, under the ids of its good ones.</summary>
    public IReadOnlyDictionary<string, IssuerKey> Strangers { get; }

    /// <summary>Published, and able to sign, but unfit.</summary>
    public IReadOnlyList<IssuerKey> Useless { get; }

    /// <summary>HMAC's keys are secret: a published one is anybody's.</summary>
    public static string Secret => "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow";

    public string KeySet
    {
        get
        {
            var set = JsonNode.Parse(Jwt.KeySetOf(Good.Values.Concat(Useless)))!.AsObject();
            set["keys"]!.AsArray().Add(new JsonObject { ["kty"] = "oct", ["kid"] = "secret", ["alg"] = "HS256", ["k"] = Secret });
            set["keys"]!.AsArray().Add("no key");
            set["keys"]!.AsArray().Add(null);
            return set.ToJsonString();
        }
    }

    /// <param name="rsa">One pair does for all of its sort: making them takes a while.</param>
    private static Dictionary<string, IssuerKey> OneOfEach(IssuerKey rsa, string prefix) => IssuerKey.Algorithms.ToDictionary(
        algorithm => algorithm,
        algorithm => algorithm[0] is 'R' or 'P' ? rsa.As(prefix + algorithm, algorithm) : IssuerKey.New(algorithm, prefix + algorithm),
        StringComparer.Ordinal);

    /// <summary>Every token that must be refused, at this time.</summary>
    public IReadOnlyList<HostileToken> Hostile(DateTimeOffset now) =>
    [
        .. HostileForms.Of(this, now), .. HostileHeaders.Of(this, now), .. HostileClaims.Of(this, now),
        .. HostileSignatures.Of(this, now), .. HostileKeys.Of(this, now),
    ];
}

/// <param name="Name">What is wrong with it.</param>
internal sealed record HostileToken(string Name, string Text)
{
    /// <summary>The first two words of the name, such as <c>header: kid</c>: what the tokens of a family have in common.</summary>
    public string Family => string.Join(' ', Name.Split(' ').Take(2));

    public override string ToString() => Name;
}
