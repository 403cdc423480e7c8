using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace Gateway.UnitTests.Tokens;

/// <summary>Nothing but what the issuer signed is accepted, and nothing at all breaks the verifier.</summary>
internal sealed class TokenFuzzTests
{
    private static readonly IssuerKey s_key = TokenScene.Shared.Good["ES256"];
    private static readonly string s_good = Jwt.Sign(s_key, Jwt.Claims(TokenBench.Now));
    private static readonly string s_edwards = Jwt.Sign(TokenScene.Shared.Good["EdDSA"], With(Jwt.Claims(TokenBench.Now), "org", "org_other"));
    private static readonly string s_header = Jwt.Header(s_key).ToJsonString();
    private static readonly string s_payload = Jwt.Claims(TokenBench.Now).ToJsonString();
    private TokenBench _bench = null!;

    [SetUp]
    public void Start() => _bench = new TokenBench(Jwt.KeySetOf(TokenScene.Shared.Good.Values));

    [TearDown]
    public void Stop() => _bench.Dispose();

    [TestCase("ES256")]
    [TestCase("EdDSA")]
    public async Task Every_bit_of_every_part_counts(string algorithm)
    {
        var token = algorithm == "ES256" ? s_good : s_edwards;
        Assert.That(await _bench.CallerOfAsync(token), Is.Not.Null);
        var accepted = new List<string>();
        var parts = token.Split('.');
        for (var part = 0; part < parts.Length; part++)
        {
            var bytes = Base64Url.DecodeFromChars(parts[part]);
            for (var bit = 0; bit < bytes.Length * 8; bit++)
            {
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
                var changed = string.Join('.', parts.Select((text, at) => at == part ? Base64Url.EncodeToString(bytes) : text));
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
                if (await _bench.CallerOfAsync(changed) is not null)
                {
                    accepted.Add($"part {part} bit {bit}");
                }
            }
        }

        Assert.That(accepted, Is.Empty);
    }

    [Test]
    public void A_token_with_anything_done_to_its_text_is_refused() => Fuzz.Survives(
        Gen.OneOf(Fuzz.Mutated(Encoding.ASCII.GetBytes(s_good)), Fuzz.Mutated(Encoding.ASCII.GetBytes(s_edwards))).Select(Encoding.Latin1.GetString),
        text => Law.Same(Accepts(text), text == s_good || text == s_edwards, text));

    [Test]
    public void Parts_that_were_not_signed_together_are_refused() => Fuzz.Survives(
        from header in Part(0)
        from payload in Part(1)
        from signature in Part(2)
        select $"{header}.{payload}.{signature}",
        text => Law.Same(Accepts(text), text == s_good || text == s_edwards, text));

    [Test]
    public void What_nobody_signed_is_refused() => Fuzz.Survives(
        from header in Json(s_header)
        from payload in Json(s_payload)
        from signature in Gen.OneOf(Gen.Constant(Array.Empty<byte>()), Gen.Constant(new byte[64]), Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf(64))
        select $"{Base64Url.EncodeToString(header)}.{Base64Url.EncodeToString(payload)}.{Base64Url.EncodeToString(signature)}",
        text => Law.Is(!Accepts(text), text));

    [Test]
    public void Text_that_is_no_token_is_refused() => Fuzz.Survives(
        Gen.OneOf(
            Texts.Any,
            Texts.Ascii,
            Fuzz.Bytes.Select(Encoding.Latin1.GetString),
            Texts.Any.ArrayOf(3).Select(parts => string.Join('.', parts)),
            from count in Gen.Choose(1, 5) from parts in Gen.OneOf(JsonTexts.Value, Gen.Constant(s_header), Gen.Constant(s_payload)).ListOf(count) select string.Join('.', parts.Select(Jwt.Encode))),
        text => Law.Is(!Accepts(text), text));

    /// <summary>Whatever an issuer signs: accepted for what it says alone, and never a failure of ours.</summary>
    [Test]
    public void What_is_signed_well_says_what_it_says_or_is_refused() => Fuzz.Survives(
        from header in Gen.Frequency((1, Json(s_header)), (3, Gen.Constant(Encoding.UTF8.GetBytes(s_header))))
        from payload in Json(s_payload)
        select (header, payload),
        each =>
        {
            var text = Jwt.SignEncoded(s_key.Sign, Base64Url.EncodeToString(each.header), Base64Url.EncodeToString(each.payload));
            var caller = _bench.CallerOfAsync(text).GetAwaiter().GetResult();
            if (caller is null)
            {
                return;
            }

            var claims = JsonNode.Parse(each.payload)!.AsObject();
            Law.Is(claims["iss"]!.GetValue<string>() == Jwt.Issuer && claims["aud"]!.ToJsonString().Contains(Jwt.Audience, StringComparison.Ordinal), "for us");
            Law.Is(claims["exp"]!.GetValue<double>() >= TokenBench.Now.AddSeconds(-30).ToUnixTimeSeconds(), "not expired");
            Law.Is(caller.OrganizationId.Length == 0 || caller.OrganizationId == claims["org"]!.GetValue<string>(), "the organization that it names");
        });

    private bool Accepts(string token)
    {
        var verdict = _bench.VerifyAsync(token).GetAwaiter().GetResult();
        Law.Is(verdict.Caller is null == verdict.Refusal is not null, "one verdict");
        return verdict.Caller is not null;
    }

    private static Gen<string> Part(int index) => Gen.Elements(s_good.Split('.')[index], s_edwards.Split('.')[index], s_good.Split('.')[(index + 1) % 3]);

    /// <summary>JSON, nearly JSON, and this one with some of its values replaced or its bytes changed.</summary>
    private static Gen<byte[]> Json(string good) => Gen.OneOf(
        Fuzz.Bytes,
        Fuzz.Mutated(Encoding.UTF8.GetBytes(good)),
        JsonTexts.Value.Select(Encoding.UTF8.GetBytes),
        JsonTexts.Near(good).Select(Encoding.UTF8.GetBytes));

    private static JsonObject With(JsonObject claims, string name, string value)
    {
        claims[name] = value;
        return claims;
    }
}
