using System.Buffers;
using System.Diagnostics;
using Gateway.Api.Errors;
using Gateway.Api.Health;
using Gateway.Infrastructure.Configuration;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Api.Http;

/// <summary>What holds for every request and answer, whatever the route.</summary>
internal static class RequestRules
{
    public const string RequestIdHeader = "X-Request-Id";
    private const int MaxRequestIdLength = 128;
    private const string NoMethod = "NONE";
    private static readonly SearchValues<char> s_requestIdCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    /// <summary>Gives every answer an id: the request's own where that is well-formed. Answers without an entity tag must not be cached, and no browser may guess a media type.</summary>
    public static Task MarkAnswersAsync(HttpContext context, RequestDelegate next)
    {
        var id = context.Request.Headers[RequestIdHeader].ToString();
        context.TraceIdentifier = IsRequestId(id) ? id : ActivityTraceId.CreateRandom().ToHexString(); // random enough: it is no secret
        context.Response.OnStarting(Mark, context);
        return next(context);
    }

    /// <summary>A known route answers OPTIONS with what it allows; the framework calls that 405 as well.</summary>
    public static async Task AnswerOptionsAsync(HttpContext context, RequestDelegate next)
    {
        if (HttpMethods.GetCanonicalizedValue(context.Request.Method) != context.Request.Method)
        {
            context.Request.Method = NoMethod; // methods are case-sensitive (RFC 9110, section 9.1); routing would take get for GET
        }

        await next(context);
        if (context.Response.StatusCode == StatusCodes.Status405MethodNotAllowed && !context.Response.HasStarted)
        {
            context.Response.Headers.Allow = $"{context.Response.Headers.Allow}, {HttpMethods.Options}";
            if (HttpMethods.IsOptions(context.Request.Method))
            {
                context.Response.StatusCode = StatusCodes.Status204NoContent;
            }
        }
    }

    /// <summary>Refuses hosts that the configuration does not name, and bodies that are announced too large.</summary>
    public static Task RefuseAsync(HttpContext context, RequestDelegate next)
    {
        var hosts = context.RequestServices.GetRequiredService<AllowedHosts>();
        var endpoint = context.GetEndpoint() as RouteEndpoint; // else 404 and 405 are to be told first
        if (endpoint?.Metadata.GetMetadata<AnyHost>() is null && !hosts.Allow(context.Request.Host))
        {
            throw new BadRequestException("the host is not allowed");
        }

        var limit = context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize;
        if (endpoint is not null && context.Request.ContentLength > limit)
        {
            context.Response.Headers.Connection = "close";
            return context.WriteErrorAsync(ApiError.TooLarge);
        }

        return next(context);
    }

    private static Task Mark(object state)
    {
        var context = (HttpContext)state;
        var hasOrigins = context.RequestServices.GetRequiredService<GatewaySettings>().Edge.Origins.Count > 0;
        var headers = context.Response.Headers;
        headers[RequestIdHeader] = context.TraceIdentifier;
        headers.CacheControl = headers.ETag.Count > 0 ? "no-cache" : "no-store"; // what has a tag may be kept, and is asked about each time
        headers.XContentTypeOptions = "nosniff";
        headers.Vary = hasOrigins ? "Authorization, Accept-Encoding, Origin" : "Authorization, Accept-Encoding";
        headers.Remove("Pragma"); // the framework's, on errors
        headers.Remove("Expires");
        return Task.CompletedTask;
    }

    private static bool IsRequestId(string text) =>
        text.Length is >= 1 and <= MaxRequestIdLength && text.AsSpan().IndexOfAnyExcept(s_requestIdCharacters) < 0;
}

/// <summary>The framework's own setting <c>AllowedHosts</c>, refused in our envelope.</summary>
internal sealed class AllowedHosts(IConfiguration configuration)
{
    private readonly List<Microsoft.Extensions.Primitives.StringSegment> _patterns =
        [.. (configuration["AllowedHosts"] ?? "*").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    public bool Allow(HostString host) =>
        _patterns.Contains("*") || HostString.MatchesAny(new Microsoft.Extensions.Primitives.StringSegment(host.Host), _patterns);
}
