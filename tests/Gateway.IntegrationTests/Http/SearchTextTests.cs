namespace Gateway.IntegrationTests.Http;

/// <summary>What <c>q</c> may be made of, byte by byte.</summary>
[OverEveryDatabase]
public sealed class SearchTextTests(TestedDatabase database)
{
    private Tenant _tenant = null!;

    [OneTimeSetUp]
    public async Task SeedAsync()
    {
        _tenant = await SharedApplication.Of(database).NewTenantAsync();
        await _tenant.ObserveAsync(
            Lines.Contact("4915112345601", "Anna Bee"),
            Lines.Contact("4915112345602", "a_b"),
            Lines.Contact("4915112345603", "100% wool"),
            Lines.Contact("4915112345604", @"back\\slash"),
            Lines.Contact("4915112345605", "O'Neil' OR 1=1--"),
            Lines.Contact("4915112345606", "a;b"),
            Lines.Contact("4915112345607", "Ünal 👩‍💻"),
            Lines.Contact("4915112345608", "أحمد"),
            Lines.Contact("4915112345609", "plus+sign"));
    }

    [TestCase("q=", 9)]
    [TestCase("q", 9)]
    [TestCase("q=nobody", 0)]
    [TestCase("q=%20", 4)]
    [TestCase("q=+", 4)]
    [TestCase("q=a+b", 1)]
    [TestCase("q=a%20b", 1)]
    [TestCase("q=%25", 1)]
    [TestCase("q=_", 1)]
    [TestCase(@"q=\", 1)]
    [TestCase("q=%5C", 1)]
    [TestCase("q=%5C%5C", 0)]
    [TestCase("q='%20OR%201=1--", 1)]
    [TestCase("q=a;b", 1)]
    [TestCase("q=a_b", 1)]
    [TestCase("q=s%2Bs", 1)]
    [TestCase("q=%F0%9F%91%A9", 1)]
    [TestCase("q=%F0%9F%91%A9%E2%80%8D%F0%9F%92%BB", 1)]
    [TestCase("q=u%CC%88nal", 1)]
    [TestCase("q=%C3%BCNAL", 1)]
    [TestCase("q=%D8%A3%D8%AD", 1)]
    [TestCase("q=*", 0)]
    [TestCase("q=[a-z]", 0)]
    [TestCase("q=%EF%BF%BD", 0)]
    public async Task Is_taken_literally(string query, int count) =>
        (await _tenant.ListAsync(query)).MustBePage(count);

    [TestCase("q=%00")]
    [TestCase("q=a%00b")]
    [TestCase("q=%0d%0a")]
    [TestCase("q=%09")]
    [TestCase("q=%1b[31m")]
    [TestCase("q=%7f")]
    [TestCase("q=%C2%80")]
    [TestCase("q=%C2%9F")]
    [TestCase("q=%")]
    [TestCase("q=%zz")]
    [TestCase("q=%u0041")]
    [TestCase("q=%4")]
    [TestCase("q=a%4")]
    [TestCase("q=%ff")]
    [TestCase("q=%c0%80")]
    [TestCase("q=%ed%a0%80")]
    [TestCase("q=%F4%90%80%80")]
    [TestCase("q=%C3")]
    public async Task Is_refused_where_it_is_no_text(string query) =>
        (await _tenant.ListAsync(query)).MustBe(400, "validation_error", "q");

    [TestCase("a", 256, 200)]
    [TestCase("a", 257, 400)]
    [TestCase("%F0%9F%98%80", 256, 200)]
    [TestCase("%F0%9F%98%80", 257, 400)]
    [TestCase("%EF%B7%BA", 256, 200)] // folds to 18 characters
    [TestCase("+", 256, 200)]
    [TestCase("+", 257, 400)]
    public async Task Has_at_most_256_code_points_before_folding(string character, int count, int status) =>
        Assert.That((await _tenant.ListAsync("q=" + string.Concat(Enumerable.Repeat(character, count)))).Status, Is.EqualTo(status));
}
