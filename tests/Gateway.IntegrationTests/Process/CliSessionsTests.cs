using System.Net;
using System.Text.Json.Nodes;

namespace Gateway.IntegrationTests.Process;

[OverEveryDatabase]
[Parallelizable(ParallelScope.All)]
public sealed class CliSessionsTests(TestedDatabase database)
{
    [Test]
    public async Task Add_prints_the_id_alone_on_the_last_line()
    {
        await using var place = await Workplace.CreateAsync(database);

        var made = (await place.CliAsync("sessions", "add", "--org", "o")).Done();
        var given = (await place.CliAsync("sessions", "add", "--org", "o", "--id", "sess_Mine1")).Done();
        var json = (await place.CliAsync("sessions", "add", "--org", "o", "--id", "sess_mine1", "--json")).Done();

        Assert.That(made.OutputLines[^1], Does.Match("^sess_[0-9A-HJKMNP-TV-Z]{26}$"));
        Assert.That(given.OutputLines[^1], Is.EqualTo("sess_Mine1"));
        Assert.That(json.Json.ToJsonString(), Is.EqualTo("{\"id\":\"sess_mine1\"}"), "ids are compared exactly");
    }

    [Test]
    public async Task An_id_is_given_out_once_also_after_removal()
    {
        await using var place = await Workplace.CreateAsync(database);
        await place.AddSessionByCliAsync("--id", "sess_once");

        (await place.CliAsync("sessions", "add", "--org", "other", "--id", "sess_once")).FailedWithOneSentence(exitCode: 1);
        (await place.CliAsync("sessions", "remove", "sess_once")).Done();
        (await place.CliAsync("sessions", "add", "--org", Workplace.Organization, "--id", "sess_once")).FailedWithOneSentence(exitCode: 1);
        (await place.CliAsync("sessions", "remove", "sess_once")).FailedWithOneSentence(exitCode: 1);
    }

    [Test]
    public async Task List_shows_an_organizations_sessions_with_their_own_identifiers()
    {
        await using var place = await Workplace.CreateAsync(database);
        await place.AddSessionByCliAsync("--id", "sess_a", "--number", "+6281200000001", "--lid", "111111111111111@lid");
        (await place.CliAsync("sessions", "add", "--org", "org_other", "--id", "sess_b")).Done();

        var all = (await place.CliAsync("sessions", "list")).Done();
        var theirs = (await place.CliAsync("sessions", "list", "--org", "org_other")).Done();
        var json = (await place.CliAsync("sessions", "list", "--json")).Done().Json.AsArray();
        var none = (await place.CliAsync("sessions", "list", "--org", "org_nobody", "--json")).Done();

        Assert.That(all.OutputLines.Select(line => line.Split(' ')[0]), Is.EqualTo(new[] { "sess_a", "sess_b" }));
        Assert.That(theirs.OutputLines.Single(), Does.StartWith("sess_b ").And.Contain("org_other"));
        Assert.That(json.Select(session => session!["id"]!.ToString()), Is.EqualTo(new[] { "sess_a", "sess_b" }));
        Assert.That(json[0]!["own"]!.AsArray().Select(own => own!.ToString()), Is.EquivalentTo(new[] { "6281200000001", "111111111111111@lid" }));
        Assert.That(json[0]!["status"]!.ToString(), Is.EqualTo("unknown"));
        Assert.That(none.Json, Is.InstanceOf<JsonArray>().And.Empty);
    }

