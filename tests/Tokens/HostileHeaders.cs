using System.Text.Json.Nodes;

namespace Gateway.Tokens;

/// <summary>Headers that would choose how the token is judged. Signed well, wherever that is possible.</summary>
internal static class HostileHeaders
{
    private const string Elsewhere = "http://127.0.0.1:9/keys";

    private static readonly (string Name, JsonNode? Value)[] s_members =
    [
        ("jku", Elsewhere), ("x5u", Elsewhere), ("x5c", new JsonArray("MIIB")), ("jwk", new JsonObject { ["kty"] = "oct", ["k"] = "AAAA" }),
        ("crit", new JsonArray("exp")), ("crit", new JsonArray("b64")), ("crit", new JsonArray()), ("crit", "exp"), ("crit", null),
        ("b64", false), ("b64", true), ("zip", "DEF"), ("zip", null), ("cty", "JWT"), ("cty", "json"), ("enc", "A256GCM"),
        ("typ", "logout+jwt"), ("typ", "id_token+jwt"), ("typ", "JWE"), ("typ", "secevent+jwt"), ("typ", "dpop+jwt"), ("typ", ""), ("typ", null), ("typ", 1), ("typ", new JsonArray("JWT")),
        ("kid", null), ("kid", 1), ("kid", new JsonArray("good-ES256")), ("kid", new JsonObject()), ("kid", ""), ("kid", " good-ES256"), ("kid", "GOOD-ES256"), ("kid", "good-ES256\0"),
        ("kid", "../../../../dev/null"), ("kid", "/etc/passwd"), ("kid", "' OR 1=1--"), ("kid", "x' UNION SELECT 'k'--"), ("kid", Elsewhere), ("kid", new string('k', 5000)), ("kid", "%00"), ("kid", "$(id)"),
    ];

    private static readonly JsonNode?[] s_algorithms =
    [
        "none", "None", "NONE", "nOnE", "", " ", null, 0, 256, true, new JsonArray("ES256"), new JsonObject { ["alg"] = "ES256" }, "es256", "ES256 ", "ES256\0", "ES256K", "EdDSA", "Ed448",
        "RS256", "PS256", "ES384", "RS1", "HS256", "HS384", "HS512", "RSA1_5", "dir", "PBES2-HS256+A128KW", "A256KW", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
    ];

    public static IEnumerable<HostileToken> Of(TokenScene scene, DateTimeOffset now)
    {
        var key = scene.Good["ES256"];
        foreach (var (name, value) in s_members)
        {
            yield return new($"header: {name} {Shown(value)}", With(key, now, name, value));
        }

        foreach (var value in s_algorithms)
        {
            yield return new($"header: alg {Shown(value)}", With(key, now, "alg", value));
        }

        foreach (var name in new[] { "alg", "kid" })
        {
            var header = Jwt.Header(key);
            header.Remove(name);
            yield return new($"header: without {name}", Jwt.Sign(key, header, Jwt.Claims(now)));
        }

        foreach (var spelling in new[] { "none", "None", "NONE", "nonE" })
        {
            var header = new JsonObject { ["alg"] = spelling, ["kid"] = key.Id };
            yield return new($"header: {spelling}, unsigned", $"{Jwt.Encode(header.ToJsonString())}.{Jwt.Encode(Jwt.Claims(now).ToJsonString())}.");
        }

        foreach (var (algorithm, other) in new[] { ("EdDSA", "ES256"), ("RS256", "ES256"), ("ES256", "EdDSA"), ("ES384", "ES256") })
        {
            var header = new JsonObject { ["alg"] = algorithm, ["kid"] = scene.Good[other].Id };
            yield return new($"header: {algorithm} signed by the key of {algorithm}, naming that of {other}", Jwt.Sign(scene.Good[algorithm], header, Jwt.Claims(now)));
        }
    }

    private static string With(IssuerKey key, DateTimeOffset now, string name, JsonNode? value)
    {
        var header = Jwt.Header(key);
        header[name] = value?.DeepClone();
        return Jwt.Sign(key, header, Jwt.Claims(now));
    }

    private static string Shown(JsonNode? value) => value?.ToJsonString() is { Length: > 40 } text ? text[..40] + "…" : value?.ToJsonString() ?? "null";
}
