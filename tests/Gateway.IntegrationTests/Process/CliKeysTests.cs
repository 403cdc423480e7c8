using System.Diagnostics;
using System.Net;
using Gateway.Domain.Access;

namespace Gateway.IntegrationTests.Process;

[OverEveryDatabase]
[Parallelizable(ParallelScope.All)]
public sealed class CliKeysTests(TestedDatabase database)
{
    private static readonly TimeSpan s_longestAfterlife = TimeSpan.FromSeconds(5);

    [Test]
    public async Task Create_prints_the_key_alone_and_a_running_service_takes_it_at_once()
    {
        await using var place = await Workplace.CreateAsync(database);
        var session = await place.AddSessionAsync();
        var service = await place.ServeAsync();

        var end = (await place.CliProcessAsync("keys", "create", "--org", Workplace.Organization, "--name", "shop", "--permissions", "read,ingest")).Done();

        Assert.That(end.Output, Does.Match("^wa_[0-9A-Za-z]{38}\n$"));
        Assert.That(end.Error, Does.Match("key_[0-9A-Z]{26}").And.Not.Contain("wa_"));
        Assert.That((await service.PageAsync(session, end.OutputLines.Single())).People, Is.Empty);
    }

    [Test]
    public async Task Create_gives_scripts_the_id_beside_the_key()
    {
        await using var place = await Workplace.CreateAsync(database);

        var json = (await place.CliAsync("keys", "create", "--org", "o", "--name", "n", "--permissions", "read", "--json")).Done().Json;

        Assert.That(json["id"]!.ToString(), Does.Match("^key_"));
        Assert.That(json["key"]!.ToString(), Does.Match("^wa_"));
    }

    [Test]
    public async Task A_key_allows_what_it_was_made_for_while_it_is_good()
    {
        await using var place = await Workplace.CreateAsync(database);
        var session = await place.AddSessionAsync();
        var service = place.ServeInProcess();
        var path = $"/api/v1/sessions/{session}/contacts";

        Assert.That(await service.StatusOfAsync(path, await place.CreateKeyByCliAsync("send,manage,ingest")), Is.EqualTo(HttpStatusCode.Forbidden));
        (await place.CliAsync("keys", "create", "--org", Workplace.Organization, "--name", "n", "--permissions", "read", "--expires", "2020-01-31")).FailedWithOneSentence(exitCode: 2);
        Assert.That(await service.StatusOfAsync(path, await place.CreateKeyByCliAsync("read", "--expires", "2999-01-31T08:00:00+07:00")), Is.EqualTo(HttpStatusCode.OK));
        var others = (await place.CliAsync("keys", "create", "--org", "org_other", "--name", "n", "--permissions", "read")).Done().OutputLines.Single();
        Assert.That(await service.StatusOfAsync(path, others), Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task No_key_is_listed_or_stored()
    {
        await using var place = await Workplace.CreateAsync(database);
        var key = await place.CreateKeyByCliAsync("read,send", "--expires", "2999-01-31");

        var text = (await place.CliAsync("keys", "list", "--org", Workplace.Organization)).Done();
        var json = (await place.CliAsync("keys", "list", "--org", Workplace.Organization, "--json")).Done().Json.AsArray().Single()!;
        var others = (await place.CliAsync("keys", "list", "--org", "org_other")).Done();

        Assert.That(text.OutputLines.Single(), Does.Contain(key[..8]).And.Contain("read,send").And.Contain("2999-01-31"));
        Assert.That(json["permissions"]!.ToJsonString(), Is.EqualTo("[\"read\",\"send\"]"));
        Assert.That(json["prefix"]!.ToString(), Is.EqualTo(key[..8]));
        Assert.That(text.Output + json.ToJsonString(), Does.Not.Contain(key[..12]));
        Assert.That(others.Output, Is.Empty);
        Assert.That(await place.StoredAsync(), Does.Contain(key[..8]).And.Not.Contain(key[..12]));
    }

    [Test]
    public async Task When_a_key_was_last_used_is_listed_at_the_latest_once_the_service_has_stopped([Values] bool isInterrupted)
    {
        await using var place = (await Workplace.CreateAsync(database)).With("Gateway__Shutdown__Delay", "0");
        var (session, key) = (await place.AddSessionAsync(), await place.CreateKeyAsync());
        await place.CreateKeyAsync(Permissions.Send);
        var service = await place.ServeAsync();

        var before = TimeProvider.System.GetUtcNow();
        await service.PageAsync(session, key);
        var after = TimeProvider.System.GetUtcNow();
        (await service.StopAsync(isInterrupted ? Signal.Interrupt : Signal.Terminate)).Done();

        var text = (await place.CliAsync("keys", "list", "--org", Workplace.Organization)).Done().OutputLines;
        var json = (await place.CliAsync("keys", "list", "--org", Workplace.Organization, "--json")).Done().Json.AsArray();
        Assert.That(json[0]!["lastUsedAt"]!.GetValue<DateTimeOffset>(), Is.InRange(before.AddMicroseconds(-1), after));
        Assert.That(json[1]!.AsObject().ContainsKey("lastUsedAt") && json[1]!["lastUsedAt"] is null, "the other never was");
        Assert.That(text[0], Does.Match(", last used [0-9-]+ [0-9:]+Z"));
        Assert.That(text[1], Does.Contain(", never used"));
    }

    [Test]
    public async Task A_revoked_key_in_use_stops_working_within_five_seconds()
    {
        await using var place = await Workplace.CreateAsync(database);
        var (session, key) = (await place.AddSessionAsync(), await place.CreateKeyAsync());
        var service = place.ServeInProcess();
        var path = $"/api/v1/sessions/{session}/contacts";
        var id = (await place.CliAsync("keys", "list", "--org", Workplace.Organization, "--json")).Json[0]!["id"]!.ToString();
        Assert.That(await service.StatusOfAsync(path, key), Is.EqualTo(HttpStatusCode.OK));

        (await place.CliAsync("keys", "revoke", id)).Done();

        // Busy all the while: use must not prolong its life.
        for (var since = Stopwatch.StartNew(); since.Elapsed < s_longestAfterlife; await Task.Delay(TimeSpan.FromMilliseconds(100)))
        {
            await service.StatusOfAsync(path, key);
        }

        Assert.That(await service.StatusOfAsync(path, key), Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That((await place.CliAsync("keys", "list", "--org", Workplace.Organization)).Output, Does.Contain("revoked"));
    }

    [Test]
    public async Task Revoking_what_is_not_there_fails_and_twice_does_not()
    {
        await using var place = await Workplace.CreateAsync(database);
        await place.CreateKeyAsync();
        var id = (await place.CliAsync("keys", "list", "--org", Workplace.Organization, "--json")).Json[0]!["id"]!.ToString();

        (await place.CliAsync("keys", "revoke", "key_none")).FailedWithOneSentence(exitCode: 1);
        (await place.CliAsync("keys", "revoke", id)).Done();
        Assert.That((await place.CliAsync("keys", "revoke", id, "--json")).Done().Json["revoked"]!.ToString(), Is.EqualTo(id));
    }
}