    [Test]
    public async Task A_number_attached_twice_is_told_and_not_refused()
    {
        await using var place = await Workplace.CreateAsync(database);
        var first = await place.AddSessionByCliAsync("--number", "6281200000001", "--lid", "111111111111111");

        var byNumber = (await place.CliAsync("sessions", "add", "--org", Workplace.Organization, "--number", "6281200000001", "--json")).Done();
        var byLid = (await place.CliAsync("sessions", "add", "--org", Workplace.Organization, "--lid", "111111111111111")).Done();
        var other = (await place.CliAsync("sessions", "add", "--org", Workplace.Organization, "--number", "6281200000002")).Done();
        var elsewhere = (await place.CliAsync("sessions", "add", "--org", "org_other", "--number", "6281200000001")).Done();

        Assert.That(byNumber.Error, Does.StartWith("Warning: ").And.Contain(first).And.Not.Contain("6281200000001"));
        Assert.That(byNumber.Json["id"]!.ToString(), Does.StartWith("sess_"));
        Assert.That(byLid.Error, Does.StartWith("Warning: ").And.Contain(first));
        Assert.That(other.Error + elsewhere.Error, Is.Empty);
    }

    [Test]
    public async Task Times_that_are_later_than_now_are_set_to_now()
    {
        await using var place = await Workplace.CreateAsync(database);
        var (session, key) = (await place.AddSessionAsync(), await place.CreateKeyAsync());
        (await place.CliReadingAsync(Observations.Bytes([Observations.Chat("6281200000001", "old")]), "import", "ndjson", "-", "--session", session)).Done();
        await place.PokeAsync("UPDATE identifiers SET push_name_at = 9999999999999999");
        var line = Observations.Bytes([$$"""{"type":"contact","jid":"6281200000001@s.whatsapp.net","pushName":"new","at":"{{TimeProvider.System.GetUtcNow().AddMinutes(1):O}}"}"""]);

        var lost = (await place.CliReadingAsync(line, "import", "ndjson", "-", "--session", session)).Done();
        var elsewhere = await place.CliAsync("sessions", "repair-times", "--session", session, "--org", "org_other");
        var repaired = (await place.CliAsync("sessions", "repair-times", "--session", session, "--org", Workplace.Organization)).Done();
        var won = (await place.CliReadingAsync(line, "import", "ndjson", "-", "--session", session)).Done();

        Assert.That(lost.Output, Does.Contain("Ahead   1 lines lost"));
        elsewhere.FailedWithOneSentence(exitCode: 1);
        Assert.That(repaired.OutputLines.Single(), Is.EqualTo("Set 1 stored times to now."));
        Assert.That(won.Output, Does.Not.Contain("Ahead"));
        Assert.That((await place.ServeInProcess().PageAsync(session, key)).People.Single(), Does.Contain("\"name\":\"new\""));
        (await place.CliAsync("sessions", "repair-times", "--session", "sess_unknown")).FailedWithOneSentence(exitCode: 1);
    }

    [Test]
    public async Task Its_own_number_is_never_listed()
    {
        await using var place = await Workplace.CreateAsync(database);
        var session = await place.AddSessionByCliAsync("--number", "6281200000001", "--lid", "111111111111111");
        var source = place.Write("own.ndjson", string.Join('\n', Observations.Chat("6281200000001", "me"), Observations.ChatByLid("111111111111111", "me"), Observations.Chat("6281200000002", "you")));

        var report = (await place.CliAsync("import", "ndjson", source, "--session", session, "--json")).Done().Json;
        var service = place.ServeInProcess();

        Assert.That((string?)report["people"]!.ToJsonString(), Is.EqualTo("{\"new\":1,\"merged\":0,\"changed\":0,\"unseen\":2,\"unchanged\":0}"));
        Assert.That(await service.EverybodyAsync(session, await place.CreateKeyAsync()), Has.Count.EqualTo(1).And.All.Contains("\"you\""));
    }

    [Test]
    public async Task Remove_takes_effect_on_a_running_service()
    {
        await using var place = await Workplace.CreateAsync(database);
        var service = place.ServeInProcess();
        var (session, key) = (await place.AddSessionAsync(), await place.CreateKeyAsync());
        await service.PageAsync(session, key);

        var end = (await place.CliAsync("sessions", "remove", session, "--json")).Done();

        Assert.That(end.Json["removed"]!.ToString(), Is.EqualTo(session));
        Assert.That(await service.StatusOfAsync($"/api/v1/sessions/{session}/contacts", key), Is.EqualTo(HttpStatusCode.NotFound));
    }
}
