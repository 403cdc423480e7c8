using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Gateway.Tokens;

/// <summary>An issuer's key pair as tests have it: signs whatever it is given.</summary>
internal sealed class IssuerKey
{
    private readonly Func<string, byte[], byte[]> _sign;

    private IssuerKey(string id, string algorithm, JsonObject jwk, Func<string, byte[], byte[]> sign)
    {
        (Id, Algorithm, _sign) = (id, algorithm, sign);
        Jwk = jwk;
        Jwk["kid"] = id;
    }

    public string Id { get; }

    public string Algorithm { get; }

    /// <summary>The public half, with <c>kid</c>; neither <c>use</c> nor <c>alg</c>.</summary>
    public JsonObject Jwk { get; }

    public static IReadOnlyList<string> Algorithms { get; } =
        ["EdDSA", "Ed25519", "ES256", "ES384", "ES512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512"];

    public byte[] Sign(byte[] data) => _sign(Algorithm, data);

    /// <param name="rsaBits">How long an RSA key is.</param>
    public static IssuerKey New(string algorithm, string? id = null, int rsaBits = 2048)
    {
        id ??= $"key-{algorithm}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
        return algorithm switch
        {
            "EdDSA" or "Ed25519" => Edwards(id, algorithm),
            ['E', 'S', ..] => Curve(id, algorithm),
            _ => Rsa(rsaBits).As(id, algorithm),
        };
    }

    /// <summary>The same pair under another name or for another algorithm of its sort.</summary>
    public IssuerKey As(string? id = null, string? algorithm = null, Action<JsonObject>? change = null)
    {
        var jwk = (JsonObject)Jwk.DeepClone();
        var key = new IssuerKey(id ?? Id, algorithm ?? Algorithm, jwk, _sign);
        change?.Invoke(jwk);
        return key;
    }

    private static IssuerKey Edwards(string id, string algorithm)
    {
        var pair = new Ed25519Pair();
        return new IssuerKey(id, algorithm, new JsonObject { ["kty"] = "OKP", ["crv"] = "Ed25519", ["x"] = Base64Url.EncodeToString(pair.PublicKey) }, (_, data) => pair.Sign(data));
    }

    private static IssuerKey Curve(string id, string algorithm)
    {
        var (curve, name, hash) = algorithm switch
        {
            "ES256" => (ECCurve.NamedCurves.nistP256, "P-256", HashAlgorithmName.SHA256),
            "ES384" => (ECCurve.NamedCurves.nistP384, "P-384", HashAlgorithmName.SHA384),
            _ => (ECCurve.NamedCurves.nistP521, "P-521", HashAlgorithmName.SHA512),
        };
        var pair = ECDsa.Create(curve);
        var point = pair.ExportParameters(includePrivateParameters: false).Q;
        var jwk = new JsonObject { ["kty"] = "EC", ["crv"] = name, ["x"] = Base64Url.EncodeToString(point.X), ["y"] = Base64Url.EncodeToString(point.Y) };
        return new IssuerKey(id, algorithm, jwk, (_, data) => pair.SignData(data, hash));
    }

    private static IssuerKey Rsa(int bits)
    {
        var pair = RSA.Create(bits);
        var half = pair.ExportParameters(includePrivateParameters: false);
        var jwk = new JsonObject { ["kty"] = "RSA", ["n"] = Base64Url.EncodeToString(half.Modulus), ["e"] = Base64Url.EncodeToString(half.Exponent) };
        return new IssuerKey("", "RS256", jwk, (algorithm, data) => pair.SignData(
            data,
            new HashAlgorithmName("SHA" + algorithm[2..]),
            algorithm[0] == 'P' ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1));
    }
}
