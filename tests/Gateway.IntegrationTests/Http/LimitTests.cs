namespace Gateway.IntegrationTests.Http;

[OverEveryDatabase]
public sealed class LimitTests(TestedDatabase database)
{
    private Tenant _tenant = null!;

    [OneTimeSetUp]
    public async Task SeedAsync()
    {
        _tenant = await SharedApplication.Of(database).NewTenantAsync();
        await _tenant.SeedContactsAsync(210);
    }

    [TestCase("limit=007", 7)]
    [TestCase("limit=-0", 50)]
    [TestCase("limit=0", 50)]
    [TestCase("limit=-1", 1)]
    [TestCase("limit=-9223372036854775808", 1)]
    [TestCase("limit=1", 1)]
    [TestCase("limit=200", 200)]
    [TestCase("limit=201", 200)]
    [TestCase("limit=9223372036854775807", 200)]
    [TestCase("limit=00000000000000000000000000000000000000000000000000000000000005", 5)]
    [TestCase("", 50)]
    [TestCase("LIMIT=5", 50)]
    [TestCase("Limit=abc", 50)]
    [TestCase("limit[]=5", 50)]
    [TestCase("limit.x=5", 50)]
    [TestCase("foo=1", 50)]
    [TestCase("%6Cimit=5", 5)]
    [TestCase("%6c%69%6D%69%74=%35", 5)]
    public async Task Is_clamped_where_it_is_a_number_and_ignored_under_any_other_name(string query, int count) =>
        (await _tenant.ListAsync(query)).MustBePage(count);

    [TestCase("limit=abc")]
    [TestCase("limit=1e3")]
    [TestCase("limit=5.0")]
    [TestCase("limit=1,000")]
    [TestCase("limit=(1)")]
    [TestCase("limit=%2B50")]
    [TestCase("limit=+50")]
    [TestCase("limit=%2050")]
    [TestCase("limit=50%20")]
    [TestCase("limit=%D9%A5")]
    [TestCase("limit=%EF%BC%95")]
    [TestCase("limit=0x10")]
    [TestCase("limit=")]
    [TestCase("limit")]
    [TestCase("limit=-")]
    [TestCase("limit=--1")]
    [TestCase("limit=null")]
    [TestCase("limit=5%00")]
    [TestCase("limit=9223372036854775808")]
    [TestCase("limit=-9223372036854775809")]
    [TestCase("limit=50&limit=abc")]
    [TestCase("limit=50&limit=50")]
    [TestCase("limit=50&%6Cimit=50")]
    public async Task Is_refused_where_it_is_no_number(string query) =>
        (await _tenant.ListAsync(query)).MustBe(400, "validation_error", "limit");

    [Test]
    public async Task Is_refused_with_ten_thousand_digits_by_us_or_by_the_server() =>
        Assert.That((await _tenant.RawAsync("limit=" + new string('1', 10_000))).Status, Is.EqualTo(400).Or.EqualTo(414));

    [Test]
    public async Task Is_refused_with_seven_thousand_digits() =>
        (await _tenant.ListAsync("limit=" + new string('1', 7_000))).MustBe(400, "validation_error", "limit");
}
