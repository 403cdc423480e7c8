using Gateway.Api.Auth;
using Gateway.Domain.Sessions;

namespace Gateway.Api.Logging;

/// <summary>What an endpoint adds to the request's log line; no content.</summary>
internal sealed class RequestNotes
{
    /// <summary>The route's template. Kept here since the framework forgets the route when it answers an exception.</summary>
    public string? Route { get; set; }

    public SessionId? Session { get; set; }

    public int? Rows { get; set; }

    /// <summary>How many lines a body had.</summary>
    public long? Lines { get; set; }

    /// <summary>Names of the filters present.</summary>
    public string? Filters { get; set; }

    /// <summary>Why the token or the request was refused, in fixed words.</summary>
    public string? Refusal { get; set; }

    public static RequestNotes Of(HttpContext context)
    {
        var notes = context.Features.Get<RequestNotes>() ?? new RequestNotes();
        context.Features.Set(notes);
        return notes;
    }
}

/// <summary>One line a request, its own category: who asked what of which session, and what came of it. Never what was in it.</summary>
internal sealed class RequestLog(RequestDelegate next, TimeProvider clock, ILoggerFactory loggers)
{
    public const string Category = "Gateway.Requests";
    private readonly ILogger _logger = loggers.CreateLogger(Category);

    public async Task InvokeAsync(HttpContext context)
    {
        var start = clock.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            Log(context, clock.GetElapsedTime(start));
        }
    }

    /// <summary>To stand behind routing.</summary>
    public static Task NoteRouteAsync(HttpContext context, RequestDelegate next)
    {
        var notes = RequestNotes.Of(context);
        notes.Route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
        notes.Session = SessionId.TryParse(context.GetRouteValue("session") as string, out var session) ? session : null;
        return next(context);
    }

    private void Log(HttpContext context, TimeSpan elapsed)
    {
        var notes = RequestNotes.Of(context);
        var caller = context.CallerOrNull();
        var line = new RequestLine(
            clock.GetLocalNow(),
            Method(context.Request.Method),
            notes.Route,
            context.Response.StatusCode,
            elapsed.TotalMilliseconds,
            caller?.OrganizationId,
            caller?.Subject,
            notes.Session?.Text,
            notes.Filters,
            notes.Rows,
            notes.Lines,
            notes.Refusal,
            context.TraceIdentifier,
            context.Connection.RemoteIpAddress);
        _logger.Log(LogLevel.Information, default, line, exception: null, static (line, _) => line.ToString());
    }

    /// <summary>A method is the client's text, too.</summary>
    private static string Method(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsPost(method)
            || HttpMethods.IsPut(method) || HttpMethods.IsPatch(method) || HttpMethods.IsDelete(method)
            ? method
            : "other";
}
