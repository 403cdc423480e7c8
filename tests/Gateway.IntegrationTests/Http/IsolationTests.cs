using System.Text.RegularExpressions;
using Gateway.Api.Auth;
using Gateway.Domain.Access;
using Microsoft.AspNetCore.Routing;

namespace Gateway.IntegrationTests.Http;

/// <summary>Every statement that the service runs for a caller, once the key is known, names the caller's organization.</summary>
[OverEveryDatabase]
public sealed partial class IsolationTests(TestedDatabase database)
{
    private const string Team = "1@g.us";
    private const string ListRoute = "/api/v1/sessions/{session}/contacts";
    private static readonly string[] s_visited = [ListRoute, "/api/v1/sessions/{session}/observations"];

    [Test]
    public async Task Every_statement_run_for_a_caller_compares_the_organization()
    {
        IReadOnlyList<string> statements;
        string organization;
        await using (var application = new GatewayApplication(database))
        {
            var tenant = await application.NewTenantAsync();
            organization = tenant.Organization;
            await tenant.ObserveAsync(Lines.Person(1), Lines.Person(2), Lines.Group(Team, "6281200000001", "6281200000002"));
            var stranger = await application.NewTenantAsync();
            using var sender = await application.ClientFor(tenant.Organization, Permissions.Send);
            using var nobody = application.ClientWith(ApiKeyText.New());
            using var captured = new CapturedStatements(application);
            await VisitAsync(tenant, stranger.Session);
            Assert.That((await sender.AskAsync(tenant.Path)).Status, Is.EqualTo(403));
            Assert.That((await nobody.AskAsync(tenant.Path)).Status, Is.EqualTo(401));
            await application.StopAsync();
            statements = [.. captured.Texts.SelectMany(Parts)];
        }

        var others = statements.Where(statement => !IsBookkeeping(statement) && !IsLookUpOfTheKey(statement)).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(others.Where(statement => !ComparesTheOrganization(statement, organization)), Is.Empty);
            Assert.That(statements.Count(IsLookUpOfTheKey), Is.EqualTo(3), "each key once: the one exception");
            Assert.That(others.Where(statement => statement.StartsWith("SELECT", StringComparison.Ordinal) && !AsksHowFarPostingsGo(statement)), Has.Exactly(38).Items, "pages");
            Assert.That(others.Where(statement => statement.StartsWith("UPDATE api_keys", StringComparison.Ordinal)), Is.Not.Empty, "uses of keys");
        });
    }

    [Test]
    public void Every_route_that_needs_a_permission_is_among_those_visited()
    {
        var endpoints = SharedApplication.Of(database).Service<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();
        var guarded = endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<RequirePermissionAttribute>() is not null);
        Assert.That(guarded.Select(endpoint => "/" + endpoint.RoutePattern.RawText!.TrimStart('/')).Distinct(), Is.EquivalentTo(s_visited));
    }

    /// <summary>Every filter with every other, behind a cursor too, of the caller's session and of others.</summary>
    private static async Task VisitAsync(Tenant tenant, string strangers)
    {
        foreach (var source in new[] { "", "&source=dm", "&source=group" })
        {
            foreach (var group in new[] { "", $"&group={Team}" })
            {
                foreach (var q in new[] { "", "&q=person", "&q=%2B62" })
                {
                    var page = (await tenant.ListAsync($"limit=1{source}{group}{q}")).MustBePage(1);
                    (await tenant.ListAsync($"limit=1{source}{group}{q}&cursor={page.NextCursor}")).MustBePage(1);
                }
            }
        }

        foreach (var session in new[] { strangers, "sess_unknown" })
        {
            Assert.That((await (tenant with { Session = session }).ListAsync()).Status, Is.EqualTo(404));
        }
    }

    private static IEnumerable<string> Parts(string text) => text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static bool IsBookkeeping(string statement) => Bookkeeping().IsMatch(statement) || CapturedStatements.IsOfTheSchema(statement);

    /// <summary>Whose key it is, is what it asks.</summary>
    private static bool IsLookUpOfTheKey(string statement) => LookUpOfTheKey().IsMatch(statement);

    /// <summary>SQLite shows the value, PostgreSQL the parameter: of one, or of many rows.</summary>
    private static bool ComparesTheOrganization(string statement, string organization) =>
        statement.Contains($"organization_id = '{organization}'", StringComparison.Ordinal)
        || statement.Contains("organization_id = @Organization", StringComparison.Ordinal)
        || statement.Contains("organization_id = $3", StringComparison.Ordinal) // of a page: by number, the third
        || (statement.Contains("unnest(@Ids, @Organizations, @Times) AS u (key_id, organization_id, at)", StringComparison.Ordinal)
            && statement.Contains("k.organization_id = u.organization_id", StringComparison.Ordinal));

    /// <summary>What a search of the embedded database begins with, before its page.</summary>
    private static bool AsksHowFarPostingsGo(string statement) => statement.StartsWith("SELECT sealed_position", StringComparison.Ordinal);

    [GeneratedRegex("^(BEGIN|BEGIN IMMEDIATE|COMMIT|ROLLBACK|SET LOCAL [^;]+)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Bookkeeping();

    [GeneratedRegex("^SELECT [^()]+\\sFROM api_keys\\sWHERE hash = \\S+$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LookUpOfTheKey();
}
