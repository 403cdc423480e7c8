using System.Text;
using Gateway.Application;
using Gateway.Domain.Access;
using Gateway.IntegrationTests.Http.Feeding;

namespace Gateway.IntegrationTests.Document;

/// <summary>Every way to send observations.</summary>
internal sealed class SendObservationsSituations(Stage stage)
{
    private const string Cors = "Access-Control-Allow-Origin";
    private const string Blank = "\n";
    private static readonly string[] s_rates = ["RateLimit", "RateLimit-Policy"];
    private static readonly string[] s_counted = [Cors, .. s_rates];

    public async Task<IReadOnlyList<Situation>> AllAsync()
    {
        var feeder = await Feeder.OfAsync(stage.Tenant);
        return [.. await ReportsAsync(feeder), .. await CallersAsync(), .. Refusals(feeder), .. await FaultsAsync()];
    }

    private static string Example => ApiDocument.Committed.Root.GetProperty("paths").GetProperty("/api/v1/sessions/{session}/observations").GetProperty("post")
        .GetProperty("requestBody").GetProperty("content").GetProperty(Feeder.Ndjson).GetProperty("example").GetString()!;

    private async Task<IReadOnlyList<Situation>> ReportsAsync(Feeder feeder)
    {
        var elsewhere = await Feeder.NewAsync(stage.Plain.Application);
        return
        [
            new("what the document shows", 200, null, s_counted, Ask(feeder, Example)),
            new("nothing", 200, null, s_counted, Ask(feeder, "")),
            new("lines that are rejected, of every sort", 200, null, s_counted, Ask(feeder, """
                x
                {}
                {"type":"contact","jid":1}
                {"type":"contact","jid":"1"}
                {"type":"contact","jid":"6281200000001@s.whatsapp.net","at":"soon"}
                """ + "\n" + new string(' ', (4 * 1024 * 1024) + 1) + "\n")),
            new("more of them than are named", 200, null, s_counted, Ask(feeder, string.Concat(Enumerable.Repeat("x\n", 120)))),
            new("with a charset", 200, null, s_counted, Ask(feeder, Blank, Feeder.Ndjson + "; charset=UTF-8")),
            new("no browser", 200, null, s_rates, method => feeder.Client.SendAsync(feeder.Path, Body(Blank), method)),
            new("nothing configured", 200, null, [], Ask(elsewhere, Blank)),
        ];
    }

    /// <summary>Both kinds of token, whatever they are good for.</summary>
    private async Task<IReadOnlyList<Situation>> CallersAsync()
    {
        var callers = new List<Situation>();
        foreach (var role in new[] { "owner", "admin", "member", "viewer", "stranger" })
        {
            callers.Add(Caller(role, role is "owner" or "admin", stage.WithRole(role)));
        }

        foreach (var permission in new[] { Permissions.None, Permissions.Read, Permissions.Send, Permissions.Manage, Permissions.Ingest })
        {
            callers.Add(Caller($"a key to {permission}", permission == Permissions.Ingest, await stage.WithKeyAsync(permission)));
        }

        return callers;
    }

    private Situation Caller(string name, bool mayFeed, HttpClient client) => mayFeed
        ? new(name, 200, null, s_counted, Ask(new Feeder(stage.Tenant, client), Blank))
        : new(name, 403, "forbidden", [Cors], Ask(new Feeder(stage.Tenant, client), Blank));

    private IEnumerable<Situation> Refusals(Feeder feeder)
    {
        yield return new("a chunk without a size", 400, "bad_request", s_counted, method => feeder.RawAsync($"Origin: {Stage.Origin}\r\nTransfer-Encoding: chunked\r\n", "zz\r\n", method));
        yield return new("two tokens", 400, "bad_request", [Cors], method => feeder.RawAsync($"Origin: {Stage.Origin}\r\nAuthorization: Bearer a\r\nContent-Length: 0\r\n", "", method));
        yield return new("another host", 400, "bad_request", [Cors], method => feeder.Client.SendAsync(feeder.Path, Body(Blank), method, ("Host", "other.example"), ("Origin", Stage.Origin)));
        yield return new("no token", 401, "unauthorized", [Cors], Ask(feeder with { Client = stage.Anonymous }, Blank));
        yield return new("a token of nobody's", 401, "unauthorized", [Cors], method => stage.Anonymous.SendAsync(feeder.Path, Body(Blank), method, ("Authorization", "Bearer a"), ("Origin", Stage.Origin)));
        yield return new("JSON", 415, "unsupported_media_type", s_counted, Ask(feeder, Blank, "application/json"));
        foreach (var session in new[] { "sess_0", stage.Newcomer.Session, "malformed" })
        {
            yield return new($"the session {session}", 404, "not_found", s_counted, Ask(feeder with { Tenant = feeder.Tenant with { Session = session } }, Blank));
        }
    }

    private async Task<IReadOnlyList<Situation>> FaultsAsync()
    {
        var hurried = await Feeder.OfAsync(stage.Hurried);
        return
        [
            new("too often", 429, "rate_limited", s_counted, method => TooOftenAsync(Ask(hurried, Blank), method)),
            new("a defect", 500, "internal_error", s_counted, method => WhereItFailsAsync(new InvalidOperationException("on purpose"), method)),
            new("out of reach", 503, "unavailable", s_counted, method => WhereItFailsAsync(new UnavailableException("on purpose"), method)),
        ];
    }

    private static async Task<Answer> TooOftenAsync(Func<string, Task<Answer>> ask, string method)
    {
        Answer answer;
        do
        {
            answer = await ask(method);
        }
        while (answer.Status == 200);
        return answer;
    }

    private async Task<Answer> WhereItFailsAsync(Exception fault, string method) =>
        await Ask(await Feeder.OfAsync(await stage.WhereItFailsAsync(fault)), Blank)(method);

    private static Func<string, Task<Answer>> Ask(Feeder feeder, string body, string type = Feeder.Ndjson) =>
        method => feeder.Client.SendAsync(feeder.Path, Body(body, type), method, ("Origin", Stage.Origin));

    private static HttpContent Body(string text, string type = Feeder.Ndjson) => Feeder.Content(new ByteArrayContent(Encoding.UTF8.GetBytes(text)), type);
}
