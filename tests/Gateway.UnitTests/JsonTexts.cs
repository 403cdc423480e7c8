using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace Gateway.UnitTests;

/// <summary>JSON as issuers might write it one day, and as attackers do.</summary>
internal static class JsonTexts
{
    private static readonly string[] s_atoms =
    [
        "null", "true", "false", "0", "-1", "1e300", "1e999", "253402300800", "0.5", "\"\"", "\"none\"", "\"ES256\"", "\"RS256\"", "\"HS256\"", "\"EdDSA\"", "\"EC\"", "\"RSA\"", "\"OKP\"", "\"oct\"",
        "\"P-256\"", "\"P-521\"", "\"AQAB\"", "\"AAAA\"", "\"sig\"", "\"enc\"", "\"gateway\"", "\"https://issuer.example\"", "\"\\ud800\"", "\"\\u0000\"", "\"JWT\"", "[\"verify\"]", "\"org_evil\"", "\"owner\"",
    ];

    private static readonly string[] s_names = ["alg", "kid", "typ", "crit", "jwk", "iss", "aud", "exp", "nbf", "iat", "org", "role", "keys", "kty", "crv", "x", "y", "n", "e", "d", "use", "key_ops", ""];

    /// <summary>Three levels at most.</summary>
    public static Gen<string> Value { get; } = OfDepth(3);

    /// <summary>This object with members removed, replaced, added, or given twice.</summary>
    public static Gen<string> Near(string json) =>
        from name in Gen.Elements(s_names.Concat(JsonNode.Parse(json)!.AsObject().Select(member => member.Key)).ToArray())
        from value in OfDepth(2)
        from way in Gen.Choose(0, 3)
        select Changed(JsonNode.Parse(json)!.AsObject(), name, value, way);

    private static string Changed(JsonObject parent, string name, string value, int way)
    {
        if (way == 0)
        {
            return $"{{\"{name}\":{value},{parent.ToJsonString()[1..]}";
        }

        parent.Remove(name);
        var rest = parent.ToJsonString();
        return way == 1 ? rest : $"{{\"{name}\":{value}{(rest.Length > 2 ? "," : "")}{rest[1..]}";
    }

    private static Gen<string> OfDepth(int depth) => depth == 0 ? Gen.Elements(s_atoms) : Gen.Frequency(
        (3, Gen.Elements(s_atoms)),
        (1, OfDepth(depth - 1).ListOf(2).Select(items => $"[{string.Join(',', items)}]")),
        (1, Gen.Zip(Gen.Elements(s_names), OfDepth(depth - 1)).ListOf(3).Select(members => $"{{{string.Join(',', members.Select(member => $"\"{member.Item1}\":{member.Item2}"))}}}")));
}
