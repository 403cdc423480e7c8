namespace Gateway.IntegrationTests.Http;

[OverEveryDatabase]
public sealed class CursorTests(TestedDatabase database)
{
    private const string Group = "12345-67890@g.us";
    private Tenant _tenant = null!;
    private string _cursor = "";
    private byte[] _refusal = [];

    [OneTimeSetUp]
    public async Task SeedAsync()
    {
        _tenant = await SharedApplication.Of(database).NewTenantAsync();
        await _tenant.SeedContactsAsync(6);
        await _tenant.ObserveAsync(Lines.Group(Group, Enumerable.Range(1, 6).Select(number => $"62812{number:00000000}")));
        _cursor = (await _tenant.ListAsync("limit=2")).NextCursor;
        _refusal = (await _tenant.ListAsync("cursor=garbage")).MustBe(400, "validation_error", "cursor").Body;
    }

    [Test]
    public void Is_url_safe_and_short() => Assert.That(_cursor, Does.Match("^[A-Za-z0-9_-]{1,256}$"));

    [Test]
    public async Task Is_the_same_for_the_same_page() =>
        Assert.That((await _tenant.ListAsync("limit=2")).NextCursor, Is.EqualTo(_cursor));

    [Test]
    public async Task Empty_is_the_first_page() =>
        Assert.That((await _tenant.ListAsync("limit=2&cursor=")).Body, Is.EqualTo((await _tenant.ListAsync("limit=2")).Body));

    [TestCase("limit=1", 1)]
    [TestCase("limit=200", 4)]
    [TestCase("", 4)]
    public async Task Goes_with_another_limit(string limit, int count) =>
        Assert.That((await _tenant.ListAsync($"{limit}&cursor={_cursor}")).MustBePage(count).Names[0], Is.EqualTo("Person 0003"));

    [Test]
    public async Task Goes_with_a_filter_that_folds_to_the_same()
    {
        var cursor = (await _tenant.ListAsync("limit=2&q=PERSON")).NextCursor;
        (await _tenant.ListAsync($"q=p%65rson&cursor={cursor}")).MustBePage(4);
    }

    [TestCase("q=&cursor={0}", 200)]
    [TestCase("source=dm&cursor={0}", 400)]
    [TestCase("source=group&cursor={0}", 400)]
    [TestCase("group=" + Group + "&cursor={0}", 400)]
    [TestCase("q=person&cursor={0}", 400)]
    public async Task Belongs_to_its_filters(string query, int status) =>
        Assert.That((await _tenant.ListAsync(string.Format(null, query, _cursor))).Status, Is.EqualTo(status));

    [TestCase("source=dm", "source=group")]
    [TestCase("source=dm", "")]
    [TestCase("group=" + Group, "group=12345@g.us")]
    [TestCase("group=" + Group, "")]
    [TestCase("q=person", "q=perso")]
    [TestCase("q=person", "")]
    [TestCase("source=dm&q=person", "source=group&q=person")]
    public async Task Is_refused_with_other_filters(string made, string used)
    {
        var cursor = (await _tenant.ListAsync(made + "&limit=2")).NextCursor;
        await RefusesAsync(_tenant, $"{used}&cursor={cursor}");
    }

    [Test]
    public async Task Is_refused_in_another_session_of_the_organization()
    {
        var session = await _tenant.Application.NewSessionAsync(_tenant.Organization);
        await RefusesAsync(_tenant with { Session = session }, "cursor=" + _cursor);
    }

    [Test]
    public async Task Is_refused_in_another_organization_before_the_session_is_looked_for()
    {
        var other = await SharedApplication.Of(database).NewTenantAsync();
        await RefusesAsync(other, "cursor=" + _cursor);
        await RefusesAsync(other with { Session = _tenant.Session }, "cursor=" + _cursor);
    }

    [Test]
    public async Task Is_judged_only_when_nothing_else_is_malformed() =>
        (await _tenant.ListAsync("cursor=garbage&limit=abc")).MustBe(400, "validation_error", "limit");

    /// <summary>Every refused cursor gets the same bytes.</summary>
    private async Task RefusesAsync(Tenant tenant, string query)
    {
        var answer = (await tenant.ListAsync(query)).MustBe(400, "validation_error", "cursor");
        Assert.That(answer.Body, Is.EqualTo(_refusal), query);
    }
}
