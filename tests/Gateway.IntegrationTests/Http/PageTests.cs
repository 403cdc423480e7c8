using FsCheck;
using FsCheck.Fluent;

namespace Gateway.IntegrationTests.Http;

/// <summary>Pages and walks.</summary>
[OverEveryVersion]
public sealed class PageTests(TestedDatabase database)
{
    private const int People = 60;
    private Tenant _tenant = null!;

    [OneTimeSetUp]
    public async Task SeedAsync()
    {
        _tenant = await SharedApplication.Of(database).NewTenantAsync();
        await _tenant.SeedContactsAsync(People);
    }

    [Test]
    public async Task A_body_is_byte_for_byte_as_documented()
    {
        var tenant = await SharedApplication.Of(database).NewTenantAsync();
        await tenant.ObserveAsync(
            """{"type":"contact","jid":"6281234567890@s.whatsapp.net","lid":"205227043110953@lid","savedName":"Alice","pushName":"ali","businessName":"Acme Corp","directChat":true}""",
            """{"type":"group","jid":"1@g.us","members":["111@lid"],"complete":true}""",
            """{"type":"contact","jid":"6281234567891@s.whatsapp.net","businessName":"Only Business","directChat":true}""",
            """{"type":"contact","jid":"6281234567892@s.whatsapp.net","pushName":"push","directChat":true}""");
        Assert.That((await tenant.ListAsync()).Text, Is.EqualTo("""
            {"data":[
            {"businessName":"Acme Corp","lid":"205227043110953@lid","name":"Alice","phoneNumber":"6281234567890","source":"dm"},
            {"businessName":"","lid":"111@lid","name":"","phoneNumber":"","source":"group"},
            {"businessName":"Only Business","lid":"","name":"Only Business","phoneNumber":"6281234567891","source":"dm"},
            {"businessName":"","lid":"","name":"push","phoneNumber":"6281234567892","source":"dm"}
            ],"nextCursor":""}
            """.ReplaceLineEndings("")));
    }

    [Test]
    public async Task An_empty_page_has_data_and_a_cursor_too() =>
        Assert.That((await _tenant.ListAsync("q=nobody")).Text, Is.EqualTo("""{"data":[],"nextCursor":""}"""));

    [TestCase(1)]
    [TestCase(7)]
    [TestCase(20)]
    [TestCase(30)]
    [TestCase(50)]
    [TestCase(59)]
    [TestCase(60)]
    [TestCase(61)]
    public async Task A_walk_gives_everybody_once_in_order_on_full_pages(int limit)
    {
        var pages = await _tenant.WalkAsync($"limit={limit}");
        Assert.That(pages.SelectMany(page => page.Names), Is.EqualTo(Enumerable.Range(1, People).Select(number => $"Person {number:0000}")));
        Assert.That(pages.SkipLast(1).Select(page => page.Names.Count), Has.All.EqualTo(limit));
        Assert.That(pages, Has.Count.EqualTo((People + limit - 1) / limit), "the last page, also exactly full, has no next one");
        Assert.That(pages.Select(page => page.NextCursor), Is.Unique);
    }

    [Test]
    public async Task A_walk_is_undisturbed_by_what_happens_meanwhile()
    {
        var tenant = await SharedApplication.Of(database).NewTenantAsync();
        await tenant.SeedContactsAsync(6);
        var first = await tenant.ListAsync("limit=2");
        await tenant.ObserveAsync(Lines.Contact("6281200000001", "Renamed"), Lines.Contact("6281200000003", "Renamed too"), Lines.Person(7));
        var second = await tenant.ListAsync("limit=2&cursor=" + first.NextCursor);
        var rest = await tenant.ListAsync("limit=200&cursor=" + second.NextCursor);
        Assert.That(
            first.Names.Concat(second.Names).Concat(rest.Names),
            Is.EqualTo(new[] { "Person 0001", "Person 0002", "Renamed too", "Person 0004", "Person 0005", "Person 0006", "Person 0007" }));
    }

    [Test]
    public void Whatever_the_query_the_answer_is_a_page_or_names_what_is_wrong()
    {
        string[] parts = ["q", "limit", "source", "group", "cursor", "foo", "=", "=", "=", "&", "&", "+", "%", "%2", "%00", "%ff", "%C3%A9", "%41", "dm", "5", "-1", "1@g.us", "abc", ";", "[]", "'", "?", "#"[..0], "\\", "<>"];
        var queries = Gen.Elements(parts).ListOf().Select(list => string.Concat(list)).ToArbitrary();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(queries, IsJudged));
    }

    private bool IsJudged(string query)
    {
        var answer = _tenant.ListAsync("x=1&" + query).GetAwaiter().GetResult();
        if (answer.Status == 200)
        {
            return answer.MustBePage().Json.GetProperty("data").GetArrayLength() <= 200;
        }

        var faulty = answer.Json.GetProperty("error").GetProperty("details").EnumerateObject().Select(parameter => parameter.Name).ToArray();
        answer.MustBe(400, "validation_error", faulty);
        return faulty.Length > 0 && faulty.All(name => name is "q" or "limit" or "source" or "group" or "cursor" or "query");
    }
}
