using Gateway.Application;
using Gateway.Application.Access;
using Gateway.Application.Search;
using Gateway.Application.Storage;
using Gateway.Domain.Access;
using Gateway.Domain.Ingest;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.IntegrationTests.Ports;

/// <summary>The promises of <see cref="IDatabase"/>, each over a database of its own.</summary>
[Parallelizable(ParallelScope.All)]
internal abstract class DatabaseContract(Func<TestDatabase> empty)
{
    /// <summary>Takes back the fifth migration, which the embedded database alone has; and that migrations say since when programs work with them.</summary>
    private const string UndoErasures = "DROP TABLE IF EXISTS erasures; ALTER TABLE migrations DROP COLUMN compatible_since;\n";

    /// <summary>And the fourth: the identifiers' own rows had the positions.</summary>
    private const string UndoIngest = UndoErasures + """
        UPDATE identifiers SET position = (
            SELECT min(m.position) FROM memberships AS m
            WHERE m.session_key = identifiers.session_key AND m.identifier = identifiers.identifier)
        WHERE position IS NULL;
        ALTER TABLE memberships DROP COLUMN position;
        ALTER TABLE sessions DROP COLUMN writes;
        DELETE FROM migrations WHERE number > 3;
        """;

    /// <summary>And the third.</summary>
    private const string UndoSearch = UndoIngest + """
        DROP INDEX sessions_with_search_due;
        DROP TABLE search_postings;
        DROP TABLE search_runs;
        DROP TABLE search_changes;
        ALTER TABLE sessions DROP COLUMN sealed_position;
        ALTER TABLE sessions DROP COLUMN search_folds;
        ALTER TABLE sessions DROP COLUMN search_is_due;
        DELETE FROM migrations WHERE number > 2
        """;

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
        await storage.PokeAsync(UndoSearch + UndoTailChanges);
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
    public async Task People_whom_the_third_version_stored_are_known_when_they_come_again()
    {
        const int People = 6_000;
        await using var storage = empty();
        var services = await storage.StartAsync();
        var database = services.GetRequiredService<IDatabase>();
        await database.MigrateAsync(CancellationToken.None);
        var session = await TestSession.CreateAsync(services);
        string[] lines =
        [
            .. Enumerable.Range(0, People).Select(number => $$"""{"type":"contact","jid":"{{6_280_000_000L + number}}@s.whatsapp.net"}"""),
            $$"""{"type":"group","jid":"1@g.us","members":[{{string.Join(',', Enumerable.Range(0, People).Select(number => $"\"{6_280_000_000L + number}@s.whatsapp.net\""))}}]}""",
        ];
        await session.ImportAsync(lines);
        await storage.PokeAsync(UndoIngest);
        Assert.That(await database.MigrateAsync(CancellationToken.None), Is.Not.Empty);
        var report = await session.ImportAsync(lines);
        await session.ImportAsync("""{"type":"contact","jid":"6280000000@s.whatsapp.net","pushName":"Renamed"}""");
        var contacts = await session.ContactsAsync(new(), 0, int.MaxValue);
        Assert.Multiple(() =>
        {
            Assert.That(report.People, Is.EqualTo(new PeopleCounts(0, 0, 0, 0, Unchanged: 2 * People)));
            Assert.That(contacts.Select(contact => contact.Position), Is.EqualTo(Enumerable.Range(1, People)));
            Assert.That(contacts[0].Name, Is.EqualTo("Renamed"), "where the person always was");
        });
    }

    [Test]
    public async Task People_whom_the_second_version_stored_get_their_search_index()
    {
        await using var storage = empty();
        var services = await storage.StartAsync();
        var (database, search, index) = (services.GetRequiredService<IDatabase>(), services.GetRequiredService<ISearchStorage>(), services.GetRequiredService<SearchIndex>());
        await database.MigrateAsync(CancellationToken.None);
        var (session, nobody) = (await TestSession.CreateAsync(services), await TestSession.CreateAsync(services));
        var crowd = new SearchedCrowd(session, new Random(6));
        await crowd.AppendAsync(2_500);
        await storage.PokeAsync(UndoSearch + UndoTailChanges);
        Assert.That(await database.MigrateAsync(CancellationToken.None), Is.Not.Empty);
        Assert.That(await search.DueAsync(CancellationToken.None), Is.EqualTo(new[] { session.Id }));
        await crowd.CheckAsync(20);
        while (await index.KeepUpAsync(session.Id, CancellationToken.None))
        {
            await crowd.CheckAsync(5);
        }

        Assert.That(await search.DueAsync(CancellationToken.None), Is.Empty);
        Assert.That(await storage.PokeAsync($"SELECT sealed_position FROM sessions WHERE session_id IN ('{session.Id.Text}', '{nobody.Id.Text}') ORDER BY 1"), Is.EqualTo(new object[] { 0L, 2_500L }));
        await crowd.CheckAsync(50);
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

    /// <summary>Of the third migration, on this kind of database alone.</summary>
    protected virtual string UndoTailChanges => "";

    private static async Task<IDatabase> StartAsync(TestDatabase storage) => (await storage.StartAsync()).GetRequiredService<IDatabase>();
}
