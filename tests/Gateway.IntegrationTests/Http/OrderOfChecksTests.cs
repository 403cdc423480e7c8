using Gateway.Domain.Access;

namespace Gateway.IntegrationTests.Http;

/// <summary>Route, then token, permission, parameters, session: the first that fails answers.</summary>
[OverEveryDatabase]
public sealed class OrderOfChecksTests(TestedDatabase database)
{
    private GatewayApplication Application => SharedApplication.Of(database);

    [TestCase("GET", "/api/v1/nothing?limit=abc", "", 404, "not_found")]
    [TestCase("POST", "/api/v1/sessions/bad!/contacts?limit=abc", "", 405, "method_not_allowed")]
    [TestCase("POST", "/api/v1/sessions/bad!/contacts?limit=abc", "wa_wrong", 405, "method_not_allowed")]
    [TestCase("GET", "/api/v1/sessions/bad!/contacts?limit=abc", "", 401, "unauthorized")]
    [TestCase("GET", "/api/v1/sessions/bad!/contacts?limit=abc", "wa_wrong", 401, "unauthorized")]
    [TestCase("GET", "/api/v1/sessions/bad!/contacts?limit=abc", "send", 403, "forbidden")]
    [TestCase("GET", "/api/v1/sessions/bad!/contacts?limit=abc", "read", 400, "validation_error", "limit")]
    [TestCase("GET", "/api/v1/sessions/sess_unknown/contacts?cursor=garbage", "read", 400, "validation_error", "cursor")]
    [TestCase("GET", "/api/v1/sessions/sess_unknown/contacts?foo=%ff", "read", 400, "validation_error", "query")]
    [TestCase("GET", "/api/v1/sessions/bad!/contacts", "read", 404, "not_found")]
    [TestCase("GET", "/api/v1/sessions/sess_unknown/contacts?limit=1", "read", 404, "not_found")]
    [TestCase("HEAD", "/api/v1/sessions/sess_unknown/contacts", "", 401, "unauthorized")]
    public async Task The_first_that_fails_answers(string method, string target, string token, int status, string code, params string[] details)
    {
        using var client = token switch
        {
            "" => Application.Anonymous(),
            "read" => await Application.ClientFor(GatewayApplication.NewOrganization(), Permissions.Read),
            "send" => await Application.ClientFor(GatewayApplication.NewOrganization(), Permissions.Send),
            _ => Application.ClientWith(token),
        };
        var answer = await client.AskAsync(target, method);
        if (method == "HEAD")
        {
            Assert.That(answer.Status, Is.EqualTo(status));
            Assert.That(answer.Body, Is.Empty);
            return;
        }

        answer.MustBe(status, code, details);
    }
}
