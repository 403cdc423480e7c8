using FsCheck.Fluent;
using Gateway.Application.Sessions;
using Gateway.Domain.Sessions;

namespace Gateway.IntegrationTests.Document;

/// <summary>Whatever the document allows is served, and as it says.</summary>
public sealed class ValidRequestTests
{
    private static readonly ApiDocument s_document = ApiDocument.Committed;
    private static readonly DocumentedOperation s_operation = s_document.Operation("listContacts");
    private Stage _stage = null!;

    [OneTimeSetUp]
    public async Task SetAsync() => _stage = await Stage.SetAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _stage.DisposeAsync();

    [Test]
    public void A_query_that_the_document_allows_is_never_called_malformed()
    {
        var queries = ValidValues.Queries(s_document, s_operation.Parameters.Where(parameter => parameter is { In: "query", Name: not "cursor" }), Stage.Favourites);
        Law.Holds(queries, query =>
        {
            for (var cursor = ""; cursor is not null; cursor = Next(query + cursor))
            {
            }
        });

        string? Next(string query)
        {
            var answer = _stage.Tenant.ListAsync(query).GetAwaiter().GetResult();
            Law.Same(answer.Status, 200, query);
            Law.Is(!Conformance.Faults(s_document, s_operation, "GET", answer).Any(), query);
            return answer.NextCursor is { Length: > 0 } cursor ? $"&cursor={cursor}" : null;
        }
    }

    [Test]
    public void A_session_that_the_document_allows_can_be_there()
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        Law.Holds(ValidValues.Of(s_document, s_operation.Parameters.Single(parameter => parameter.In == "path").Schema), session =>
        {
            if (known.Add(session))
            {
                Law.Is(SessionId.TryParse(session, out var id), session);
                _stage.Tenant.Application.Service<ISessionRepository>().AddAsync(id, _stage.Tenant.Organization, [], CancellationToken.None).GetAwaiter().GetResult();
                Law.Same((_stage.Tenant with { Session = session }).ListAsync().GetAwaiter().GetResult().Status, 200, session);
            }
        });
    }

    [TestCase("^[a-c]{2,3}(-x)?$", "^([a-c]{2}|[a-c]{3})(-x)?$")]
    [TestCase("^(a[0-9]*)?b\\.c+$", "^(a[0-9]*)?b[.]c+$")]
    public void Generated_texts_match_their_pattern_and_reach_all_its_branches(string pattern, string same)
    {
        var texts = Gen.Sample(PatternText.Of(pattern), 300, 50);
        Assert.That(texts, Has.All.Matches(same).And.Some.Matches("[x0-9]").And.Some.Not.Matches("[x0-9]"));
    }

    [TestCase("a")]
    [TestCase("^a|b$")]
    [TestCase("^a.b$")]
    [TestCase("^\\d$")]
    [TestCase("^a)b$")]
    public void Patterns_that_are_not_understood_are_refused(string pattern) => Assert.That(() => PatternText.Of(pattern), Throws.TypeOf<NotSupportedException>());
}
