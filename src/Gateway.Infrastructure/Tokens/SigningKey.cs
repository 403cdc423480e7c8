using System.Security.Cryptography;
using System.Text.Json;
using Gateway.Infrastructure.Configuration;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Infrastructure.Tokens;

/// <summary>One key of an issuer, and what it may sign with.</summary>
internal sealed record SigningKey(string Id, SecurityKey Key, IReadOnlyList<string> Algorithms)
{
    private const int MinRsaBits = 2048;
    private const int MaxRsaBits = 8192; // a check's cost grows with it
    private const int MaxExponentBytes = 4;
    private static readonly string[] s_rsa = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"];
    private static readonly string[] s_edwards = [LoginTokenAlgorithms.EdDsa, LoginTokenAlgorithms.Ed25519];

    public bool Signs(string algorithm) => Algorithms.Contains(algorithm);

    /// <summary>Null for a key without id, for another use, weak, secret, of an unknown sort, or malformed.</summary>
    public static SigningKey? TryRead(JsonElement jwk)
    {
        if (jwk.ValueKind != JsonValueKind.Object || jwk.Text("kid") is not { Length: > 0 } id || !IsForSignatures(jwk) || jwk.TryGetProperty("d", out _))
        {
            return null; // a private key that is published is anybody's
        }

        var (key, algorithms) = jwk.Text("kty") switch
        {
            "RSA" => (Rsa(jwk), s_rsa),
            "EC" => EllipticCurve(jwk),
            "OKP" when jwk.Text("crv") == "Ed25519" => (Edwards(jwk), s_edwards),
            _ => (null, []),
        };
        return key is null ? null : new SigningKey(id, Named(key, id), Restricted(algorithms, jwk));
    }

    private static bool IsForSignatures(JsonElement jwk) =>
        (!jwk.TryGetProperty("use", out _) || jwk.Text("use") == "sig")
        && (!jwk.TryGetProperty("key_ops", out var uses) || (uses.ValueKind == JsonValueKind.Array && uses.EnumerateArray().Any(use => use.ValueKind == JsonValueKind.String && use.ValueEquals("verify"))));

    /// <summary>A key that names its algorithm is for no other; both names of EdDSA are one.</summary>
    private static string[] Restricted(string[] algorithms, JsonElement jwk) =>
        !jwk.TryGetProperty("alg", out _) ? algorithms
        : jwk.Text("alg") is { } only && algorithms.Contains(only) ? (algorithms == s_edwards ? s_edwards : [only])
        : [];

    private static SecurityKey Named(SecurityKey key, string id)
    {
        key.KeyId = id;
        return key;
    }

    private static RsaSecurityKey? Rsa(JsonElement jwk)
    {
        if (Number(jwk, "n") is not { Length: > 0 } modulus || Number(jwk, "e") is not { Length: > 0 and <= MaxExponentBytes } exponent)
        {
            return null;
        }

        var bits = (modulus.Length * 8) - byte.LeadingZeroCount(modulus[0]);
        var isSound = bits is >= MinRsaBits and <= MaxRsaBits && (exponent[^1] & modulus[^1] & 1) == 1 && exponent is not [1];
        return isSound ? new RsaSecurityKey(new RSAParameters { Modulus = modulus, Exponent = exponent }) : null;
    }

    private static (SecurityKey? Key, string[] Algorithms) EllipticCurve(JsonElement jwk)
    {
        var (curve, bytes, algorithm) = jwk.Text("crv") switch
        {
            "P-256" => (ECCurve.NamedCurves.nistP256, 32, "ES256"),
            "P-384" => (ECCurve.NamedCurves.nistP384, 48, "ES384"),
            "P-521" => (ECCurve.NamedCurves.nistP521, 66, "ES512"),
            _ => default,
        };
        if (algorithm is null || Bytes(jwk, "x") is not { } x || Bytes(jwk, "y") is not { } y || x.Length != bytes || y.Length != bytes)
        {
            return (null, []);
        }

        try
        {
            // Refuses a point that is not on the curve.
            return (new ECDsaSecurityKey(ECDsa.Create(new ECParameters { Curve = curve, Q = new ECPoint { X = x, Y = y } })), [algorithm]);
        }
        catch (CryptographicException)
        {
            return (null, []);
        }
    }

    private static Ed25519SecurityKey? Edwards(JsonElement jwk) =>
        Bytes(jwk, "x") is { Length: Ed25519.KeyBytes } key ? new Ed25519SecurityKey(key) : null;

    /// <summary>Without the leading zeros that some write.</summary>
    private static byte[]? Number(JsonElement jwk, string name) => Bytes(jwk, name)?.AsSpan().TrimStart((byte)0).ToArray();

    private static byte[]? Bytes(JsonElement jwk, string name) => jwk.Text(name) is { } text ? StrictJson.TryDecode(text) : null;
}
