namespace Gateway.UnitTests.Tokens;

public sealed class VerifiedTokensTests
{
    private static readonly IssuerKey s_key = TokenScene.Shared.Good["ES256"];
    private TokenBench _bench = null!;

    [SetUp]
    public void Prepare() => _bench = new TokenBench(Jwt.KeySetOf(s_key));

    [TearDown]
    public void Clear() => _bench.Dispose();

    [Test]
    public async Task A_token_costs_a_signature_check_once_a_minute()
    {
        var token = Jwt.Sign(s_key, Jwt.Claims(TokenBench.Now));
        for (var second = 0; second <= 120; second++)
        {
            Assert.That(await _bench.CallerOfAsync(token), Is.Not.Null);
            _bench.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.That(_bench.SignatureChecks, Is.EqualTo(3), "at 0, 60 and 120 seconds");
    }

    [Test]
    public async Task The_same_caller_comes_from_the_cache()
    {
        var token = Jwt.Sign(s_key, Jwt.Claims(TokenBench.Now));
        var caller = await _bench.CallerOfAsync(token);
        Assert.That(await _bench.CallerOfAsync(token), Is.Not.Null.And.SameAs(caller));
    }

    [Test]
    public async Task A_token_that_has_expired_is_not_cached_any_longer()
    {
        var claims = Jwt.Claims(TokenBench.Now);
        claims["exp"] = TokenBench.Now.AddSeconds(5).ToUnixTimeSeconds();
        var token = Jwt.Sign(s_key, claims);
        await _bench.CallerOfAsync(token);
        _bench.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.That(await _bench.CallerOfAsync(token), Is.Not.Null, "within the skew, but checked anew");
        Assert.That(_bench.SignatureChecks, Is.EqualTo(2));
        _bench.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.That(await _bench.CallerOfAsync(token), Is.Null);
    }

    [Test]
    public async Task What_is_refused_is_not_remembered_as_anything()
    {
        var forged = Jwt.Sign(IssuerKey.New("ES256", s_key.Id), Jwt.Claims(TokenBench.Now));
        Assert.That(await _bench.CallerOfAsync(forged), Is.Null);
        Assert.That(await _bench.CallerOfAsync(forged), Is.Null);
        Assert.That(_bench.SignatureChecks, Is.EqualTo(2));
    }

    [Test]
    public async Task The_same_keys_fetched_again_change_nothing_and_other_keys_everything()
    {
        var token = Jwt.Sign(s_key, Jwt.Claims(TokenBench.Now));
        await FetchAsync(afterSeconds: 0);
        _bench.Clock.Advance(TimeSpan.FromSeconds(20));
        await _bench.CallerOfAsync(token);
        await FetchAsync(afterSeconds: 10);
        await _bench.CallerOfAsync(token);
        Assert.That((_bench.Fetches, _bench.SignatureChecks), Is.EqualTo((2, 1)));

        _bench.Source.Json = Jwt.KeySetOf(s_key, TokenScene.Shared.Good["EdDSA"]);
        await FetchAsync(afterSeconds: 30);
        await _bench.CallerOfAsync(token);
        Assert.That((_bench.Fetches, _bench.SignatureChecks), Is.EqualTo((3, 2)));
    }

    [Test]
    public async Task Another_token_that_begins_the_same_is_another()
    {
        var token = Jwt.Sign(s_key, Jwt.Claims(TokenBench.Now));
        await _bench.CallerOfAsync(token);
        Assert.That(await _bench.CallerOfAsync(token[..^2] + (token[^2] == 'A' ? "B" : "A") + token[^1]), Is.Null);
    }

    [Test]
    public async Task No_more_than_ten_thousand_are_remembered()
    {
        for (var i = 0; i < 10_050; i++)
        {
            _bench.Verified.Add($"token {i}", _bench.Keys.Last ?? (await LoadedAsync()), new("org", default, "sub"), TokenBench.Now.AddMinutes(5));
        }

        var keys = _bench.Keys.Last!;
        Assert.That(Enumerable.Range(0, 10_050).Count(i => _bench.Verified.Find($"token {i}", keys) is not null), Is.InRange(9_000, 10_000));
    }

    private async Task<Infrastructure.Tokens.KeySet> LoadedAsync()
    {
        await _bench.VerifyAsync(Jwt.Sign(s_key, Jwt.Claims(TokenBench.Now)));
        return _bench.Keys.Last!;
    }

    /// <summary>By a token whose key nobody knows.</summary>
    private async Task FetchAsync(double afterSeconds)
    {
        _bench.Clock.Advance(TimeSpan.FromSeconds(afterSeconds));
        await _bench.VerifyAsync(Jwt.Sign(IssuerKey.New("EdDSA"), Jwt.Claims(TokenBench.Now)));
    }
}
