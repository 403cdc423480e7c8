using Gateway.Application;
using Gateway.Application.Access;
using Gateway.Domain.Access;
using Moq;

namespace Gateway.UnitTests.Access;

/// <summary>How often the database is asked for a key.</summary>
public sealed class ApiKeyLookUpTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 22, 7, 0, 0, TimeSpan.Zero);
    private static readonly ApiKey s_key = new("key_1", "org", "name", "wa_abcde", Permissions.Read, s_now.AddDays(-1), null, null);
    private readonly string _token = ApiKeyText.New();
    private ManualClock _clock = null!;
    private Mock<IApiKeyRepository> _keys = null!;
    private ApiKeyVerifier _verifier = null!;

    [SetUp]
    public void Prepare()
    {
        (_clock, _keys) = (new ManualClock(s_now), new Mock<IApiKeyRepository>());
        _verifier = new ApiKeyVerifier(_keys.Object, new ApiKeyUses(), _clock);
        Answer(Task.FromResult<ApiKey?>(s_key));
    }

    [TearDown]
    public void Clear() => _verifier.Dispose();

    [Test]
    public async Task A_key_is_looked_up_once_in_four_seconds()
    {
        for (var i = 0; i < 80; i++)
        {
            Assert.That((await VerifyAsync()).Caller, Is.EqualTo(new Caller("org", Permissions.Read, "key_1")));
            _clock.Advance(TimeSpan.FromSeconds(0.1));
        }

        Assert.That(LookUps, Is.EqualTo(2));
    }

    [Test]
    public async Task A_key_that_is_remembered_gives_the_same_caller()
    {
        var caller = (await VerifyAsync()).Caller;
        Assert.That((await VerifyAsync()).Caller, Is.Not.Null.And.SameAs(caller));
    }

    [Test]
    public async Task All_who_come_with_a_key_at_once_share_one_look_up()
    {
        var found = new TaskCompletionSource<ApiKey?>();
        Answer(found.Task);
        var asked = Enumerable.Range(0, 50).Select(_ => VerifyAsync()).ToList();
        found.SetResult(s_key);
        Assert.That((await Task.WhenAll(asked)).Select(verdict => verdict.Caller), Has.All.Not.Null);
        Assert.That(LookUps, Is.EqualTo(1));
    }

    [Test]
    public async Task One_who_goes_away_leaves_the_others_theirs()
    {
        var found = new TaskCompletionSource<ApiKey?>();
        Answer(found.Task);
        using var gone = new CancellationTokenSource();
        var (first, second) = (_verifier.VerifyAsync(_token.AsMemory(), gone.Token).AsTask(), VerifyAsync());
        await gone.CancelAsync();
        Assert.CatchAsync<OperationCanceledException>(() => first);
        found.SetResult(s_key);
        Assert.That((await second).Caller, Is.Not.Null);
    }

    [Test]
    public async Task What_failed_is_not_remembered()
    {
        Answer(Task.FromException<ApiKey?>(new UnavailableException("away")));
        Assert.ThrowsAsync<UnavailableException>(VerifyAsync);
        Answer(Task.FromResult<ApiKey?>(s_key));
        Assert.That((await VerifyAsync()).Caller, Is.Not.Null);
    }

    [Test]
    public async Task A_key_that_is_unknown_may_be_made_the_next_moment()
    {
        Answer(Task.FromResult<ApiKey?>(null));
        Assert.That((await VerifyAsync()).Refusal, Is.EqualTo("an unknown API key"));
        Answer(Task.FromResult<ApiKey?>(s_key));
        Assert.That((await VerifyAsync()).Caller, Is.Not.Null);
    }

    [TestCase("wa_0123456789abcdefghijABCDEFGHIJ01000000", true)]
    [TestCase("wa_", true)]
    [TestCase("WA_x", false)]
    [TestCase("a.b.c", false)]
    public async Task What_looks_like_a_key_is_one_and_a_mistyped_one_costs_nothing(string token, bool isOne)
    {
        Assert.That(_verifier.Recognizes(token), Is.EqualTo(isOne));
        Assert.That((await _verifier.VerifyAsync(token.AsMemory(), CancellationToken.None)).Refusal, Is.EqualTo("a mistyped API key"));
        Assert.That(LookUps, Is.Zero);
    }

    private int LookUps => _keys.Invocations.Count(call => call.Method.Name == nameof(IApiKeyRepository.FindAsync));

    private Task<TokenVerdict> VerifyAsync() => _verifier.VerifyAsync(_token.AsMemory(), CancellationToken.None).AsTask();

    private void Answer(Task<ApiKey?> answer) =>
        _keys.Setup(keys => keys.FindAsync(It.IsAny<byte[]>(), It.IsAny<CancellationToken>())).Returns(() => answer);
}
