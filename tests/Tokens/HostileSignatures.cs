using System.Buffers.Text;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Gateway.Tokens;

/// <summary>Signatures that are none, and tokens that are encrypted instead.</summary>
internal static class HostileSignatures
{
    /// <summary>The order of Ed25519's group, L (RFC 8032, section 5.1).</summary>
    private static readonly BigInteger s_order = BigInteger.Pow(2, 252) + BigInteger.Parse("27742317777372353535851937790883648493", System.Globalization.CultureInfo.InvariantCulture);

    public static IEnumerable<HostileToken> Of(TokenScene scene, DateTimeOffset now)
    {
        foreach (var (algorithm, key) in scene.Good)
        {
            var good = Jwt.Sign(key, Jwt.Claims(now));
            var signed = good[..good.LastIndexOf('.')];
            var signature = key.Sign(Encoding.ASCII.GetBytes(signed));
            foreach (var (name, bytes) in Spoilt(signature))
            {
                yield return new($"signature: {algorithm}, {name}", $"{signed}.{Base64Url.EncodeToString(bytes)}");
            }

            var evil = Jwt.Claims(now);
            evil["org"] = "org_evil";
            yield return new($"signature: {algorithm}, of another payload", $"{Jwt.Encode(Jwt.Header(key).ToJsonString())}.{Jwt.Encode(evil.ToJsonString())}.{Base64Url.EncodeToString(signature)}");
        }

        yield return new("signature: Ed25519, S + L", Malleable(scene.Good["EdDSA"], now));
        yield return new("signature: ES256 in DER", Der(scene.Good["ES256"], now));
        foreach (var confused in Confused(scene, now))
        {
            yield return confused;
        }

        foreach (var encrypted in Encrypted())
        {
            yield return encrypted;
        }
    }

    private static IEnumerable<(string Name, byte[] Bytes)> Spoilt(byte[] signature)
    {
        yield return ("empty", []);
        yield return ("cut", signature[..^1]);
        yield return ("half", signature[..(signature.Length / 2)]);
        yield return ("longer", [.. signature, 0]);
        yield return ("all zero", new byte[signature.Length]);
        yield return ("one bit flipped", [(byte)(signature[0] ^ 1), .. signature[1..]]);
        yield return ("all ones", [.. Enumerable.Repeat((byte)0xff, signature.Length)]);
    }

    private static string Malleable(IssuerKey key, DateTimeOffset now)
    {
        var good = Jwt.Sign(key, Jwt.Claims(now));
        var signed = good[..good.LastIndexOf('.')];
        var signature = key.Sign(Encoding.ASCII.GetBytes(signed));
        var raised = (new BigInteger(signature.AsSpan(32), isUnsigned: true) + s_order).ToByteArray(isUnsigned: true);
        return $"{signed}.{Base64Url.EncodeToString([.. signature[..32], .. raised, .. new byte[32 - raised.Length]])}";
    }

    private static string Der(IssuerKey key, DateTimeOffset now)
    {
        var good = Jwt.Sign(key, Jwt.Claims(now));
        var signed = good[..good.LastIndexOf('.')];
        var signature = key.Sign(Encoding.ASCII.GetBytes(signed));
        var writer = new System.Formats.Asn1.AsnWriter(System.Formats.Asn1.AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(new BigInteger(signature.AsSpan(0, 32), isUnsigned: true, isBigEndian: true));
            writer.WriteInteger(new BigInteger(signature.AsSpan(32), isUnsigned: true, isBigEndian: true));
        }

        return $"{signed}.{Base64Url.EncodeToString(writer.Encode())}";
    }

    /// <summary>HMAC keyed with what everybody can read.</summary>
    private static IEnumerable<HostileToken> Confused(TokenScene scene, DateTimeOffset now)
    {
        var publicTexts = new Dictionary<string, byte[]>(StringComparer.Ordinal)
        {
            ["the key's JSON"] = Encoding.UTF8.GetBytes(scene.Good["RS256"].Jwk.ToJsonString()),
            ["the modulus"] = Base64Url.DecodeFromChars(scene.Good["RS256"].Jwk["n"]!.GetValue<string>()),
            ["the Ed25519 key"] = Base64Url.DecodeFromChars(scene.Good["EdDSA"].Jwk["x"]!.GetValue<string>()),
            ["a published secret"] = Base64Url.DecodeFromChars(TokenScene.Secret),
            ["nothing"] = [],
        };
        foreach (var (name, secret) in publicTexts)
        {
            foreach (var id in new[] { scene.Good["RS256"].Id, "secret" })
            {
                var header = new JsonObject { ["alg"] = "HS256", ["kid"] = id, ["typ"] = "JWT" };
                yield return new($"signature: HMAC by {name}, naming {id}", Jwt.Sign(data => HMACSHA256.HashData(secret, data), header.ToJsonString(), Jwt.Claims(now).ToJsonString()));
            }
        }
    }

    private static IEnumerable<HostileToken> Encrypted()
    {
        foreach (var (name, header) in new[]
        {
            ("direct", """{"alg":"dir","enc":"A256GCM"}"""), ("RSA", """{"alg":"RSA-OAEP","enc":"A256GCM","kid":"good-RS256"}"""), ("ECDH", """{"alg":"ECDH-ES","enc":"A128CBC-HS256","epk":{"kty":"EC"}}"""),
            ("a password, counted on", """{"alg":"PBES2-HS512+A256KW","enc":"A256GCM","p2c":2147483647,"p2s":"AAAA"}"""), ("compressed", """{"alg":"dir","enc":"A256GCM","zip":"DEF"}"""),
        })
        {
            yield return new($"encrypted: {name}", $"{Jwt.Encode(header)}.AAAA.AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA");
            yield return new($"encrypted: {name}, in three parts", $"{Jwt.Encode(header)}.AAAA.AAAA");
        }
    }
}
