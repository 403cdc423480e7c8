using System.Text.Json.Nodes;

namespace Gateway.UnitTests.Tokens;

/// <summary>What the log says of a token that is refused: why, in fixed words, and nothing of the token.</summary>
public sealed class RefusalTests
{
    private static readonly IssuerKey s_key = TokenScene.Shared.Good["ES256"];

    [TestCase("iss", "\"x\"", "another issuer")]
    [TestCase("aud", "\"x\"", "another audience")]
    [TestCase("exp", "1", "expired")]
    [TestCase("exp", "0", "expired")]
    [TestCase("exp", "\"1\"", "no time")]
    [TestCase("exp", "253402300799", "too long a life")]
    [TestCase("nbf", "253402300799", "not valid yet")]
    [TestCase("iat", "253402300799", "issued in the future")]
    [TestCase("iat", "null", "no time")]
    public Task A_claim(string claim, string value, string reason) => MustBeRefusedAsync(reason, claims: claims => claims[claim] = JsonNode.Parse(value));

    [TestCase("jku", "\"x\"", "a header that is not taken")]
    [TestCase("crit", "[]", "a header that is not taken")]
    [TestCase("typ", "\"x\"", "another type of token")]
    [TestCase("typ", "null", "another type of token")]
    [TestCase("alg", "\"HS256\"", "another algorithm")]
    [TestCase("alg", "1", "no algorithm")]
    [TestCase("kid", "1", "no key id")]
    [TestCase("kid", "\"x\"", "an unknown key")]
    [TestCase("alg", "\"ES384\"", "an unknown key")]
    public Task A_header(string member, string value, string reason) => MustBeRefusedAsync(reason, header => header[member] = JsonNode.Parse(value));

    [Test]
    public Task Whose_it_is_comes_before_when() => MustBeRefusedAsync("another issuer", claims: claims => (claims["iss"], claims["exp"]) = ("x", 1));

    [Test]
    public async Task A_signature()
    {
        using var bench = new TokenBench(TokenScene.Shared.KeySet);
        var token = Jwt.Sign(IssuerKey.New("ES256", s_key.Id), Jwt.Claims(TokenBench.Now));
        Assert.That((await bench.VerifyAsync(token)).Refusal, Is.EqualTo("a login token: its signature"));
    }

    [Test]
    public async Task Its_form()
    {
        using var bench = new TokenBench(TokenScene.Shared.KeySet);
        Assert.That((await bench.VerifyAsync("a.b.c")).Refusal, Is.EqualTo("a login token: malformed"));
    }

    private static async Task MustBeRefusedAsync(string reason, Action<JsonObject>? header = null, Action<JsonObject>? claims = null)
    {
        using var bench = new TokenBench(TokenScene.Shared.KeySet);
        var (head, body) = (Jwt.Header(s_key), Jwt.Claims(TokenBench.Now));
        header?.Invoke(head);
        claims?.Invoke(body);
        var verdict = await bench.VerifyAsync(Jwt.Sign(s_key, head, body));
        Assert.That(verdict.Refusal, Is.EqualTo("a login token: " + reason));
        Assert.That(verdict.Caller, Is.Null);
    }
}
