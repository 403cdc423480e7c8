using Microsoft.Extensions.DependencyInjection;

namespace Gateway.IntegrationTests.Issuers;

/// <summary>Issuers change their keys while the program runs.</summary>
[Category(TestCategories.Node)]
[Parallelizable(ParallelScope.All)]
public sealed class KeyRotationTests
{
    /// <summary>Between two looks for a key that is not there.</summary>
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(30);

    [Test]
    public async Task Better_Auth_s_new_key_is_found_and_the_old_one_works_until_it_is_taken_back()
    {
        await using var issuer = await BetterAuthIssuer.StartAsync();
        using var owner = await issuer.SignUpAsync();
        var clock = new HurriedClock();
        await using var application = new GatewayApplication(issuer.Settings) { Replace = services => services.AddSingleton<TimeProvider>(clock) };
        var session = await application.NewSessionAsync(await owner.CreateOrganizationAsync());
        var tokens = new List<string> { await owner.TokenAsync() };
        (await application.TryAsync(session, tokens[0])).MustBePage();

        await issuer.RotateAsync();
        tokens.Add(await owner.TokenAsync());
        (await application.TryAsync(session, tokens[1])).MustBe(401, "unauthorized"); // keys were looked for a moment ago
        clock.Hurry(s_pause);
        await application.TryUntilGoodAsync(session, tokens[1], meanwhile: 401);
        (await application.TryAsync(session, tokens[0])).MustBePage();

        await issuer.RotateAsync();
        await issuer.RemoveOldKeysAsync();
        tokens.Add(await owner.TokenAsync());
        (await application.TryAsync(session, tokens[2])).MustBe(401, "unauthorized");
        clock.Hurry(s_pause);
        await application.TryUntilGoodAsync(session, tokens[2], meanwhile: 401);
        (await application.TryAsync(session, tokens[0])).MustBe(401, "unauthorized");
        (await application.TryAsync(session, tokens[1])).MustBe(401, "unauthorized");
        Assert.That(tokens.Select(token => TokenHeader.Of(token).KeyId), Is.Unique);
    }

    [Test]
    public async Task A_new_key_is_found_at_once_when_none_was_looked_for_lately_and_a_removed_one_is_gone_with_it()
    {
        await using var issuer = await JoseIssuer.StartAsync();
        var clock = new HurriedClock();
        await using var application = new GatewayApplication(issuer.Settings) { Replace = services => services.AddSingleton<TimeProvider>(clock) };
        var organization = GatewayApplication.NewOrganization();
        var session = await application.NewSessionAsync(organization);
        var old = await issuer.TokenAsync("ES256", organization);
        (await application.TryAsync(session, old)).MustBePage();
        clock.Hurry(s_pause + TimeSpan.FromSeconds(1));

        await issuer.RotateAsync("ES256");
        await issuer.RemoveKeyAsync(TokenHeader.Of(old).KeyId);
        (await application.TryAsync(session, old)).MustBePage(); // nobody has asked the issuer since
        (await application.TryAsync(session, await issuer.TokenAsync("ES256", organization))).MustBePage();
        (await application.TryAsync(session, old)).MustBe(401, "unauthorized");
    }
}
