using FsCheck.Fluent;

namespace Gateway.IntegrationTests.Http;

/// <summary>Whatever the query string, there is a page or a word about what is malformed.</summary>
[OverEveryDatabase]
public sealed class QueryFuzzTests(TestedDatabase database)
{
    private static readonly string[] s_faulty = ["source", "group", "q", "limit", "cursor", "query"];
    private Tenant _tenant = null!;

    [OneTimeSetUp]
    public async Task SeedAsync()
    {
        _tenant = await SharedApplication.Of(database).NewTenantAsync();
        await _tenant.SeedContactsAsync(3);
    }

    [Test]
    public void Any_query_gets_a_page_or_the_names_of_its_faults() => Fuzz.SurvivesSample(Gen.Frequency((9, QueryStrings.Sendable), (1, QueryStrings.Printable)), query =>
    {
        var answer = _tenant.ListAsync(query).GetAwaiter().GetResult();
        if (answer.Status == 200)
        {
            Law.Is(answer.Json.GetProperty("data").GetArrayLength() <= 3 && answer.NextCursor.Length < 257, "a page");
            return;
        }

        Law.Same(answer.Status, 400, query);
        var error = answer.Json.GetProperty("error");
        Law.Same(error.GetProperty("code").GetString()!, "validation_error", query);
        var details = error.GetProperty("details").EnumerateObject().Select(fault => fault.Name).ToList();
        Law.Is(details.Count > 0 && details.All(s_faulty.Contains), string.Join(' ', details));
    });
}
