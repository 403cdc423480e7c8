using Gateway.IntegrationTests.Http.Hostile;

namespace Gateway.IntegrationTests.Http;

/// <summary>HARDENING's requests and more, as bytes through a real Kestrel: each gets what it deserves, and the next one is served.</summary>
[OverEveryDatabase]
internal sealed class HostileRequestTests(TestedDatabase database)
{
    private readonly Dictionary<string, string> _places = new(StringComparer.Ordinal);
    private Tenant _tenant = null!;
    private byte[] _page = [];

    private static IReadOnlyList<HostileRequest> All { get; } =
        [.. HostileLines.All, .. HostileFraming.All, .. HostileHeaderFields.All, .. HostileTokens.All, .. HostileTargets.All, .. HostileQueries.All];

    private GatewayApplication Application => SharedApplication.Of(database);

    [OneTimeSetUp]
    public async Task SeedAsync()
    {
        var other = await Application.NewTenantAsync();
        await other.SeedContactsAsync(Outcome.Everybody);
        _tenant = await Application.NewTenantAsync();
        await _tenant.SeedContactsAsync(Outcome.Everybody);
        _page = (await _tenant.ListAsync()).MustBePage(Outcome.Everybody).Body;
        _places["{path}"] = _tenant.Path;
        _places["{token}"] = _tenant.Token;
        _places["{session}"] = _tenant.Session;
        _places["{other}"] = other.Session;
        _places["{cursor}"] = (await _tenant.ListAsync("limit=1")).NextCursor;
        _places["{others}"] = (await other.ListAsync("limit=1")).NextCursor;
    }

    [Test]
    public void There_are_hundreds_of_them_and_no_two_are_alike()
    {
        Assert.That(All, Has.Count.GreaterThanOrEqualTo(400));
        Assert.That(All.Select(request => request.Name), Is.Unique);
        Assert.That(All.Select(request => request.Bytes), Is.Unique);
    }

    [TestCaseSource(nameof(All))]
    public async Task Gets_what_it_deserves_and_the_next_one_is_served(HostileRequest request)
    {
        var answers = await ExchangeAsync(request.Bytes, request.IsCutOff);
        Assert.That(answers, request.Outcome.IsTheServers ? Has.Count.LessThanOrEqualTo(1) : Has.Count.EqualTo(1));
        foreach (var answer in answers)
        {
            Check(answer, request.Outcome);
            Assert.That(answer.Text + answer.Signature, Does.Not.Contain("canary").And.Not.Contain("evil").And.Not.Contain("Injected"));
        }

        Assert.That((await _tenant.ListAsync()).MustBePage().Body, Is.EqualTo(_page));
    }

    [TestCase("{good}\r\n{good}\r\n{good}Connection: close\r\n\r\n", 200, 200, 200)]
    [TestCase("{good}\r\nGET\r\n\r\n{good}Connection: close\r\n\r\n", 200, 400)]
    [TestCase("{good}\r\nGET {path} HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\n\r\n", 200, 401)]
    [TestCase("{good}Content-Length: 18\r\n\r\nGET / HTTP/1.1\r\n\r\n{good}Connection: close\r\n\r\n", 200, 200)]
    [TestCase("{good}Transfer-Encoding: chunked\r\n\r\n12\r\nGET / HTTP/1.1\r\n\r\n\r\n0\r\n\r\n{good}Connection: close\r\n\r\n", 200, 200)]
    [TestCase("{good}Content-Length: 0\r\n\r\nGET /nowhere HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\n\r\n", 200, 404)]
    public async Task Several_on_one_connection_are_answered_in_turn_and_know_nothing_of_each_other(string bytes, params int[] statuses)
    {
        var good = "GET {path} HTTP/1.1\r\nHost: gateway\r\nAuthorization: Bearer {token}\r\n";
        var answers = await ExchangeAsync(bytes.Replace("{good}", good, StringComparison.Ordinal), isCutOff: false);
        Assert.That(answers.Select(answer => answer.Status), Is.EqualTo(statuses));
        Assert.That(answers.Where(answer => answer.Status == 200).Select(answer => answer.Body), Has.All.EqualTo(_page));
    }

    private static void Check(Answer answer, Outcome outcome)
    {
        Assert.That(outcome.Statuses, Has.Member(answer.Status), answer.Text);
        if (outcome.Code is { } code)
        {
            answer.MustBe(answer.Status, code, outcome.Details ?? []);
        }
        else if (answer.Status == 200)
        {
            answer.MustBePage(outcome.People ?? Outcome.Everybody);
        }
        else if (answer.Body.Length > 0)
        {
            answer.MustBe(answer.Status, answer.Json.GetProperty("error").GetProperty("code").GetString()!);
        }
    }

    private Task<IReadOnlyList<Answer>> ExchangeAsync(string bytes, bool isCutOff) =>
        RawHttp.ExchangeAsync(Application.Address, _places.Aggregate(bytes, (text, place) => text.Replace(place.Key, place.Value, StringComparison.Ordinal)), isCutOff);
}
