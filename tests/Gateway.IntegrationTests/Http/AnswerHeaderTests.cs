using System.Globalization;

namespace Gateway.IntegrationTests.Http;

/// <summary>What the answer tells beside its body.</summary>
[OverEveryDatabase]
public sealed class AnswerHeaderTests(TestedDatabase database)
{
    private const string AsOf = "Gateway-Data-As-Of";
    private const string Status = "Gateway-Session-Status";
    private Tenant _tenant = null!;

    [OneTimeSetUp]
    public async Task SeedAsync()
    {
        _tenant = await SharedApplication.Of(database).NewTenantAsync();
        await _tenant.SeedContactsAsync(10);
    }

    [TestCase("", 200)]
    [TestCase("limit=abc", 400)]
    public async Task Nobody_may_keep_it_or_guess_at_it(string query, int status)
    {
        var answer = await _tenant.ListAsync(query);
        Assert.That(answer.Status, Is.EqualTo(status));
        Assert.That(answer.Header("Cache-Control"), Is.EqualTo("no-store"));
        Assert.That(answer.Header("X-Content-Type-Options"), Is.EqualTo("nosniff"));
        Assert.That(answer.Header("Vary"), Is.EqualTo("Authorization, Accept-Encoding"));
        Assert.That(answer.Header("Server"), Is.Null);
        Assert.That(answer.Header("Pragma") ?? answer.Header("Expires"), Is.Null);
    }

    [Test]
    public async Task Errors_carry_the_same_headers()
    {
        using var anybody = SharedApplication.Of(database).Anonymous();
        foreach (var answer in new[] { await anybody.AskAsync("/x"), await anybody.AskAsync(_tenant.Path), await anybody.AskAsync(_tenant.Path, "POST"), await _tenant.Client.AskAsync(Tenant.PathOf("sess_x")) })
        {
            Assert.That(answer.Header("Cache-Control"), Is.EqualTo("no-store"));
            Assert.That(answer.Header("X-Content-Type-Options"), Is.EqualTo("nosniff"));
            Assert.That(answer.Header("Vary"), Is.EqualTo("Authorization, Accept-Encoding"));
            Assert.That(answer.Header("Pragma") ?? answer.Header("Expires"), Is.Null);
        }
    }

    [Test]
    public async Task A_session_that_never_synced_says_so()
    {
        var tenant = await SharedApplication.Of(database).NewTenantAsync();
        var answer = (await tenant.ListAsync()).MustBePage(0);
        Assert.That(answer.Header(AsOf), Is.Null);
        Assert.That(answer.Header(Status), Is.EqualTo("unknown"));
    }

    [Test]
    public async Task Data_is_as_of_the_last_applied_line_changed_or_not()
    {
        var tenant = await SharedApplication.Of(database).NewTenantAsync();
        var times = new List<string?>();
        foreach (var lines in new string[][] { [], [Lines.Person(1)], [Lines.Person(1)], [], ["nonsense"], ["{}"] })
        {
            await tenant.ObserveAsync(lines);
            times.Add((await tenant.ListAsync()).Header(AsOf));
        }

        Assert.That(times[0], Is.Null);
        Assert.That(times.Skip(1), Has.All.Match(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$").And.All.Matches<string>(time => DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, out _)));
        Assert.That(times[2], Is.Not.EqualTo(times[1]));
        Assert.That(times.Skip(3), Has.All.EqualTo(times[2]));
    }

    [TestCase("connected")]
    [TestCase("disconnected")]
    public async Task The_status_is_the_one_last_reported(string status)
    {
        var tenant = await SharedApplication.Of(database).NewTenantAsync();
        await tenant.ObserveAsync($$"""{"type":"session","status":"{{status}}"}""");
        Assert.That((await tenant.ListAsync()).Header(Status), Is.EqualTo(status));
    }

    [TestCase("")]
    [TestCase("limit=3")]
    [TestCase("limit=003&q=%50erson+0&source=dm&foo=1&LIMIT=9")]
    [TestCase("limit=4&q=")]
    [TestCase("q=%25&limit=2")]
    public async Task Its_link_leads_where_the_cursor_leads(string query)
    {
        var answer = await _tenant.ListAsync(query);
        while (answer.MustBePage().NextCursor is { Length: > 0 } cursor)
        {
            var link = answer.Header("Link");
            Assert.That(link, Does.Match($"^<{_tenant.Path}\\?[^ <>\"]*cursor={cursor}>; rel=\"next\"$"));
            var next = await _tenant.ListAsync($"{query}&cursor={cursor}");
            answer = await _tenant.Client.AskAsync(link![1..link.IndexOf('>', StringComparison.Ordinal)]);
            Assert.That(answer.Body, Is.EqualTo(next.Body));
        }

        Assert.That(answer.Header("Link"), Is.Null);
    }

    [Test]
    public async Task Its_link_keeps_known_parameters_and_drops_others()
    {
        var link = (await _tenant.ListAsync("foo=1&q=%50erson+0%30&source=dm&limit=03&cursor=&LIMIT=9")).Header("Link");
        Assert.That(link, Does.Match($"^<{_tenant.Path}\\?source=dm&q=Person%2000&limit=03&cursor=[A-Za-z0-9_-]+>; rel=\"next\"$"));
    }
}
