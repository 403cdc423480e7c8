using Gateway.Application;
using Gateway.Domain.Access;

namespace Gateway.IntegrationTests.Document;

/// <summary>One way to ask an operation, and what must come of it.</summary>
/// <param name="Headers">Those that the document says may be absent, and that are there now: these and no other.</param>
/// <param name="AskAsync">By the operation's method, or by HEAD where that is GET.</param>
internal sealed record Situation(string Name, int Status, string? Code, IReadOnlyList<string> Headers, Func<string, Task<Answer>> AskAsync);

/// <summary>Every way to ask for the list.</summary>
internal sealed class ListContactsSituations(Stage stage)
{
    private const string Cors = "Access-Control-Allow-Origin";
    private const string AsOf = "Gateway-Data-As-Of";
    private const string Link = "Link";
    private const int LongestRequestLine = 8192;
    private static readonly string[] s_rates = ["RateLimit", "RateLimit-Policy"];
    private static readonly string[] s_counted = [Cors, .. s_rates];

    public async Task<IReadOnlyList<Situation>> AllAsync() => [.. Pages(), .. await CallersAsync(), .. Refusals()];

    /// <summary>Each parameter alone, and all at once.</summary>
    private IEnumerable<Situation> Pages()
    {
        foreach (var query in new[] { "", "source=dm", "source=group", $"group={Stage.Group}", "q=nomen", "limit=200", "cursor=", "source=dm&group=1@g.us&q=%CF%89&limit=1&cursor=" })
        {
            yield return new($"the only page of {query}", 200, null, [.. s_counted, AsOf], Ask(stage.Tenant, query));
        }

        yield return new("a page before another", 200, null, [.. s_counted, AsOf, Link], Ask(stage.Tenant, "limit=1"));
        yield return new("a page behind another", 200, null, [.. s_counted, AsOf], async method => await Ask(stage.Tenant, $"limit=200&cursor={await CursorAsync("limit=1")}")(method));
        yield return new("the longest link", 200, null, [.. s_counted, AsOf, Link], Ask(stage.Tenant, $"limit={LongestOne(stage.Tenant.Path)}"));
        yield return new("nothing taken in", 200, null, s_counted, Ask(stage.Newcomer));
        yield return new("no browser", 200, null, [.. s_rates, AsOf], method => stage.Tenant.Client.AskAsync(stage.Tenant.Path, method));
        yield return new("nothing configured", 200, null, [], Ask(stage.Plain));
    }

    /// <summary>Both kinds of token, whatever they are good for.</summary>
    private async Task<IReadOnlyList<Situation>> CallersAsync()
    {
        var callers = new List<Situation>();
        foreach (var role in new[] { "owner", "admin", "member", "viewer", "stranger" })
        {
            callers.Add(Caller(role, role != "stranger", stage.WithRole(role)));
        }

        foreach (var permission in new[] { Permissions.None, Permissions.Read, Permissions.Send, Permissions.Manage, Permissions.Ingest })
        {
            callers.Add(Caller($"a key to {permission}", permission == Permissions.Read, await stage.WithKeyAsync(permission)));
        }

        return callers;
    }

    private Situation Caller(string name, bool mayRead, HttpClient client) => mayRead
        ? new(name, 200, null, [.. s_counted, AsOf], Ask(stage.Tenant with { Client = client }))
        : new(name, 403, "forbidden", [Cors], Ask(stage.Tenant with { Client = client }));

    private IEnumerable<Situation> Refusals()
    {
        yield return new("everything malformed", 400, "validation_error", s_counted, Ask(stage.Tenant, "source=&group=x&q=%00&limit=x&cursor=x"));
        yield return new("another list's cursor", 400, "validation_error", s_counted, async method => await Ask(stage.Tenant, $"source=dm&cursor={await CursorAsync("limit=1")}")(method));
        yield return new("two tokens", 400, "bad_request", [Cors], method => stage.Tenant.RawAsync("", $"Origin: {Stage.Origin}\r\nAuthorization: Bearer a\r\n", method));
        yield return new("another host", 400, "bad_request", [Cors], method => stage.Tenant.Client.AskAsync(stage.Tenant.Path, method, ("Host", "other.example"), ("Origin", Stage.Origin)));
        yield return new("no token", 401, "unauthorized", [Cors], Ask(stage.Tenant with { Client = stage.Anonymous }));
        yield return new("a token of nobody's", 401, "unauthorized", [Cors], method => stage.Anonymous.AskAsync(stage.Tenant.Path, method, ("Authorization", "Bearer a"), ("Origin", Stage.Origin)));
        yield return new("no such session", 404, "not_found", s_counted, Ask(stage.Tenant with { Session = "sess_0" }));
        yield return new("another's session", 404, "not_found", s_counted, Ask(stage.Tenant with { Session = stage.Newcomer.Session }));
        yield return new("a body too large", 413, "payload_too_large", [Cors], method => stage.Tenant.RawAsync("", $"Origin: {Stage.Origin}\r\nContent-Length: 32505856\r\n", method));
        yield return new("too often", 429, "rate_limited", s_counted, TooOftenAsync);
        yield return new("a defect", 500, "internal_error", s_counted, method => WhereItFailsAsync(new InvalidOperationException("on purpose"), method));
        yield return new("out of reach", 503, "unavailable", s_counted, method => WhereItFailsAsync(new UnavailableException("on purpose"), method));
    }

    /// <summary>As long a number as a request line holds.</summary>
    private static string LongestOne(string path) => "1".PadLeft(LongestRequestLine - $"HEAD {path}?limit= HTTP/1.1\r\n".Length, '0');

    private static Func<string, Task<Answer>> Ask(Tenant tenant, string query = "") =>
        method => tenant.Client.AskAsync($"{tenant.Path}?{query}", method, ("Origin", Stage.Origin));

    private async Task<Answer> WhereItFailsAsync(Exception fault, string method) => await Ask(await stage.WhereItFailsAsync(fault))(method);

    private async Task<string> CursorAsync(string query) => (await stage.Tenant.ListAsync(query)).MustBePage().NextCursor;

    private async Task<Answer> TooOftenAsync(string method)
    {
        while (true)
        {
            if (await Ask(stage.Hurried)(method) is { Status: not 200 } refusal)
            {
                return refusal;
            }
        }
    }
}
