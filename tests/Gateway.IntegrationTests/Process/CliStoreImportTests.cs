using Gateway.IntegrationTests.Import;
using Gateway.IntegrationTests.Import.Stores;

namespace Gateway.IntegrationTests.Process;

/// <summary>Imports from other gateways' stores by the operator's tool.</summary>
[OverEveryDatabase]
[Parallelizable(ParallelScope.All)]
public sealed class CliStoreImportTests(TestedDatabase database)
{
    private static StoreCase Whatsmeow => WhatsmeowStores.All.First();

    [Test]
    public async Task The_report_says_what_came_what_is_left_out_and_what_such_a_store_cannot_tell()
    {
        await using var place = await Workplace.CreateAsync(database);
        await using var store = await OtherStore.CreateAsync(Whatsmeow);
        var (session, key) = (await place.AddSessionAsync(), await place.CreateKeyAsync());

        var first = (await place.CliAsync("import", "whatsmeow", store.Source, "--session", session, "--device", "6281200000001")).Done();
        var again = (await place.CliAsync("import", "whatsmeow", store.Source, "--session", session, "--device", "6281200000001", "--json")).Done().Json;
        var all = (await place.CliAsync("import", "whatsmeow", store.Source, "--session", session, "--device", "6281200000001", "--unseen", "dm")).Done();

        Assert.That(first.OutputLines, Is.EqualTo(new[]
        {
            "Lines   25: 19 applied, 6 ignored, 0 rejected",
            "People  9 new, 1 merged, 2 changed, 3 unseen, 7 unchanged",
            "Listed  8 in the session, 2 of them by LID without a phone number",
            "Unseen  1 stored and not listed: nothing shows a chat or a group; --unseen dm lists those of this store as direct chats",
            "Skipped bot 1, channel 1, official account 1, status 2, unreadable 1",
            "Note    whatsmeow keeps no member lists: in groups are those who wrote there.",
            "Note    whatsmeow keeps no names of groups, and no times of names.",
            "Note    whatsmeow keeps no list of chats: a direct chat shows in messages, chat settings and privacy tokens.",
        }));
        Assert.That(again["session"]!.ToJsonString(), Is.EqualTo("{\"listed\":8,\"withoutPhone\":2,\"unseen\":1}"));
        Assert.That(again["source"]!["skipped"]!.ToJsonString(), Does.StartWith("{\"bot\":1,"));
        Assert.That(again["source"]!["cannotTell"]!.AsArray(), Has.Count.EqualTo(3));
        Assert.That((int)again["people"]!["new"]! + (int)again["people"]!["changed"]!, Is.Zero);
        Assert.That(all.Output, Does.Contain("Listed  9 in").And.Not.Contains("Unseen"));
        Assert.That(await place.ServeInProcess().EverybodyAsync(session, key), Has.Count.EqualTo(9));
    }

    [Test]
    public async Task A_dry_run_reports_and_leaves_the_session_alone()
    {
        await using var place = await Workplace.CreateAsync(database);
        await using var store = await OtherStore.CreateAsync(Whatsmeow);
        var (session, key) = (await place.AddSessionAsync(), await place.CreateKeyAsync());

        var trial = (await place.CliProcessAsync("import", "whatsmeow", store.Source, "--session", session, "--device", "6281200000001", "--unseen", "dm", "--dry-run")).Done();

        var page = await place.ServeInProcess().PageAsync(session, key);
        Assert.That(trial.Output, Does.Contain("Listed  9 in the session"));
        Assert.That((page.People.Count, page.DataAsOf), Is.EqualTo((0, (string?)null)));
        Assert.That(Directory.EnumerateDirectories(place.TemporaryFiles), Is.Empty);
    }

