namespace Gateway.IntegrationTests.Process;

[OverEveryDatabase]
[Parallelizable(ParallelScope.All)]
public sealed class CliForgetTests(TestedDatabase database)
{
    private const string Phone = "6281200000002";
    private const string Lid = "205227000000002";

    [TestCase(Phone + "@s.whatsapp.net")]
    [TestCase(Phone + ":12@c.us")]
    [TestCase(Lid + "@lid")]
    public async Task Either_identifier_makes_a_person_forgotten_and_seen_again_they_are_new_at_the_end(string jid)
    {
        await using var place = await Workplace.CreateAsync(database);
        var (session, key) = (await place.AddSessionAsync(), await place.CreateKeyAsync());
        var service = place.ServeInProcess();
        await ImportAsync(place, session, Observations.Chat("6281200000001", "ana"), Observations.Chat(Phone, "bo"), Observations.Mapping(Lid, Phone), Observations.Chat("6281200000003", "cy"));
        Assert.That((await service.EverybodyAsync(session, key))[1], Does.Contain("\"bo\"").And.Contain(Lid));

        (await place.CliAsync("forget", "--session", session, "--jid", jid)).Done();
        Assert.That(await service.EverybodyAsync(session, key), Has.Count.EqualTo(2).And.None.Contain("\"bo\""));

        await ImportAsync(place, session, Observations.Chat(Phone, "bo again"));
        var everybody = await service.EverybodyAsync(session, key);
        Assert.That(everybody, Has.Count.EqualTo(3));
        Assert.That(everybody[2], Is.EqualTo($$"""{"businessName":"","lid":"","name":"bo again","phoneNumber":"{{Phone}}","source":"dm"}"""));
    }

    [Test]
    public async Task Nobody_to_forget_is_a_failure()
    {
        await using var place = await Workplace.CreateAsync(database);
        var session = await place.AddSessionAsync();
        await ImportAsync(place, session, Observations.Chat(Phone, "bo"));

        (await place.CliAsync("forget", "--session", session, "--jid", "6281200000009@s.whatsapp.net")).FailedWithOneSentence(exitCode: 1);
        (await place.CliAsync("forget", "--session", "sess_unknown", "--jid", $"{Phone}@s.whatsapp.net")).FailedWithOneSentence(exitCode: 1);
        var json = (await place.CliAsync("forget", "--session", session, "--jid", $"{Phone}@s.whatsapp.net", "--json")).Done();
        Assert.That(json.OutputLines.Single(), Is.EqualTo("{\"forgotten\":true}"));
    }

    private static async Task ImportAsync(Workplace place, string session, params string[] lines) =>
        (await place.CliReadingAsync(Observations.Bytes(lines), "import", "ndjson", "-", "--session", session)).Done();
}
