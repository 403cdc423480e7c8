using Gateway.IntegrationTests.Http.Feeding;

namespace Gateway.IntegrationTests.Http;

[OverEveryDatabase]
public sealed class RouteTests(TestedDatabase database)
{
    private Tenant _tenant = null!;

    [OneTimeSetUp]
    public async Task SeedAsync()
    {
        _tenant = await SharedApplication.Of(database).NewTenantAsync();
        await _tenant.SeedContactsAsync(2);
    }

    [TestCase("/api/v1/sessions//contacts")]
    [TestCase("/api/v1/sessions/../contacts")]
    [TestCase("/api/v1/sessions/%2e%2e/contacts")]
    [TestCase("/api/v1/sessions/./contacts")]
    [TestCase("/api/v1/sessions/sess_a/contacts/1")]
    [TestCase("/api/v1/sessions/sess_a/contact")]
    [TestCase("/api/v1/sessions")]
    [TestCase("/api/v2/sessions/sess_a/contacts")]
    [TestCase("/unknown")]
    [TestCase("/unknown?limit=abc&q=%zz")]
    [TestCase("/favicon.ico")]
    [TestCase("/.env")]
    [TestCase("/index.html")]
    public async Task An_unknown_route_is_not_found_and_needs_no_token(string target)
    {
        using var anybody = SharedApplication.Of(database).Anonymous();
        (await anybody.AskAsync(target)).MustBe(404, "not_found");
        (await anybody.AskAsync(target, "POST")).MustBe(404, "not_found");
        (await anybody.AskAsync(target, "OPTIONS")).MustBe(404, "not_found");
        (await _tenant.Client.AskAsync(target)).MustBe(404, "not_found");
    }

    [Test]
    public async Task A_trailing_slash_makes_no_difference() =>
        Assert.That((await _tenant.Client.AskAsync(_tenant.Path + "/?limit=1")).MustBePage(1).Body, Is.EqualTo((await _tenant.ListAsync("limit=1")).Body));

    [TestCase("POST")]
    [TestCase("PUT")]
    [TestCase("PATCH")]
    [TestCase("DELETE")]
    [TestCase("TRACE")]
    [TestCase("FOO")]
    public async Task Any_other_method_is_refused_with_what_is_allowed(string method)
    {
        using var anybody = SharedApplication.Of(database).Anonymous();
        foreach (var target in new[] { _tenant.Path, Tenant.PathOf("sess_unknown"), "/livez", "/readyz", "/openapi.json", "/", "/docs", "/docs/page.js" })
        {
            var answer = (await anybody.AskAsync(target, method)).MustBe(405, "method_not_allowed");
            Assert.That(Allowed(answer), Is.EqualTo(new[] { "GET", "HEAD", "OPTIONS" }), target);
            Assert.That(answer.Json.GetProperty("error").GetProperty("message").GetString(), Does.EndWith("; allowed: " + answer.Header("Allow")));
        }
    }

    [TestCase("GET")]
    [TestCase("HEAD")]
    [TestCase("PUT")]
    [TestCase("DELETE")]
    [TestCase("OPTIONS")]
    public async Task Observations_are_only_ever_posted(string method)
    {
        using var anybody = SharedApplication.Of(database).Anonymous();
        var answer = await anybody.AskAsync(Feeder.PathOf("sess_unknown"), method);
        Assert.That(answer.Status, Is.EqualTo(method == "OPTIONS" ? 204 : 405));
        Assert.That(Allowed(answer), Is.EqualTo(new[] { "OPTIONS", "POST" }));
    }

    [Test]
    public async Task Options_answers_what_is_allowed_without_a_body()
    {
        using var anybody = SharedApplication.Of(database).Anonymous();
        foreach (var target in new[] { _tenant.Path, _tenant.Path + "?limit=abc", Tenant.PathOf("sess_unknown"), "/livez" })
        {
            var answer = await anybody.AskAsync(target, "OPTIONS");
            Assert.That(answer.Status, Is.EqualTo(204));
            Assert.That(Allowed(answer), Is.EqualTo(new[] { "GET", "HEAD", "OPTIONS" }), target);
            Assert.That(answer.Body, Is.Empty);
            Assert.That(answer.Header("Content-Type"), Is.Null);
            Assert.That(answer.Header("X-Request-Id"), Is.Not.Empty);
        }
    }

    [TestCase("limit=1", 200)]
    [TestCase("limit=abc", 400)]
    public async Task Head_is_get_without_the_body(string query, int status)
    {
        var get = await _tenant.RawAsync(query);
        var head = await _tenant.RawAsync(query, method: "HEAD");
        Assert.That(head.Status, Is.EqualTo(get.Status).And.EqualTo(status));
        Assert.That(head.Body, Is.Empty);
        Assert.That(get.Body, Is.Not.Empty);
        Assert.That(WithoutFraming(head), Is.EqualTo(WithoutFraming(get)));
    }

    [TestCase("/livez")]
    [TestCase("/readyz")]
    public async Task Health_needs_no_token(string target)
    {
        using var anybody = SharedApplication.Of(database).Anonymous();
        foreach (var method in new[] { "GET", "HEAD" })
        {
            var answer = await anybody.AskAsync(target, method);
            Assert.That(answer.Status, Is.EqualTo(200));
            Assert.That(answer.Header("Cache-Control"), Is.EqualTo("no-store"));
            Assert.That(answer.Text, Is.EqualTo(method == "HEAD" ? "" : """{"status":"ok"}"""));
        }
    }

    private static string[] Allowed(Answer answer) => [.. answer.Header("Allow")!.Split(", ").Order(StringComparer.Ordinal)];

    private static IEnumerable<string> WithoutFraming(Answer answer) =>
        answer.Signature.Split('\n').Where(header => !header.StartsWith("Transfer-Encoding", StringComparison.Ordinal) && !header.StartsWith("Content-Length", StringComparison.Ordinal));
}
