using System.Security.Cryptography;

namespace Gateway.IntegrationTests.Http;

/// <summary>Cursors and the keys that a program is configured with.</summary>
[OverEveryDatabase]
public sealed class CursorKeyTests(TestedDatabase database)
{
    private static readonly string s_old = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
    private static readonly string s_new = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    [Test]
    public async Task A_cursor_works_as_long_as_its_key_is_configured()
    {
        await using var before = new GatewayApplication(database, ("Gateway:Cursors:Keys:0", s_old));
        var tenant = await before.NewTenantAsync();
        await tenant.SeedContactsAsync(3);
        var cursor = (await tenant.ListAsync("limit=2")).NextCursor;

        await using var between = before.Beside(("Gateway:Cursors:Keys:0", s_new), ("Gateway:Cursors:Keys:1", s_old));
        var rotated = tenant with { Application = between, Client = between.ClientWith(tenant.Token) };
        (await rotated.ListAsync("limit=2&cursor=" + cursor)).MustBePage(1);
        var signedAnew = (await rotated.ListAsync("limit=2")).NextCursor;
        Assert.That(signedAnew, Is.Not.EqualTo(cursor));

        await using var after = before.Beside(("Gateway:Cursors:Keys:0", s_new));
        var done = tenant with { Application = after, Client = after.ClientWith(tenant.Token) };
        var refused = (await done.ListAsync("limit=2&cursor=" + cursor)).MustBe(400, "validation_error", "cursor");
        Assert.That(refused.Text, Does.Contain("signing key").And.Contain("first page"));
        (await done.ListAsync("limit=2&cursor=" + signedAnew)).MustBePage(1);
    }
}
