using Gateway.IntegrationTests.Import;
using Gateway.IntegrationTests.Import.Stores;
using Gateway.IntegrationTests.Postgres;

namespace Gateway.IntegrationTests.Process;

/// <summary>Stores that are followed while their owners go on.</summary>
[Category(TestCategories.Waiting)]
[OverEveryDatabase]
[Parallelizable(ParallelScope.All)]
internal sealed class FollowTests(TestedDatabase database)
{
    /// <summary>Both rows at once, so that no look finds one without the other.</summary>
    private const string NewPerson = """
        BEGIN;
        INSERT INTO whatsmeow_contacts (our_jid, their_jid, push_name) VALUES ('6281200000001:12@s.whatsapp.net', '6281999999999@s.whatsapp.net', 'Newcomer');
        INSERT INTO whatsmeow_message_secrets VALUES ('6281200000001:12@s.whatsapp.net', '6281999999999@s.whatsapp.net', '6281999999999@s.whatsapp.net', 'Z', '');
        COMMIT
        """;

    [Test]
    public async Task Takes_in_what_is_new_reads_nothing_while_nothing_is_and_ends_at_SIGTERM()
    {
        await using var place = await Workplace.CreateAsync(database);
        await using var store = await OtherStore.CreateAsync(WhatsmeowStores.All.First());
        var (session, key) = (await place.AddSessionAsync(), await place.CreateKeyAsync());
        var service = place.ServeInProcess();
        var follow = place.StartCli(Following(store, session));
        await follow.OutputLineAsync(line => line.Contains("\"listed\":8", StringComparison.Ordinal));
        await Task.Delay(TimeSpan.FromSeconds(3)); // it looks thrice
        await store.RunAsync(NewPerson);
        await follow.OutputLineAsync(line => line.Contains("\"listed\":9", StringComparison.Ordinal));

        follow.Send(Signal.Terminate);
        var end = (await follow.ExitAsync()).Done();
        Assert.That(end.OutputLines, Has.Length.EqualTo(2), "a report each time that something had changed");
        Assert.That(await service.EverybodyAsync(session, key), Has.Count.EqualTo(9));
    }

    [Test]
    public async Task A_store_that_goes_away_is_looked_for_until_it_is_back()
    {
        await using var place = await Workplace.CreateAsync(database);
        await using var store = await OtherStore.CreateAsync(WhatsmeowStores.All.First());
        var session = await place.AddSessionAsync();
        var follow = place.StartCli(Following(store, session));
        await follow.OutputLineAsync(line => line.Contains("\"listed\":8", StringComparison.Ordinal));

        File.Move(store.Source, store.Source + ".away");
        await follow.ErrorLineAsync(line => line.EndsWith("It is tried again.", StringComparison.Ordinal));
        await using var other = await OtherStore.CreateAsync(WhatsmeowStores.All.First());
        await other.RunAsync(NewPerson + "; PRAGMA wal_checkpoint(TRUNCATE)");
        File.Delete(store.Source + "-wal");
        File.Delete(store.Source + "-shm");
        File.Copy(other.Source, store.Source);

        await follow.OutputLineAsync(line => line.Contains("\"listed\":9", StringComparison.Ordinal));
        follow.Send(Signal.Interrupt);
        (await follow.ExitAsync()).Done();
    }

    [TestCaseSource(typeof(PostgresBinaries), nameof(PostgresBinaries.NewestCase))]
    public async Task A_database_of_a_server_is_followed_too(PostgresVersion version)
    {
        await using var place = await Workplace.CreateAsync(database);
        await using var store = await OtherStore.CreateAsync(WhatsmeowStores.All.First() with { Server = version });
        var session = await place.AddSessionAsync();
        var follow = place.StartCli(Following(store, session));
        await follow.OutputLineAsync(line => line.Contains("\"listed\":8", StringComparison.Ordinal));
        await Task.Delay(TimeSpan.FromSeconds(3));
        await store.RunAsync(NewPerson);
        await follow.OutputLineAsync(line => line.Contains("\"listed\":9", StringComparison.Ordinal));
        follow.Send(Signal.Terminate);
        Assert.That((await follow.ExitAsync()).Done().OutputLines, Has.Length.EqualTo(2));
    }

    private static string[] Following(OtherStore store, string session) =>
        ["import", "whatsmeow", store.Source, "--session", session, "--device", "6281200000001", "--follow", "1", "--json"];
}
