namespace Gateway.IntegrationTests.Leaks;

/// <summary>What of the logs of all tests counts as told; proves that <see cref="SuiteLogTests"/> is not blind.</summary>
public sealed class LeakSearchTests
{
    private const string Key = "wa_0123456789abcdefghijABCDEFGHIJ01234567";
    private const string Login = "eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiJzb21lYm9keSJ9.c2lnbmF0dXJlLW9mLXRoZS10b2tlbg";

    [TestCase("""{"type":"contact","jid":"628991234567@s.whatsapp.net"}""", "Nobody has 628991234567.")]
    [TestCase("""{"type":"contact","jid":"628991234567@s.whatsapp.net"}""", """{"Exception":"SqliteException:\n628991234567\n"}""")]
    [TestCase("""{"type":"contact","jid":"628991234567:12@s.whatsapp.net"}""", "phone=%2B628991234567")]
    [TestCase("""{"type":"mapping","lid":"987600012345678@lid"}""", "duplicate key (987600012345678)")]
    [TestCase("""{"type":"group","jid":"120363999988887777@g.us","name":"Allotment","members":[]}""", "group 120363999988887777")]
    [TestCase("""{"type":"group","jid":"120363999988887777@g.us","name":"Allotment","members":[]}""", "group allotment")]
    [TestCase("""{"type":"contact","jid":"1@lid","savedName":"Grandmother 7"}""", "Name: grandmother 8")]
    [TestCase("""{"type":"contact","jid":"1@lid","pushName":"Mother\"s \u00d6zg\u00fcr"}""", """{"Message":"Mother\"s \u00d6zg\u00fcr"}""")]
    [TestCase("GET /contacts?q=grand%6dother&limit=1", "looked for GRANDMOTHER")]
    [TestCase("GET /contacts?limit=1&q=%2B62899123456", "looked for 62899123456")]
    [TestCase("GET /contacts?cursor=AbCdEfGhIjKlMnOpQrStUv", "cursor AbCdEfGhIjKlMnOpQrStUv")]
    [TestCase("""{"nextCursor":"AbCdEfGhIjKlMnOpQrStUv","data":[]}""", """{"Cursor":"AbCdEfGhIjKlMnOpQrStUv"}""")]
    [TestCase("Authorization: Bearer " + Login, "signature c2lnbmF0dXJlLW9mLXRoZS10b2tlbg")]
    [TestCase("Host=127.0.0.1;Password=0123456789abcdef01234567;Pooling=true", "as gateway:0123456789abcdef01234567@127.0.0.1")]
    [TestCase("Gateway:Cursors:Keys:0=AAECAwQFBgcICQoLDA0ODw==", "key AAECAwQFBgcICQoLDA0ODw==")]
    public void Finds_what_was_told_to_a_program(string told, string line)
    {
        Assert.That(Search(told).In(line), Is.Not.Empty);
        Assert.That(Search("").In(line), Is.Empty, "it was told, or it would not be found");
    }

    [TestCase("GET /api/v1/sessions/s/contacts?limit=1&q=a")]
    [TestCase("key " + Key)]
    [TestCase("token " + Login)]
    [TestCase("member 62899:3@s.whatsapp.net")]
    [TestCase("member 98760@lid")]
    [TestCase("Host=127.0.0.1;password=x")]
    public void Finds_the_form_of_a_secret_that_nobody_knew_of(string line) => Assert.That(Search("").In(line), Is.Not.Empty);

    [TestCase("62899123")]
    [TestCase("grandmother")]
    public void Finds_nothing_in_times_durations_ports_ids_and_paths(string term)
    {
        var search = Search($"?q={term}");
        Assert.That(search.In($$"""{"Timestamp":"2026-11-22T22:14:37.6289912+00:00","TraceId":"c62899123f63176f6ad0be4d87cda55d","Elapsed":6289.9123,"Message":"at http://127.0.0.1:62899"}"""), Is.Empty);
        Assert.That(search.In($"in {Path.GetTempPath()}grand: line 628"), Is.Empty);
    }

    [Test]
    public void Finds_names_in_messages_of_exceptions_and_not_in_their_methods()
    {
        const string Trace = @"\n   at Gateway.Infrastructure.Postgres.SessionStateReader.GrandmothersAsync[T](DbDataReader grandmother, CancellationToken[] cancellationToken) in";
        var search = Search("?q=grandmother");
        Assert.That(search.In($$"""{"Exception":"Gateway.Application.UnavailableException: The database is out of reach.{{Trace}}"}"""), Is.Empty);
        Assert.That(search.In($$"""{"Exception":"Gateway.Application.UnavailableException: Nobody has Grandmother.{{Trace}}"}"""), Is.Not.Empty);
    }

    private static LeakSearch Search(string told) => new(Secret.In(told).ToHashSet());
}
