using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Gateway.Infrastructure.Tokens;

namespace Gateway.UnitTests.Tokens;

/// <summary>Any answer of an issuer is a key set or none, and no key in it breaks the verifier.</summary>
internal sealed class KeySetFuzzTests
{
    private static readonly IssuerKey[] s_good = [.. new[] { "ES256", "EdDSA", "RS256" }.Select(algorithm => TokenScene.Shared.Good[algorithm])];
    private static readonly string s_keySet = Jwt.KeySetOf(s_good);

    private static readonly Gen<byte[]> s_any = Gen.Frequency(
        (1, Fuzz.Bytes),
        (1, JsonTexts.Value.Select(Encoding.UTF8.GetBytes)),
        (1, JsonTexts.Value.Select(keys => Encoding.UTF8.GetBytes($"{{\"keys\":[{keys}]}}"))),
        (3, Fuzz.Mutated(Encoding.UTF8.GetBytes(s_keySet))),
        (3, Gen.OneOf(s_good.Select(key => JsonTexts.Near(key.Jwk.ToJsonString()))).ArrayOf().Select(keys => Encoding.UTF8.GetBytes($"{{\"keys\":[{string.Join(',', keys)}]}}"))));

    [Test]
    public void Any_bytes_are_a_key_set_or_none() => Fuzz.Survives(s_any, json =>
    {
        if (KeySet.TryParse(json) is { } keys)
        {
            var ids = JsonNode.Parse(json)!["keys"]!.AsArray().OfType<JsonObject>().Select(key => key["kid"] is JsonValue id && id.TryGetValue<string>(out var text) ? text : "").ToList();
            foreach (var (id, algorithm) in ids.SelectMany(id => IssuerKey.Algorithms.Append("HS256").Append("none"), (id, algorithm) => (id, algorithm)))
            {
                var key = keys.Find(id, algorithm);
                Law.Is(key is null || (keys.Has(id) && id.Length > 0 && algorithm is not ("HS256" or "none") && key.KeyId == id), $"the key {id} for {algorithm}");
            }
        }
    });

    [Test]
    public void A_key_that_was_tampered_with_checks_no_signature_but_does_no_harm() => Fuzz.SurvivesSample(
        from key in Gen.Elements(s_good)
        from member in Gen.Elements("x", "y", "n", "e", "crv", "kty").Where(name => key.Jwk.ContainsKey(name))
        from value in Tampered(key.Jwk[member]!.GetValue<string>())
        select (Key: key, Jwk: key.As(change: jwk => jwk[member] = value)),
        each =>
        {
            using var bench = new TokenBench(Jwt.KeySetOf(each.Jwk, TokenScene.Shared.Good["ES384"]));
            var verdict = bench.VerifyAsync(Jwt.Sign(each.Key, Jwt.Claims(TokenBench.Now))).GetAwaiter().GetResult();
            Law.Same(verdict.Caller is not null, SameKey(each.Key.Jwk, each.Jwk.Jwk), each.Jwk.Jwk.ToJsonString());
        });

    private static Gen<string> Tampered(string value) => Fuzz.Mutated(Encoding.ASCII.GetBytes(value)).Select(Encoding.Latin1.GetString);

    /// <summary>Whether only zeros before a number differ.</summary>
    private static bool SameKey(JsonObject one, JsonObject other) =>
        one.All(member => member.Value!.ToString() == other[member.Key]!.ToString()
            || (member.Key is "n" or "e" && Number(member.Value.ToString()) is { } number && number == Number(other[member.Key]!.ToString())));

    private static string? Number(string text) => StrictJson.TryDecode(text) is { } bytes ? Convert.ToHexString(bytes).TrimStart('0') : null;
}
