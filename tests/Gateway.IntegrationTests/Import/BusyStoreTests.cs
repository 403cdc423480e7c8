using Gateway.Domain.Ingest;
using Gateway.Infrastructure.Import;
using Gateway.IntegrationTests.Import.Stores;
using Gateway.IntegrationTests.Postgres;
using Microsoft.Data.Sqlite;

namespace Gateway.IntegrationTests.Import;

/// <summary>A store whose owner goes on writing while it is read, and will not wait.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class BusyStoreTests
{
    private const int People = 12_000; // several pages
    private const int Lines = People + (People / 3); // and chats

    [Test]
    public async Task An_owner_in_SQLite_never_waits_between_two_pages([Values("WAL", "DELETE", "TRUNCATE")] string journal)
    {
        var folder = Directory.CreateTempSubdirectory("gateway-busy-");
        try
        {
            await using var owner = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder.FullName, "store.db"), Pooling = false }.ConnectionString);
            await owner.OpenAsync();
            await owner.ColumnAsync($"PRAGMA journal_mode = {journal}; {WhatsmeowStores.Crowd(People)}");
            await using var source = SourceOf(owner.DataSource);
            Assert.That(await ReadAsync(source, () => owner.ColumnAsync($"PRAGMA busy_timeout = 0; UPDATE whatsmeow_device SET push_name = push_name || '.'; PRAGMA wal_checkpoint(TRUNCATE)")), Is.EqualTo(Lines));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [TestCaseSource(typeof(PostgresBinaries), nameof(PostgresBinaries.NewestCase))]
    public async Task An_owner_on_a_server_may_even_lock_its_tables(PostgresVersion version)
    {
        await using var server = new PostgresTestDatabase(version);
        var address = await server.ConnectionStringAsync();
        await server.PokeAsync(WhatsmeowStores.Crowd(People) + $"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {PostgresServer.User}");
        await using var source = SourceOf(address);
        Assert.That(await ReadAsync(source, () => server.PokeAsync("SET lock_timeout = '10s'; BEGIN; LOCK TABLE whatsmeow_contacts, whatsmeow_device; COMMIT")), Is.EqualTo(Lines));
    }

    [TestCaseSource(typeof(PostgresBinaries), nameof(PostgresBinaries.NewestCase))]
    public async Task Nothing_can_be_written_through_it(PostgresVersion version)
    {
        await using var server = new PostgresTestDatabase(version);
        await using var database = await SourceDatabase.OpenAsync(await server.ConnectionStringAsync(), CancellationToken.None);
        var refused = Assert.ThrowsAsync<Application.UnavailableException>(async () => await database.QueryAsync("CREATE TABLE mine (n int)", null, CancellationToken.None).GetAsyncEnumerator().MoveNextAsync());
        Assert.That(refused!.Message, Does.Contain("25006"), "read_only_sql_transaction");
    }

    [Test]
    public async Task Nothing_can_be_written_through_it_into_a_file()
    {
        await using var store = await OtherStore.CreateAsync(WacliStores.All.First());
        await using var database = await SourceDatabase.OpenAsync(store.Source, CancellationToken.None);
        Assert.ThrowsAsync<Application.UnavailableException>(async () => await database.QueryAsync("DELETE FROM contacts", null, CancellationToken.None).GetAsyncEnumerator().MoveNextAsync());
    }

    [Test]
    public async Task Nothing_is_left_beside_a_store_at_rest()
    {
        await using var store = await OtherStore.CreateAsync(WhatsmeowStores.All.First() with { Device = null, Files = [("whatsmeow.db", WhatsmeowStores.Crowd(100))] });
        var before = Directory.GetFiles(store.Folder);
        await using (var source = SourceOf(store.Source))
        {
            await source.ReadAsync(CancellationToken.None).CountAsync();
        }

        Assert.That(Directory.GetFiles(store.Folder), Is.EqualTo(before));
    }

    [Test]
    public async Task Who_reads_a_store_at_rest_notices_that_its_owner_is_back()
    {
        await using var store = await OtherStore.CreateAsync(WhatsmeowStores.All.First() with { Device = null, Files = [("whatsmeow.db", WhatsmeowStores.Crowd(People))] });
        await using var source = SourceOf(store.Source);
        var fault = Assert.ThrowsAsync<Application.UnavailableException>(() => ReadAsync(source, () => store.RunAsync("DELETE FROM whatsmeow_contacts; PRAGMA wal_checkpoint(TRUNCATE); VACUUM")));
        Assert.That(fault!.Message, Does.Contain("run it again"));
    }

    [TestCaseSource(typeof(PostgresBinaries), nameof(PostgresBinaries.NewestCase))]
    public async Task A_table_that_may_not_be_read_is_told(PostgresVersion version)
    {
        var known = EvolutionStores.All.First() with { Server = version };
        await using var store = await OtherStore.CreateAsync(known with { Granted = [.. known.Granted.Where(grant => grant.Table != "\"Message\"")] });
        await using var source = new StoreSource(store.Format, store.Place, own: [], unseenAreDirectChats: false, TimeProvider.System);
        await source.ReadAsync(CancellationToken.None).CountAsync();
        Assert.That(source.CannotTell, Has.Member("The table Message may not be read: what it holds is missing."));
    }

    private static StoreSource SourceOf(string place) =>
        new(StoreFormat.All.Single(format => format.Name == "whatsmeow"), new StorePlace(place), own: [], unseenAreDirectChats: false, TimeProvider.System);

    /// <summary>Gives how many contacts there were; stops within every page.</summary>
    private static async Task<int> ReadAsync(StoreSource source, Func<Task> write)
    {
        var (contacts, writes) = (0, 0);
        await foreach (var line in source.ReadAsync(CancellationToken.None))
        {
            contacts += line.Observation is ContactObservation ? 1 : 0;
            if (contacts % 1000 == 1 && line.Observation is ContactObservation)
            {
                await write();
                writes++;
            }
        }

        Assert.That(writes, Is.EqualTo(Lines / 1000));
        return contacts;
    }
}
