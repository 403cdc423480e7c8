namespace Gateway.IntegrationTests.Http;

[OverEveryDatabase]
public sealed class QueryStringTests(TestedDatabase database)
{
    private const string SixtyFour = "1=1&2=2&3=3&4=4&5=5&6=6&7=7&8=8&9=9&10&11&12&13&14&15&16&17&18&19&20&21&22&23&24&25&26&27&28&29&30&31&32&33&34&35&36&37&38&39&40&41&42&43&44&45&46&47&48&49&50&51&52&53&54&55&56&57&58&59&60&61&62&63&64";
    private Tenant _tenant = null!;

    [OneTimeSetUp]
    public async Task SeedAsync()
    {
        _tenant = await SharedApplication.Of(database).NewTenantAsync();
        await _tenant.SeedContactsAsync(3);
    }

    [TestCase("&&=&")]
    [TestCase("=")]
    [TestCase("=abc")]
    [TestCase("foo=1&foo=2")]
    [TestCase("foo=%41+b%20c")]
    [TestCase("Q=nobody")]
    [TestCase("q%5B%5D=nobody")]
    [TestCase("q.x=nobody")]
    [TestCase("Source=DM")]
    [TestCase("CURSOR=garbage")]
    [TestCase("?q=nobody")]
    [TestCase("foo=a=b=c")]
    [TestCase(SixtyFour)]
    [TestCase("&&&" + SixtyFour + "&&&")]
    public async Task Ignores_what_is_readable_but_means_nothing(string query) =>
        (await _tenant.ListAsync(query)).MustBePage(3);

    [TestCase("foo=%ff")]
    [TestCase("%ff=1")]
    [TestCase("foo=%zz")]
    [TestCase("foo=%4")]
    [TestCase("foo%=1")]
    [TestCase("foo=%00")]
    [TestCase("foo=%1b")]
    [TestCase("foo=%7f")]
    [TestCase("foo=%C2%85")]
    [TestCase("fo%0ao=1")]
    [TestCase("foo=%ff&bar=%ff")]
    [TestCase(SixtyFour + "&65")]
    [TestCase("q=a&" + SixtyFour)]
    public async Task Refuses_what_is_unreadable_outside_a_known_value_or_too_much(string query) =>
        (await _tenant.ListAsync(query)).MustBe(400, "validation_error", "query");

    [Test]
    public async Task Refuses_eleven_hundred_pairs() =>
        (await _tenant.ListAsync(string.Join('&', Enumerable.Repeat("a=1", 1100)))).MustBe(400, "validation_error", "query");

    [Test]
    public async Task Refuses_bytes_that_are_not_even_encoded() =>
        Assert.That((await _tenant.RawAsync("q=caf\u00E9")).Status, Is.EqualTo(400));

    [TestCase("q=a&q=a", "q")]
    [TestCase("q=a&%71=b", "q")]
    [TestCase("q&q", "q")]
    [TestCase("source=dm&source=dm", "source")]
    [TestCase("group=1@g.us&group=1@g.us", "group")]
    [TestCase("cursor=&cursor=", "cursor")]
    public async Task Refuses_a_known_name_given_twice(string query, string parameter) =>
        (await _tenant.ListAsync(query)).MustBe(400, "validation_error", parameter);

    [TestCase("limit=abc&q=%zz&source=DM", "limit,q,source")]
    [TestCase("limit=abc&q=%zz&source=DM&group=x&cursor=garbage", "group,limit,q,source")]
    [TestCase("limit=abc&foo=%ff", "limit,query")]
    [TestCase("limit=abc&limit=def&q=%ff&q=%ff", "limit,q")]
    [TestCase("source=&group=&limit=&q=&cursor=", "group,limit,source")]
    [TestCase("cursor=garbage&q=%00", "q")]
    [TestCase("cursor=%ff&limit=x", "cursor,limit")]
    public async Task Names_all_faulty_parameters_at_once_and_no_other(string query, string parameters) =>
        (await _tenant.ListAsync(query)).MustBe(400, "validation_error", parameters.Split(','));

    [TestCase("source", "%25canary")]
    [TestCase("group", "canary")]
    [TestCase("limit", "canary")]
    [TestCase("cursor", "canary")]
    [TestCase("q", "canary%ff")]
    [TestCase("canary", "%ff")]
    [TestCase("q", "canary&q=canary")]
    public async Task Never_echoes_what_was_sent(string name, string value)
    {
        var answer = await _tenant.ListAsync($"{name}={value}");
        Assert.That(answer.Status, Is.EqualTo(400));
        Assert.That(answer.Text + answer.Signature, Does.Not.Contain("canary").IgnoreCase);
    }
}
