using System.Text.Json.Nodes;
using Gateway.Domain.Access;
using Gateway.Infrastructure.Configuration;

namespace Gateway.UnitTests.Tokens;

public sealed class GoodTokenTests
{
    private static readonly IssuerKey s_key = TokenScene.Shared.Good["ES256"];
    private TokenBench _bench = null!;

    [SetUp]
    public void Prepare() => _bench = new TokenBench(TokenScene.Shared.KeySet);

    [TearDown]
    public void Clear() => _bench.Dispose();

    private static IEnumerable<string> Algorithms => IssuerKey.Algorithms;

    [TestCaseSource(nameof(Algorithms))]
    public async Task Every_algorithm_is_good(string algorithm)
    {
        var caller = await _bench.CallerOfAsync(Jwt.Sign(TokenScene.Shared.Good[algorithm], Jwt.Claims(TokenBench.Now)));
        Assert.That(caller, Is.EqualTo(new Caller(Jwt.Organization, Permissions.Read | Permissions.Send | Permissions.Manage | Permissions.Ingest, caller!.Subject)));
    }

    [TestCase("EdDSA", "Ed25519")]
    [TestCase("Ed25519", "EdDSA")]
    public async Task Both_names_of_EdDSA_are_one(string published, string named)
    {
        var key = TokenScene.Shared.Good["EdDSA"].As(algorithm: named, change: jwk => jwk["alg"] = published);
        _bench.Source.Json = Jwt.KeySetOf(key);
        Assert.That(await _bench.CallerOfAsync(Jwt.Sign(key, Jwt.Claims(TokenBench.Now))), Is.Not.Null);
    }

    [TestCase("JWT")]
    [TestCase("jwt")]
    [TestCase("at+jwt")]
    public async Task Access_tokens_may_say_that_they_are(string type)
    {
        var header = Jwt.Header(s_key);
        header["typ"] = type;
        Assert.That(await _bench.CallerOfAsync(Jwt.Sign(s_key, header, Jwt.Claims(TokenBench.Now))), Is.Not.Null);
    }

    [TestCase("x5t", "\"dGh1bWI\"")]
    [TestCase("cat", "\"cl_B7d4PD111AAA\"")]
    [TestCase("unknown", "{\"a\":[1]}")]
    public async Task Other_members_of_the_header_mean_nothing(string name, string value)
    {
        var header = Jwt.Header(s_key);
        header[name] = JsonNode.Parse(value);
        Assert.That(await _bench.CallerOfAsync(Jwt.Sign(s_key, header, Jwt.Claims(TokenBench.Now))), Is.Not.Null);
    }

    [TestCase("[\"gateway\"]")]
    [TestCase("[\"other\",\"gateway\"]")]
    public async Task Other_audiences_beside_us_do_no_harm(string audience) => Assert.That(await WithAsync("aud", JsonNode.Parse(audience)), Is.Not.Null);

    [TestCase("exp", -29, true)]
    [TestCase("exp", -30, false)]
    [TestCase("nbf", 30, true)]
    [TestCase("nbf", 31, false)]
    [TestCase("iat", 30, true)]
    [TestCase("iat", 31, false)]
    [TestCase("exp", 24 * 3600, true)]
    [TestCase("exp", (24 * 3600) + 1, false)]
    public async Task Clocks_may_differ_by_half_a_minute_and_a_life_is_a_day_at_most(string claim, int seconds, bool isGood)
    {
        Assert.That(await WithAsync(claim, TokenBench.Now.ToUnixTimeSeconds() + seconds) is not null, Is.EqualTo(isGood));
    }

    [TestCase(24 * 3600, true)]
    [TestCase((24 * 3600) + 1, false)]
    public async Task Without_an_issue_time_a_life_counts_from_now(int seconds, bool isGood)
    {
        var claims = Jwt.Claims(TokenBench.Now);
        claims.Remove("iat");
        claims["exp"] = TokenBench.Now.ToUnixTimeSeconds() + seconds;
        Assert.That(await _bench.CallerOfAsync(Jwt.Sign(s_key, claims)) is not null, Is.EqualTo(isGood));
    }

    [TestCase("exp", 600.5)]
    [TestCase("iat", -600.25)]
    public async Task A_time_may_have_a_fraction(string claim, double seconds) => Assert.That(await WithAsync(claim, TokenBench.Now.ToUnixTimeSeconds() + seconds), Is.Not.Null);

    [Test]
    public async Task A_token_of_8_KB_is_the_longest()
    {
        var claims = Jwt.Claims(TokenBench.Now);
        claims["pad"] = "";
        claims["pad"] = new string('x', (8192 - Jwt.Sign(s_key, claims).Length) / 4 * 3);
        var token = Jwt.Sign(s_key, claims);
        Assert.That(token, Has.Length.InRange(8186, 8192));
        Assert.That(await _bench.CallerOfAsync(token), Is.Not.Null);
    }

    [TestCase("app", true)]
    [TestCase("shop", true)]
    [TestCase("APP", false)]
    [TestCase("", false)]
    [TestCase(null, false)]
    public async Task Where_parties_are_configured_one_of_them_is_authorized(string? party, bool isGood)
    {
        using var bench = new TokenBench(TokenScene.Shared.KeySet, TokenBench.Settings with { AuthorizedParties = ["app", "shop"] });
        var claims = Jwt.Claims(TokenBench.Now);
        claims["azp"] = party;
        Assert.That(await bench.CallerOfAsync(Jwt.Sign(s_key, claims)) is not null, Is.EqualTo(isGood));
    }

    [Test]
    public async Task A_party_alone_will_do_when_no_audience_is_configured()
    {
        using var bench = new TokenBench(TokenScene.Shared.KeySet, TokenBench.Settings with { Audience = null, AuthorizedParties = ["app"] });
        var claims = Jwt.Claims(TokenBench.Now);
        claims.Remove("aud");
        Assert.That((await bench.VerifyAsync(Jwt.Sign(s_key, claims))).Refusal, Is.EqualTo("a login token: another authorized party"));
        claims["azp"] = "app";
        Assert.That(await bench.CallerOfAsync(Jwt.Sign(s_key, claims)), Is.Not.Null);
    }

    [Test]
    public async Task An_algorithm_that_is_not_configured_is_refused()
    {
        using var bench = new TokenBench(TokenScene.Shared.KeySet, TokenBench.Settings with { Algorithms = [LoginTokenAlgorithms.EdDsa] });
        var verdict = await bench.VerifyAsync(Jwt.Sign(s_key, Jwt.Claims(TokenBench.Now)));
        Assert.That(verdict.Refusal, Is.EqualTo("a login token: another algorithm"));
        Assert.That(await bench.CallerOfAsync(Jwt.Sign(TokenScene.Shared.Good["EdDSA"], Jwt.Claims(TokenBench.Now))), Is.Not.Null);
    }

    private Task<Caller?> WithAsync(string claim, JsonNode? value)
    {
        var claims = Jwt.Claims(TokenBench.Now);
        claims[claim] = value;
        return _bench.CallerOfAsync(Jwt.Sign(s_key, claims));
    }
}
