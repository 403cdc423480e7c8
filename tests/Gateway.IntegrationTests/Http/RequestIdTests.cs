namespace Gateway.IntegrationTests.Http;

public sealed class RequestIdTests
{
    private const string OfOurs = "^[0-9a-f]{32}$";
    private Tenant _tenant = null!;

    [OneTimeSetUp]
    public async Task SeedAsync() => _tenant = await SharedApplication.Application.NewTenantAsync();

    [TestCase("a")]
    [TestCase("Z9._-")]
    [TestCase("4bf92f3577b34da6a3ce929d0e0e4736")]
    public async Task Is_the_requests_own_when_well_formed(string id) =>
        Assert.That((await _tenant.RawAsync("", $"X-Request-Id: {id}\r\n")).Header("X-Request-Id"), Is.EqualTo(id));

    [TestCase(128, true)]
    [TestCase(129, false)]
    [TestCase(10_240, false)]
    public async Task Has_at_most_128_characters(int length, bool isKept)
    {
        var id = (await _tenant.RawAsync("", $"X-Request-Id: {new string('a', length)}\r\n")).Header("X-Request-Id");
        Assert.That(id, isKept ? Has.Length.EqualTo(length) : Does.Match(OfOurs));
    }

    [TestCase("X-Request-Id:")]
    [TestCase("X-Request-Id: a b")]
    [TestCase("X-Request-Id: a,b")]
    [TestCase("X-Request-Id: a\r\nX-Request-Id: b")]
    [TestCase("X-Request-Id: a%0d%0aX-Injected:1")]
    [TestCase("X-Request-Id: <script>")]
    [TestCase("X-Request-Id: caf\u00C3\u00A9")]
    [TestCase("X-Request-Id: a\tb")]
    [TestCase("X-Request-Id: {id}")]
    public async Task Is_replaced_when_malformed(string header)
    {
        var answer = await _tenant.RawAsync("", header + "\r\n");
        Assert.That(answer.Status, Is.EqualTo(200));
        Assert.That(answer.Header("X-Request-Id"), Does.Match(OfOurs));
        Assert.That(answer.Header("X-Injected"), Is.Null);
    }

    [TestCase("X-Request-Id: a\r\n b")]
    [TestCase("X-Request-Id: a\rb")]
    [TestCase("X-Request-Id: a\0b")]
    [TestCase("X-Request-Id: a\nX-Injected: 1")]
    public async Task Cannot_smuggle_a_line(string header)
    {
        var answer = await _tenant.RawAsync("", header + "\r\n");
        Assert.That(answer.Status, Is.EqualTo(400).Or.EqualTo(200));
        Assert.That(answer.Header("X-Injected"), Is.Null);
        Assert.That(answer.Header("X-Request-Id"), Is.Null.Or.EqualTo("a").Or.Match(OfOurs));
    }

    [Test]
    public async Task Is_on_every_answer_and_another_on_each()
    {
        using var anybody = SharedApplication.Application.Anonymous();
        var answers = new List<Answer>();
        foreach (var (target, method) in new[] { ("/livez", "GET"), ("/readyz", "GET"), ("/", "GET"), ("/openapi.json", "GET"), ("/x", "GET"), (_tenant.Path, "GET"), (_tenant.Path, "POST"), (_tenant.Path, "OPTIONS"), (_tenant.Path, "HEAD") })
        {
            answers.Add(await anybody.AskAsync(target, method));
            answers.Add(await _tenant.Client.AskAsync(target, method));
        }

        var ids = answers.Select(answer => answer.Header("X-Request-Id")).ToList();
        Assert.That(ids, Has.All.Match(OfOurs));
        Assert.That(ids, Is.Unique);
    }
}
