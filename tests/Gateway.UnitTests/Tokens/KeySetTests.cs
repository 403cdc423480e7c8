using System.Text;
using System.Text.Json.Nodes;
using Gateway.Infrastructure.Tokens;

namespace Gateway.UnitTests.Tokens;

public sealed class KeySetTests
{
    private static readonly IssuerKey s_curve = TokenScene.Shared.Good["ES256"];
    private static readonly IssuerKey s_edwards = TokenScene.Shared.Good["EdDSA"];

    [TestCase("")]
    [TestCase("null")]
    [TestCase("[]")]
    [TestCase("{}")]
    [TestCase("{\"keys\":null}")]
    [TestCase("{\"keys\":{}}")]
    [TestCase("{\"keys\":[]}")]
    [TestCase("{\"keys\":[{}]}")]
    [TestCase("{\"keys\":[1,null,\"x\",[]]}")]
    [TestCase("<!DOCTYPE html><title>keys</title>")]
    [TestCase("{\"keys\":[],\"keys\":[]}")]
    public void What_holds_no_key_is_no_key_set(string json) => Assert.That(Parse(json), Is.Null);

    [Test]
    public void Useless_keys_alone_are_no_key_set() => Assert.That(Parse(Jwt.KeySetOf(TokenScene.Shared.Useless.Where(key => key.Id is not ("twice" or "alg-other" or "alg-hmac" or "alg-number" or "alg-pss-only")))), Is.Null);

    [TestCase(100, true)]
    [TestCase(101, false)]
    public void A_set_has_at_most_a_hundred_keys(int count, bool isOne) =>
        Assert.That(Parse(Jwt.KeySetOf(Enumerable.Range(0, count).Select(i => s_curve.As($"key {i}")))) is not null, Is.EqualTo(isOne));

    [Test]
    public void Invalid_UTF8_is_no_key_set() => Assert.That(KeySet.TryParse([.. Encoding.UTF8.GetBytes(Jwt.KeySetOf(s_curve))[..^1], .. ",\"x\":\""u8, 0xff, .. "\"}"u8]), Is.Null);

    [Test]
    public void Of_two_keys_with_one_id_that_one_is_meant_whose_type_fits_the_algorithm()
    {
        var keys = Parse(Jwt.KeySetOf(s_curve.As("one"), s_edwards.As("one")))!;
        Assert.That(keys.Find("one", "ES256")!.KeySize, Is.EqualTo(256));
        Assert.That(keys.Find("one", "EdDSA"), Is.InstanceOf<Ed25519SecurityKey>());
        Assert.That(keys.Find("one", "RS256"), Is.Null);
    }

    [Test]
    public void Where_two_fit_neither_is_meant() => Assert.That(Parse(Jwt.KeySetOf(s_curve.As("one"), IssuerKey.New("ES256", "one")))!.Find("one", "ES256"), Is.Null);

    [Test]
    public void Ids_are_compared_exactly()
    {
        var keys = Parse(Jwt.KeySetOf(s_curve.As("One")))!;
        Assert.That((keys.Has("One"), keys.Has("one"), keys.Has(""), keys.Has("One ")), Is.EqualTo((true, false, false, false)));
        Assert.That(keys.Find("one", "ES256"), Is.Null);
        Assert.That(keys.Find("One", "ES256")!.KeyId, Is.EqualTo("One"));
    }

    [TestCase("use", "\"sig\"")]
    [TestCase("key_ops", "[\"verify\"]")]
    [TestCase("key_ops", "[1,\"verify\"]")]
    [TestCase("alg", "\"ES256\"")]
    [TestCase("x5t", "\"AAAA\"")]
    public void What_says_that_it_is_for_signatures_is(string member, string value) =>
        Assert.That(Parse(Jwt.KeySetOf(s_curve.As("one", change: jwk => jwk[member] = JsonNode.Parse(value))))!.Find("one", "ES256"), Is.Not.Null);

    [Test]
    public void A_key_that_names_its_algorithm_is_for_no_other()
    {
        var rsa = TokenScene.Shared.Good["RS256"].As("one", change: jwk => jwk["alg"] = "RS256");
        var keys = Parse(Jwt.KeySetOf(rsa))!;
        Assert.That(keys.Find("one", "RS256"), Is.Not.Null);
        Assert.That(keys.Find("one", "PS256"), Is.Null);
        Assert.That(Parse(Jwt.KeySetOf(TokenScene.Shared.Good["RS256"].As("one")))!.Find("one", "PS512"), Is.Not.Null);
    }

    [Test]
    public void Zeros_before_a_modulus_are_no_length()
    {
        var padded = TokenScene.Shared.Good["RS256"].As("one", change: jwk => jwk["n"] = Padded(jwk["n"]!));
        Assert.That(Parse(Jwt.KeySetOf(padded))!.Find("one", "RS256")!.KeySize, Is.EqualTo(2048));
        var shortOne = TokenScene.Shared.Useless.Single(key => key.Id == "short-rsa").As(change: jwk => jwk["n"] = Padded(jwk["n"]!));
        Assert.That(Parse(Jwt.KeySetOf(shortOne)), Is.Null);
    }

    [TestCase(8192, true)]
    [TestCase(8193, false)]
    [TestCase(2048, true)]
    [TestCase(2047, false)]
    public void An_RSA_key_is_neither_weak_nor_a_burden(int bits, bool isGood)
    {
        var modulus = new byte[(bits + 7) / 8];
        modulus[0] = (byte)(1 << ((bits - 1) % 8));
        modulus[^1] |= 1;
        var key = TokenScene.Shared.Good["RS256"].As("one", change: jwk => jwk["n"] = System.Buffers.Text.Base64Url.EncodeToString(modulus));
        Assert.That(Parse(Jwt.KeySetOf(key)) is not null, Is.EqualTo(isGood));
    }

    [Test]
    public void The_same_text_has_the_same_fingerprint()
    {
        var (one, again, other) = (Parse(Jwt.KeySetOf(s_curve))!, Parse(Jwt.KeySetOf(s_curve))!, Parse(Jwt.KeySetOf(s_curve, s_edwards))!);
        Assert.That(one.Fingerprint, Is.EqualTo(again.Fingerprint).And.Not.EqualTo(other.Fingerprint));
    }

    private static string Padded(JsonNode number) => System.Buffers.Text.Base64Url.EncodeToString([0, 0, .. System.Buffers.Text.Base64Url.DecodeFromChars(number.GetValue<string>())]);

    private static KeySet? Parse(string json) => KeySet.TryParse(Encoding.UTF8.GetBytes(json));
}
