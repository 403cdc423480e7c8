using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;

namespace Gateway.Tokens;

/// <summary>Login tokens as an issuer mints them, and as one should not.</summary>
internal static class Jwt
{
    public const string Issuer = "https://issuer.example";
    public const string Audience = "gateway";
    public const string Organization = "org_token";

    /// <summary>What a good token says, at this time.</summary>
    public static JsonObject Claims(DateTimeOffset now) => new()
    {
        ["iss"] = Issuer,
        ["aud"] = Audience,
        ["sub"] = "user-1",
        ["org"] = Organization,
        ["role"] = "owner",
        ["iat"] = now.ToUnixTimeSeconds(),
        ["exp"] = now.AddMinutes(15).ToUnixTimeSeconds(),
    };

    public static JsonObject Header(IssuerKey key) => new() { ["alg"] = key.Algorithm, ["kid"] = key.Id };

    public static string Sign(IssuerKey key, JsonObject claims) => Sign(key, Header(key), claims);

    public static string Sign(IssuerKey key, JsonObject header, JsonObject claims) => Sign(key.Sign, header.ToJsonString(), claims.ToJsonString());

    /// <summary>Signs the very texts given.</summary>
    public static string Sign(Func<byte[], byte[]> sign, string header, string payload) => SignEncoded(sign, Encode(header), Encode(payload));

    public static string SignEncoded(Func<byte[], byte[]> sign, string header, string payload) =>
        $"{header}.{payload}.{Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes($"{header}.{payload}")))}";

    public static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    public static string KeySetOf(params IEnumerable<IssuerKey> keys) =>
        new JsonObject { ["keys"] = new JsonArray([.. keys.Select(key => key.Jwk.DeepClone())]) }.ToJsonString();
}
