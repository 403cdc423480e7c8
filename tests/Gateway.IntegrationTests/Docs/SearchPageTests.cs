using Gateway.IntegrationTests.Http;

namespace Gateway.IntegrationTests.Docs;

/// <summary>The tables of docs/search.md: whom each <c>q</c> and each query string finds among the people of that page.</summary>
[OverEveryDatabase]
public sealed class SearchPageTests(TestedDatabase database)
{
    private const string Refused = "refused: ";
    private static readonly Page s_page = Page.Of("docs/search.md");
    private Tenant _tenant = null!;

    private static IEnumerable<TestCaseData> Terms => Rows("`q`").Select(row => new TestCaseData(Code(row[0]), row[1]));

    private static IEnumerable<TestCaseData> QueryStrings => Rows("Query string").Select(row => new TestCaseData(Code(row[0]), row[1]));

    [OneTimeSetUp]
    public async Task SeedAsync()
    {
        _tenant = await SharedApplication.Of(database).NewTenantAsync();
        await _tenant.ObserveAsync(s_page.Blocks.Single().Text.Split('\n'));
    }

    [TestCaseSource(nameof(Terms))]
    public Task A_text_finds(string q, string found) => FindsAsync("q=" + Uri.EscapeDataString(q), found);

    [TestCaseSource(nameof(QueryStrings))]
    public async Task A_query_string_finds(string query, string found)
    {
        if (found.StartsWith(Refused, StringComparison.Ordinal))
        {
            (await _tenant.RawAsync(query)).MustBe(400, "validation_error", found[Refused.Length..].Split(", "));
        }
        else
        {
            await FindsAsync(query, found);
        }
    }

    [Test]
    public void No_row_is_left_out() => Assert.That(Rows("`q`").Count() + Rows("Query string").Count(), Is.EqualTo(s_page.Tables.Sum(table => table.Rows.Count - 1)).And.AtLeast(40));

    private async Task FindsAsync(string query, string found)
    {
        var answer = (await _tenant.ListAsync(query)).MustBePage();
        Assert.That(answer.Names, Is.EqualTo(found == "nobody" ? [] : found.Split(", ")));
    }

    private static IEnumerable<IReadOnlyList<string>> Rows(string head) =>
        s_page.Tables.Where(table => table.Rows[0][0] == head).SelectMany(table => table.Rows.Skip(1));

    /// <summary>Between the backticks, as it stands.</summary>
    private static string Code(string cell) => cell.Split('`')[1];
}