    [Test]
    public async Task What_cannot_be_read_is_told_in_a_sentence_and_nothing_is_stored()
    {
        await using var place = await Workplace.CreateAsync(database);
        await using var store = await OtherStore.CreateAsync(Whatsmeow);
        await using var other = await OtherStore.CreateAsync(WacliStores.All.First());
        var session = await place.AddSessionAsync();
        Task<Finished> ImportAsync(params string[] arguments) => place.CliAsync(["import", .. arguments, "--session", session]);

        var several = await ImportAsync("whatsmeow", store.Source);
        several.FailedWithOneSentence(exitCode: 2);
        Assert.That(several.Error, Does.Contain("2 numbers, ending in …0001, …0002").And.Contain("--device").And.Not.Contain("6281200000001"));
        (await ImportAsync("whatsmeow", store.Source, "--device", "6281200000009")).FailedWithOneSentence(exitCode: 1);
        (await ImportAsync("whatsmeow", "/no/such.db")).FailedWithOneSentence(exitCode: 1);
        (await ImportAsync("whatsmeow", place.Write("other.db", "no database, and long enough to be looked at as one"))).FailedWithOneSentence(exitCode: 1);
        (await ImportAsync("baileys", place.Write("cut.json", "{\"chats\":[{\"id\":\"6281"))).FailedWithOneSentence(exitCode: 1);
        (await ImportAsync("whatsmeow", other.Source)).FailedWithOneSentence(exitCode: 1);
        (await ImportAsync("waha-noweb", other.Source)).FailedWithOneSentence(exitCode: 1);
        (await ImportAsync("evolution", "postgresql://nobody:secret@127.0.0.1:1/none?schema=public")).FailedWithOneSentence(exitCode: 1);
        (await ImportAsync("evolution", "postgresql://")).FailedWithOneSentence(exitCode: 2);
        (await ImportAsync("wacli", other.Source, "--device", "6281200000009")).FailedWithOneSentence(exitCode: 1);
        (await ImportAsync("evolution", "mysql://nobody:secret@127.0.0.1:1/none")).FailedWithOneSentence(exitCode: 2);
        (await ImportAsync("evolution", "host=127.0.0.1 user=nobody dbname=none")).FailedWithOneSentence(exitCode: 2);
        (await ImportAsync("whatsmeow", place.TemporaryFiles)).FailedWithOneSentence(exitCode: 1);
        (await ImportAsync("baileys", place.Write("creds.json", "{\"me\":{\"id\":\"6281200000001@s.whatsapp.net\"}}"))).FailedWithOneSentence(exitCode: 1);
        Assert.That((await ImportAsync("whatsmeow", "--follow", store.Source)).ExitCode, Is.EqualTo(2), "the file was taken for the seconds");
        (await ImportAsync("whatsmeow", store.Source, "--dry-run", "--follow")).FailedWithOneSentence(exitCode: 2);
        (await ImportAsync("whatsmeow", store.Source, "--follow", "0")).FailedWithOneSentence(exitCode: 2);
        Assert.That((await ImportAsync("whatsmeow", store.Source, "--unseen", "group")).ExitCode, Is.EqualTo(2));
        Assert.That((await place.PokeAsync("SELECT count(*) FROM identifiers"))[0], Is.EqualTo(0L));
    }

    [Test]
    public async Task A_store_of_another_number_than_the_sessions_is_refused()
    {
        await using var place = await Workplace.CreateAsync(database);
        await using var store = await OtherStore.CreateAsync(Whatsmeow);
        var session = await place.AddSessionByCliAsync("--number", "6281200000001");

        (await place.CliAsync("import", "whatsmeow", store.Source, "--session", session, "--device", "6281200000002")).FailedWithOneSentence(exitCode: 2);
        Assert.That((await place.PokeAsync("SELECT count(*) FROM identifiers"))[0], Is.EqualTo(0L));
        (await place.CliAsync("import", "whatsmeow", $"file:{store.Source}?_foreign_keys=on", "--session", session, "--device", "6281200000001")).Done();
    }
}
