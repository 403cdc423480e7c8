using Gateway.Domain.Access;

namespace Gateway.UnitTests.Access;

internal sealed class CallerTests
{
    private static readonly DateTimeOffset s_expiry = new(2027, 1, 31, 0, 0, 0, TimeSpan.Zero);

    [TestCase(Permissions.Read, Permissions.Read, true)]
    [TestCase(Permissions.Read, Permissions.Ingest, false)]
    [TestCase(Permissions.Read | Permissions.Ingest, Permissions.Ingest, true)]
    [TestCase(Permissions.Read, Permissions.Read | Permissions.Send, false)]
    [TestCase(Permissions.None, Permissions.Manage, false)]
    public void Has_a_permission_only_whole(Permissions given, Permissions needed, bool has) =>
        Assert.That(new Caller("org", given, "key").Has(needed), Is.EqualTo(has));

    [TestCase(Permissions.Read, 1)]
    [TestCase(Permissions.Send, 2)]
    [TestCase(Permissions.Manage, 4)]
    [TestCase(Permissions.Ingest, 8)]
    public void Keeps_the_numbers_that_are_stored(Permissions permission, int stored) => Assert.That((int)permission, Is.EqualTo(stored));

    [Test]
    public void Uses_a_key_until_it_expires_or_is_revoked()
    {
        var key = new ApiKey("id", "org", "name", "wa_abcde", Permissions.Read, s_expiry.AddDays(-1), null, null);
        Assert.Multiple(() =>
        {
            Assert.That(key.IsGoodAt(s_expiry), Is.True);
            Assert.That((key with { ExpiresAt = s_expiry }).IsGoodAt(s_expiry.AddTicks(-1)), Is.True);
            Assert.That((key with { ExpiresAt = s_expiry }).IsGoodAt(s_expiry), Is.False);
            Assert.That((key with { RevokedAt = s_expiry }).IsGoodAt(s_expiry.AddDays(-1)), Is.False);
        });
    }
}
