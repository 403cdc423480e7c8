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

    [Test]
    public async Task A_use_is_stored_with_its_time_and_a_later_one_stays()
    {
        var (key, hash) = await AddedAsync(TestSession.NewOrganization());
        foreach (var (minutes, expected) in new[] { (0, 0), (2, 2), (1, 2), (2, 2), (-9, 2) })
        {
            await Keys.RecordUseAsync([UseOf(key, s_noon.AddMinutes(minutes))], CancellationToken.None);
            Assert.That(await Keys.FindAsync(hash, CancellationToken.None), Is.EqualTo(key with { LastUsedAt = s_noon.AddMinutes(expected) }));
        }
    }

    [Test]
    public async Task Uses_of_many_keys_of_many_organizations_are_stored_at_once()
    {
        var organizations = new[] { TestSession.NewOrganization(), TestSession.NewOrganization() };
        var keys = new List<ApiKey>();
        for (var n = 0; n < 60; n++)
        {
            keys.Add((await AddedAsync(organizations[n % 2])).Key);
        }

        await Keys.RecordUseAsync([.. keys.Select((key, n) => UseOf(key, s_noon.AddMinutes(n)))], CancellationToken.None);
        var listed = (await Keys.ListAsync(organizations[0], CancellationToken.None)).Concat(await Keys.ListAsync(organizations[1], CancellationToken.None));
        Assert.That(listed, Is.EquivalentTo(keys.Select((key, n) => key with { LastUsedAt = s_noon.AddMinutes(n) })));
    }

    [Test]
    public async Task A_use_of_a_key_that_is_not_there_is_passed_over_and_none_changes_nothing()
    {
        var (key, hash) = await AddedAsync(TestSession.NewOrganization());
        await Keys.RecordUseAsync([], CancellationToken.None);
        await Keys.RecordUseAsync([UseOf(key, s_noon) with { KeyId = ApiKey.NewId(TimeProvider.System) }, UseOf(key, s_noon.AddDays(1))], CancellationToken.None);
        Assert.That(await Keys.FindAsync(hash, CancellationToken.None), Is.EqualTo(key with { LastUsedAt = s_noon.AddDays(1) }));
    }

    [Test]
    public async Task Uses_that_several_write_at_once_leave_the_latest()
    {
        var organization = TestSession.NewOrganization();
        var keys = new[] { await AddedAsync(organization), await AddedAsync(organization), await AddedAsync(organization) };
        await Task.WhenAll(Enumerable.Range(1, 24).Select(minutes => Task.Run(() => Keys.RecordUseAsync(
            [.. (minutes % 2 == 0 ? keys : keys.Reverse()).Select(added => UseOf(added.Key, s_noon.AddMinutes(minutes)))], CancellationToken.None))));
        Assert.That((await Keys.ListAsync(organization, CancellationToken.None)).Select(key => key.LastUsedAt), Is.All.EqualTo(s_noon.AddMinutes(24)));
    }

    private static ApiKeyUse UseOf(ApiKey key, DateTimeOffset at) => new(key.Id, key.OrganizationId, at);

    private async Task<(ApiKey Key, byte[] Hash)> AddedAsync(string organization)
    {
        var (key, hash) = New(organization);
        await Keys.AddAsync(key, hash, CancellationToken.None);
        return (key, hash);
    }

    private static (ApiKey Key, byte[] Hash) New(string organization) => (
        new ApiKey(ApiKey.NewId(TimeProvider.System), organization, "a key", "wa_01234", Permissions.Read | Permissions.Ingest, s_noon.AddDays(-1), null, null),
        RandomNumberGenerator.GetBytes(SHA256.HashSizeInBytes));
}
