using System.Security.Cryptography;
using Gateway.Application.Access;
using Gateway.Application.Ingest;
using Gateway.Application.Sessions;
using Gateway.Domain.Access;
using Gateway.Domain.Contacts;
using Gateway.Domain.Sessions;
using Gateway.IntegrationTests.Oracle;
using Gateway.IntegrationTests.Ports;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.IntegrationTests.Http;

/// <summary>The same twenty thousand people, under the same ids and cursor key, give the same bytes from every database.</summary>
[Category(TestCategories.Postgres)]
internal sealed class SameAnswersTests
{
    private const string Organization = "org_same";
    private const string Session = "sess_same";
    private static readonly string s_cursorKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(CursorKeyRing.KeyBytes));
    private static readonly string[] s_groups = ["", TwentyThousand.Large, TwentyThousand.Small, TwentyThousand.DirectOnly, "404@g.us"];
    private static readonly string[] s_terms = ["", "a", "李", "σίσυφος", "strasse", "%", "_", "619", "+60 1", "no such name"];

    [Test]
    public async Task From_every_database()
    {
        var databases = Databases.All.Select(data => (TestedDatabase)data.Arguments[0]!).ToList();
        Assert.That(databases, Has.Count.GreaterThan(1), "PostgreSQL is not at hand");
        var answers = new List<IReadOnlyList<string>>();
        foreach (var database in databases)
        {
            answers.Add(await AnswersAsync(database));
        }

        Assert.That(answers[0], Has.Count.GreaterThan(300));
        foreach (var others in answers.Skip(1))
        {
            Assert.That(others, Is.EqualTo(answers[0]));
        }
    }

    /// <summary>Of every combination of filters the first pages and their headers, and all pages of everybody.</summary>
    private static async Task<IReadOnlyList<string>> AnswersAsync(TestedDatabase database)
    {
        var clock = new TestClock();
        await using var application = new GatewayApplication(database, ("Gateway:Cursors:Keys:0", s_cursorKey))
        {
            Replace = services => services.AddSingleton<TimeProvider>(clock),
        };
        using var client = await SeedAsync(application, clock);
        var answers = new List<string>();
        await FollowAsync(client, "limit=200", int.MaxValue, answers);
        foreach (var source in new[] { "", "source=dm&", "source=group&" })
        {
            foreach (var (group, term) in s_groups.SelectMany(_ => s_terms, (group, term) => (group, term)))
            {
                var filter = group.Length == 0 ? source : $"{source}group={group}&";
                await FollowAsync(client, $"{filter}limit=7&q={Uri.EscapeDataString(term)}", 3, answers);
            }
        }

        return answers;
    }

    private static async Task<HttpClient> SeedAsync(GatewayApplication application, TestClock clock)
    {
        var session = SessionId.TryParse(Session, out var id) ? id : throw new FormatException("Not a session's id.");
        await application.Service<ISessionRepository>().AddAsync(session, Organization, [], CancellationToken.None);
        await using var source = TwentyThousand.Ndjson(TwentyThousand.Lines(clock.Microseconds));
        await application.Service<IMediator>().Send(new ImportObservationsCommand(new SessionScope(session), new NdjsonSource(source, application.Service<TimeProvider>())));
        var key = ApiKeyText.New();
        var record = new ApiKey(ApiKey.NewId(clock), Organization, "same", ApiKeyText.ShownPrefix(key), Permissions.Read, clock.GetUtcNow(), null, null);
        await application.Service<IApiKeyRepository>().AddAsync(record, ApiKeyText.Hash(key), CancellationToken.None);
        return application.ClientWith(key);
    }

    private static async Task FollowAsync(HttpClient client, string query, int pages, List<string> answers)
    {
        for (var cursor = ""; pages > 0; pages--)
        {
            var answer = (await client.AskAsync($"/api/v1/sessions/{Session}/contacts?{query}&cursor={cursor}")).MustBePage();
            answers.Add($"{query}\n{answer.Signature}\n{answer.Text}");
            if ((cursor = answer.NextCursor).Length == 0)
            {
                return;
            }
        }
    }
}
