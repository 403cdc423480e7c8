using System.Security.Cryptography;
using Gateway.Domain.Access;

namespace Gateway.IntegrationTests.Ports;

/// <summary>The promises of <see cref="Application.Access.IApiKeyRepository"/>.</summary>
internal abstract class ApiKeyRepositoryContract(TestDatabase database) : PortFixture(database)
{
    private static readonly DateTimeOffset s_noon = new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero).AddMicroseconds(123_456);

    [Test]
    public async Task A_key_is_found_by_its_hash_as_it_was_added()
    {
        var (key, hash) = New(TestSession.NewOrganization());
        key = key with { Name = "Nightly \"import\" 李", ExpiresAt = s_noon.AddDays(7) };
        await Keys.AddAsync(key, hash, CancellationToken.None);
        Assert.That(await Keys.FindAsync(hash, CancellationToken.None), Is.EqualTo(key));
    }

    [TestCase(Permissions.None)]
    [TestCase(Permissions.Read)]
    [TestCase(Permissions.Read | Permissions.Send | Permissions.Manage | Permissions.Ingest)]
    public async Task A_key_keeps_its_permissions(Permissions permissions)
    {
        var (key, hash) = New(TestSession.NewOrganization());
        await Keys.AddAsync(key with { Permissions = permissions }, hash, CancellationToken.None);
        Assert.That((await Keys.FindAsync(hash, CancellationToken.None))!.Permissions, Is.EqualTo(permissions));
    }

    [Test]
    public async Task No_key_is_found_by_another_hash()
    {
        var (key, hash) = New(TestSession.NewOrganization());
        await Keys.AddAsync(key, hash, CancellationToken.None);
        byte[] other = [.. hash];
        other[^1] ^= 1;
        Assert.Multiple(async () =>
        {
            Assert.That(await Keys.FindAsync(other, CancellationToken.None), Is.Null);
            Assert.That(await Keys.FindAsync(hash[..^1], CancellationToken.None), Is.Null);
            Assert.That(await Keys.FindAsync([], CancellationToken.None), Is.Null);
        });
    }

    [Test]
    public async Task Adding_a_key_again_changes_nothing()
    {
        var (key, hash) = New(TestSession.NewOrganization());
        await Keys.AddAsync(key, hash, CancellationToken.None);
        await Keys.AddAsync(key, hash, CancellationToken.None);
        await Keys.AddAsync(New(key.OrganizationId).Key with { Permissions = Permissions.Manage }, hash, CancellationToken.None);
        Assert.That(await Keys.ListAsync(key.OrganizationId, CancellationToken.None), Is.EqualTo(new[] { key }));
    }

    [Test]
    public async Task Adding_a_revoked_key_again_does_not_revive_it()
    {
        var (key, hash) = New(TestSession.NewOrganization());
        await Keys.AddAsync(key, hash, CancellationToken.None);
        await Keys.RevokeAsync(key.Id, s_noon, CancellationToken.None);
        await Keys.AddAsync(key, hash, CancellationToken.None);
        Assert.That((await Keys.FindAsync(hash, CancellationToken.None))!.RevokedAt, Is.EqualTo(s_noon));
    }

    [Test]
    public async Task Lists_an_organizations_keys_oldest_first()
    {
        var organization = TestSession.NewOrganization();
        foreach (var days in new[] { 3, 1, 2 })
        {
            var (key, hash) = New(organization);
            await Keys.AddAsync(key with { CreatedAt = s_noon.AddDays(days), Name = $"{days}" }, hash, CancellationToken.None);
        }

        var (stranger, strangerHash) = New(TestSession.NewOrganization());
        await Keys.AddAsync(stranger, strangerHash, CancellationToken.None);
        var listed = await Keys.ListAsync(organization, CancellationToken.None);
        Assert.That(listed.Select(key => key.Name), Is.EqualTo(new[] { "1", "2", "3" }));
    }

    [Test]
    public async Task Lists_revoked_and_expired_keys_too()
    {
        var organization = TestSession.NewOrganization();
        var (revoked, expired) = (New(organization), New(organization));
        await Keys.AddAsync(revoked.Key, revoked.Hash, CancellationToken.None);
        await Keys.AddAsync(expired.Key with { ExpiresAt = s_noon.AddYears(-1) }, expired.Hash, CancellationToken.None);
        await Keys.RevokeAsync(revoked.Key.Id, s_noon, CancellationToken.None);
        Assert.Multiple(async () =>
        {
            Assert.That(await Keys.ListAsync(organization, CancellationToken.None), Has.Count.EqualTo(2));
            Assert.That(await Keys.FindAsync(revoked.Hash, CancellationToken.None), Is.EqualTo(revoked.Key with { RevokedAt = s_noon }));
            Assert.That(await Keys.FindAsync(expired.Hash, CancellationToken.None), Is.Not.Null);
        });
    }

    [Test]
    public async Task Revoking_again_keeps_the_first_time()
    {
        var (key, hash) = New(TestSession.NewOrganization());
        await Keys.AddAsync(key, hash, CancellationToken.None);
        Assert.Multiple(async () =>
        {
            Assert.That(await Keys.RevokeAsync(key.Id, s_noon, CancellationToken.None), Is.True);
            Assert.That(await Keys.RevokeAsync(key.Id, s_noon.AddDays(1), CancellationToken.None), Is.True);
            Assert.That((await Keys.FindAsync(hash, CancellationToken.None))!.RevokedAt, Is.EqualTo(s_noon));
        });
    }

    [Test]
    public async Task Revoking_touches_no_other_key()
    {
        var organization = TestSession.NewOrganization();
        var (one, two) = (New(organization), New(organization));
        await Keys.AddAsync(one.Key, one.Hash, CancellationToken.None);
        await Keys.AddAsync(two.Key, two.Hash, CancellationToken.None);
        await Keys.RevokeAsync(one.Key.Id, s_noon, CancellationToken.None);
        Assert.Multiple(async () =>
        {
            Assert.That((await Keys.FindAsync(two.Hash, CancellationToken.None))!.RevokedAt, Is.Null);
            Assert.That(await Keys.RevokeAsync(ApiKey.NewId(TimeProvider.System), s_noon, CancellationToken.None), Is.False);
        });
    }

    private static (ApiKey Key, byte[] Hash) New(string organization) => (
        new ApiKey(ApiKey.NewId(TimeProvider.System), organization, "a key", "wa_01234", Permissions.Read | Permissions.Ingest, s_noon.AddDays(-1), null, null),
        RandomNumberGenerator.GetBytes(SHA256.HashSizeInBytes));
}
