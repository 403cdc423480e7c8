using Gateway.Application;

namespace Gateway.UnitTests.Tokens;

public sealed class IssuerKeysTests
{
    private static readonly IssuerKey s_old = TokenScene.Shared.Good["ES256"];
    private static readonly IssuerKey s_new = TokenScene.Shared.Good["EdDSA"];
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);
    private TokenBench _bench = null!;

    [SetUp]
    public void Prepare() => _bench = new TokenBench(Jwt.KeySetOf(s_old));

    [TearDown]
    public void Clear() => _bench.Dispose();

    [Test]
    public async Task While_no_keys_ever_came_a_token_cannot_be_judged()
    {
        _bench.Source.Json = null;
        Assert.ThrowsAsync<UnavailableException>(() => _bench.VerifyAsync(Good(s_old)));
        _bench.Source.Json = Jwt.KeySetOf(s_old);
        Assert.ThrowsAsync<UnavailableException>(() => _bench.VerifyAsync(Good(s_old)), "one fetch in 30 seconds");
        _bench.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.That(await _bench.CallerOfAsync(Good(s_old)), Is.Not.Null);
    }

    [Test]
    public async Task What_is_wrong_without_any_key_is_refused_all_the_same()
    {
        _bench.Source.Json = null;
        Assert.That((await _bench.VerifyAsync("a.b.c")).Refusal, Is.Not.Null);
        Assert.That(_bench.Fetches, Is.Zero);
    }

    [Test]
    public async Task A_new_key_is_fetched_at_once_when_no_fetch_ran_lately_and_once_for_all_who_wait()
    {
        await _bench.VerifyAsync(Good(s_old));
        _bench.Clock.Advance(TimeSpan.FromSeconds(30));
        _bench.Source.Json = Jwt.KeySetOf(s_old, s_new);
        var held = new TaskCompletionSource();
        _bench.Source.Held = held.Task;

        var asked = Enumerable.Range(0, 20).Select(_ => _bench.VerifyAsync(Good(s_new))).ToList();
        held.SetResult();
        var verdicts = await Task.WhenAll(asked).WaitAsync(s_patience);

        Assert.That(verdicts.Select(verdict => verdict.Caller), Has.All.Not.Null);
        Assert.That(_bench.Fetches, Is.EqualTo(2));
    }

    [Test]
    public async Task However_many_ask_for_unknown_keys_one_fetch_in_half_a_minute_runs()
    {
        await _bench.VerifyAsync(Good(s_old));
        for (var second = 0; second < 60; second++)
        {
            for (var i = 0; i < 5; i++)
            {
                Assert.That((await _bench.VerifyAsync(Good(IssuerKey.New("EdDSA")))).Refusal, Is.EqualTo("a login token: an unknown key"));
            }

            _bench.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.That(_bench.Fetches, Is.EqualTo(2), "at the start and after 30 seconds");
    }

    [Test]
    public async Task A_new_key_is_refused_until_the_next_fetch_and_works_after_it()
    {
        await _bench.VerifyAsync(Good(s_old));
        _bench.Source.Json = Jwt.KeySetOf(s_new);
        _bench.Clock.Advance(TimeSpan.FromSeconds(29.9));
        Assert.That(await _bench.CallerOfAsync(Good(s_new)), Is.Null);
        _bench.Clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.That(await _bench.CallerOfAsync(Good(s_new)), Is.Not.Null);
    }

    [Test]
    public async Task A_key_that_is_gone_works_no_more_once_that_is_known_cached_or_not()
    {
        var token = Good(s_old);
        Assert.That(await _bench.CallerOfAsync(token), Is.Not.Null);
        _bench.Source.Json = Jwt.KeySetOf(s_new);
        _bench.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.That(await _bench.CallerOfAsync(token), Is.Not.Null, "nothing has been fetched yet");
        Assert.That(await _bench.CallerOfAsync(Good(s_new)), Is.Not.Null);
        Assert.That((await _bench.VerifyAsync(token)).Refusal, Is.EqualTo("a login token: an unknown key"));
    }

    [Test]
    public async Task The_last_good_keys_stay_for_a_day()
    {
        await _bench.VerifyAsync(Good(s_old));
        _bench.Source.Json = null;
        _bench.Clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        Assert.That(await _bench.CallerOfAsync(Good(s_old)), Is.Not.Null);
        Assert.That((await _bench.VerifyAsync(Good(s_new))).Refusal, Is.EqualTo("a login token: an unknown key"));
        _bench.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.ThrowsAsync<UnavailableException>(() => _bench.VerifyAsync(Good(s_old)));
    }

    [Test]
    public async Task Nobody_waits_longer_than_two_seconds()
    {
        _bench.Source.Held = new TaskCompletionSource().Task;
        var asked = _bench.VerifyAsync(Good(s_old));
        Assert.That(asked.IsCompleted, Is.False);
        await _bench.Clock.AdvanceAsync(TimeSpan.FromSeconds(2));
        Assert.ThrowsAsync<UnavailableException>(() => asked.WaitAsync(s_patience));
    }

    [Test]
    public async Task Not_more_than_a_few_wait_at_a_time()
    {
        await _bench.VerifyAsync(Good(s_old));
        _bench.Clock.Advance(TimeSpan.FromSeconds(30));
        var held = new TaskCompletionSource();
        _bench.Source.Held = held.Task;
        var asked = Enumerable.Range(0, 40).Select(_ => _bench.VerifyAsync(Good(s_new))).ToList();
        Assert.That(asked.Count(verdict => !verdict.IsCompleted), Is.EqualTo(32));
        held.SetResult();
        await Task.WhenAll(asked).WaitAsync(s_patience);
        Assert.That(await _bench.CallerOfAsync(Good(s_old)), Is.Not.Null);
    }

    [Test]
    public async Task A_caller_who_goes_away_waits_no_longer()
    {
        _bench.Source.Held = new TaskCompletionSource().Task;
        using var gone = new CancellationTokenSource();
        var asked = _bench.Verifier.VerifyAsync(Good(s_old).AsMemory(), gone.Token).AsTask();
        await gone.CancelAsync();
        Assert.CatchAsync<OperationCanceledException>(() => asked.WaitAsync(s_patience));
    }

    [Test]
    public async Task In_the_background_they_are_fetched_again_and_again_and_sooner_after_a_failure()
    {
        using var stop = new CancellationTokenSource();
        var run = _bench.Keys.RunAsync(stop.Token);
        var pauses = new List<double>();
        foreach (var isGood in new[] { true, true, false, false, false, false, false, false, false, true, false })
        {
            var pause = await _bench.Clock.NextAsync();
            pauses.Add(pause.TotalSeconds);
            _bench.Source.Json = isGood ? Jwt.KeySetOf(s_old) : null;
            _bench.Clock.Advance(pause);
        }

        await _bench.Clock.NextAsync();
        await stop.CancelAsync();
        await run.WaitAsync(s_patience);
        double[] expected = [300, 300, 300, 2, 4, 8, 16, 32, 60, 60, 300];
        Assert.That(pauses.Zip(expected, (pause, middle) => pause / middle), Is.All.InRange(0.8, 1.2));
        Assert.That(pauses.Distinct().Count(), Is.EqualTo(pauses.Count), "instances do not all ask at once");
        Assert.That(_bench.Fetches, Is.EqualTo(12));
    }

    [Test]
    public async Task The_log_tells_why_there_are_no_keys_and_what_that_means()
    {
        _bench.Source.Json = null;
        Assert.ThrowsAsync<UnavailableException>(() => _bench.VerifyAsync(Good(s_old)));
        _bench.Source.Json = Jwt.KeySetOf(s_old);
        _bench.Clock.Advance(TimeSpan.FromSeconds(30));
        await _bench.VerifyAsync(Good(s_old));
        _bench.Source.Json = null;
        _bench.Clock.Advance(TimeSpan.FromSeconds(30));
        await _bench.VerifyAsync(Good(s_new));
        Assert.That(_bench.Log, Is.EqualTo(new[]
        {
            "Warning The issuer's key set was not taken: scripted; login tokens cannot be checked",
            "Warning The issuer's key set was not taken: scripted; the last good keys stay in use",
        }));
    }

    /// <summary>Good for a day.</summary>
    private static string Good(IssuerKey key)
    {
        var claims = Jwt.Claims(TokenBench.Now);
        claims["exp"] = TokenBench.Now.AddHours(24).ToUnixTimeSeconds();
        return Jwt.Sign(key, claims);
    }
}
