using Gateway.Application.Access;
using Gateway.Domain.Access;
using Moq;

namespace Gateway.UnitTests.Access;

[Parallelizable(ParallelScope.All)]
internal sealed class ApiKeyVerifierTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 22, 7, 0, 0, TimeSpan.Zero);

    [Test]
    public async Task A_key_that_is_good_was_used_also_when_its_permissions_do_not_suffice() =>
        Assert.That(await UsesAfterAsync(key => key), Is.EqualTo(new[] { new ApiKeyUse("key_1", "org", s_now) }));

    [Test]
    public async Task A_key_that_is_revoked_expired_unknown_or_mistyped_was_not()
    {
        Assert.That(await UsesAfterAsync(key => key with { RevokedAt = s_now.AddDays(-1) }), Is.Empty);
        Assert.That(await UsesAfterAsync(key => key with { ExpiresAt = s_now }), Is.Empty);
        Assert.That(await UsesAfterAsync(_ => null), Is.Empty);
        Assert.That(await UsesAfterAsync(key => key, token: "wa_mistyped"), Is.Empty);
    }

    [Test]
    public async Task A_key_that_is_remembered_was_used_again()
    {
        var (clock, uses, token) = (new ManualClock(s_now), new ApiKeyUses(), ApiKeyText.New());
        using var verifier = new ApiKeyVerifier(Storing(token, Key()), uses, clock);
        await verifier.VerifyAsync(token.AsMemory(), CancellationToken.None);
        clock.Advance(TimeSpan.FromSeconds(2));
        await verifier.VerifyAsync(token.AsMemory(), CancellationToken.None);
        Assert.That(uses.Unwritten().Single().At, Is.EqualTo(s_now.AddSeconds(2)));
    }

    private static async Task<IReadOnlyCollection<ApiKeyUse>> UsesAfterAsync(Func<ApiKey, ApiKey?> change, string? token = null)
    {
        var (uses, good) = (new ApiKeyUses(), ApiKeyText.New());
        using var verifier = new ApiKeyVerifier(Storing(good, change(Key())), uses, new FixedClock(s_now));
        await verifier.VerifyAsync((token ?? good).AsMemory(), CancellationToken.None);
        return uses.Unwritten();
    }

    private static ApiKey Key() => new("key_1", "org", "name", "wa_abcde", Permissions.None, s_now.AddDays(-1), null, null);

    private static IApiKeyRepository Storing(string token, ApiKey? key)
    {
        var keys = new Mock<IApiKeyRepository>();
        keys.Setup(repository => repository.FindAsync(ApiKeyText.Hash(token), It.IsAny<CancellationToken>())).ReturnsAsync(key);
        return keys.Object;
    }
}
