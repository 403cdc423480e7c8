using Gateway.Domain.Access;
using Gateway.IntegrationTests.Http.Feeding;

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

    [TestCase("GET", "sess_unknown", "ingest", "x", 405, "method_not_allowed")]
    [TestCase("POST", "sess_unknown", "", "x", 401, "unauthorized")]
    [TestCase("POST", "sess_unknown", "wa_wrong", "x", 401, "unauthorized")]
    [TestCase("POST", "sess_unknown", "read", "x", 403, "forbidden")]
    [TestCase("POST", "sess_unknown", "ingest", "text/plain", 415, "unsupported_media_type")]
    [TestCase("POST", "sess_unknown", "ingest", "application/x-ndjson", 404, "not_found")]
    [TestCase("POST", "bad!", "ingest", "text/plain", 415, "unsupported_media_type")]
    [TestCase("POST", "bad!", "ingest", "application/x-ndjson", 404, "not_found")]
    public async Task Of_an_upload_too_and_then_its_form(string method, string session, string token, string type, int status, string code)
    {
        using var client = token switch
        {
            "" => Application.Anonymous(),
            "read" or "ingest" => await Application.ClientFor(GatewayApplication.NewOrganization(), token == "read" ? Permissions.Read : Permissions.Ingest),
            _ => Application.ClientWith(token),
        };
        using var body = new ByteArrayContent("{}"u8.ToArray());
        body.Headers.TryAddWithoutValidation("Content-Type", type);
        (await client.SendAsync(Feeder.PathOf(session), body, method)).MustBe(status, code);
    }
}
