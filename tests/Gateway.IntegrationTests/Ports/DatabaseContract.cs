using Gateway.Application;
using Gateway.Application.Access;
using Gateway.Application.Storage;
using Gateway.Domain.Access;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.IntegrationTests.Ports;

/// <summary>The promises of <see cref="IDatabase"/>, each over a database of its own.</summary>
[Parallelizable(ParallelScope.All)]
internal abstract class DatabaseContract(Func<TestDatabase> empty)
{
    [Test]
    public async Task Migrating_tells_what_it_did_and_the_second_time_there_is_nothing()
    {
        await using var storage = empty();
        var database = await StartAsync(storage);
        Assert.Multiple(async () =>
        {
            Assert.That(await database.MigrateAsync(CancellationToken.None), Is.Not.Empty.And.All.EndsWith("."));
            Assert.That(await database.MigrateAsync(CancellationToken.None), Is.Empty);
        });
    }

    [Test]
    public async Task Migrating_again_keeps_what_is_stored()
    {
        await using var storage = empty();
        var services = await storage.StartAsync();
        await services.GetRequiredService<IDatabase>().MigrateAsync(CancellationToken.None);
        var session = await TestSession.CreateAsync(services);
        await session.WriteAsync([Rows.Contact(1, "Straße")]);
        await (await StartAsync(storage)).MigrateAsync(CancellationToken.None);
        Assert.That(await session.PositionsAsync(Rows.Filter(q: "STRASSE")), Is.EqualTo(new long[] { 1 }));
    }

    [Test]
    public async Task What_the_first_version_stored_is_out_of_reach_until_it_is_migrated_and_kept()
    {
        await using var storage = empty();
        var services = await storage.StartAsync();
        var (database, keys) = (services.GetRequiredService<IDatabase>(), services.GetRequiredService<IApiKeyRepository>());
        await database.MigrateAsync(CancellationToken.None);
        var key = new ApiKey(ApiKey.NewId(storage.Clock), "org", "a key", "wa_01234", Permissions.Read, storage.Clock.GetUtcNow(), null, null);
        await keys.AddAsync(key, [1], CancellationToken.None);
        await storage.PokeAsync("ALTER TABLE api_keys DROP COLUMN last_used_at; DELETE FROM migrations WHERE number > 1");
        Assert.Multiple(() =>
        {
            Assert.ThrowsAsync<UnavailableException>(() => keys.FindAsync([1], CancellationToken.None));
            Assert.ThrowsAsync<UnavailableException>(() => keys.AddAsync(key, [2], CancellationToken.None));
            Assert.ThrowsAsync<UnavailableException>(() => keys.RecordUseAsync([new ApiKeyUse(key.Id, "org", key.CreatedAt)], CancellationToken.None));
        });
        Assert.That(await database.MigrateAsync(CancellationToken.None), Is.Not.Empty);
        Assert.That(await keys.FindAsync([1], CancellationToken.None), Is.EqualTo(key));
    }

    [Test]
    public async Task Several_that_migrate_at_once_do_it_once()
    {
        await using var storage = empty();
        var databases = new List<IDatabase>();
        for (var i = 0; i < 6; i++)
        {
            databases.Add(await StartAsync(storage));
        }

        var told = await Task.WhenAll(databases.Select(database => Task.Run(() => database.MigrateAsync(CancellationToken.None))));
        await databases[0].CheckAsync(CancellationToken.None);
        var sentences = told.SelectMany(sentence => sentence).ToList();
        Assert.That(sentences, Is.Not.Empty.And.Unique);
    }

    [Test]
    public async Task The_check_fails_before_and_passes_after_migrating()
    {
        await using var storage = empty();
        var database = await StartAsync(storage);
        Assert.ThrowsAsync<UnavailableException>(() => database.CheckAsync(CancellationToken.None));
        await database.MigrateAsync(CancellationToken.None);
        Assert.DoesNotThrowAsync(() => database.CheckAsync(CancellationToken.None));
    }

    private static async Task<IDatabase> StartAsync(TestDatabase storage) => (await storage.StartAsync()).GetRequiredService<IDatabase>();
}
