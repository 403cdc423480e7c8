using Gateway.Infrastructure.Configuration;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Primitives;

namespace Gateway.Api.Http;

/// <summary>
/// The path below which a proxy serves the service: <c>Gateway__PathBase</c>, else <c>X-Forwarded-Prefix</c> of a named proxy. It
/// is the request's <see cref="HttpRequest.PathBase"/>, with which links and redirects begin.
/// </summary>
internal static class PathBases
{
    /// <summary>
    /// Leaves of <c>X-Forwarded-Prefix</c> what proxies wrote after the last value that is no plain path: one may pass on what its
    /// client wrote. The framework takes any text that begins with a slash, and throws for some.
    /// </summary>
    public static Task KeepPlainPrefixesAsync(HttpContext context, RequestDelegate next)
    {
        var headers = context.Request.Headers;
        if (headers.TryGetValue(ForwardedHeadersDefaults.XForwardedPrefixHeaderName, out var prefixes))
        {
            var plain = prefixes.SelectMany(line => (line ?? "").Split(',')).Select(prefix => prefix.Trim().TrimEnd('/')).Reverse().TakeWhile(PathPrefix.IsWellFormed).Reverse();
            headers[ForwardedHeadersDefaults.XForwardedPrefixHeaderName] = new StringValues([.. plain]);
        }

        return next(context);
    }

    /// <summary>Gives every request the path that the setting names. It must run before routing.</summary>
    public static void UsePathBaseSetting(this WebApplication app)
    {
        var path = app.Services.GetRequiredService<GatewaySettings>().Edge.PathBase;
        if (path.Length > 0)
        {
            // Not UsePathBase, which makes the framework route before every other middleware. A proxy may pass the path on, or take it away itself.
            app.Use((context, next) =>
            {
                if (context.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase, out var rest))
                {
                    context.Request.Path = rest.HasValue ? rest : "/";
                }

                context.Request.PathBase = path;
                return next(context);
            });
        }
    }

    /// <summary>Throws where the setting is a path that the service has itself: nothing could tell requests with it from requests without it.</summary>
    /// <exception cref="ConfigurationException">It is.</exception>
    public static void CheckPathBaseSetting(this WebApplication app)
    {
        var path = app.Services.GetRequiredService<GatewaySettings>().Edge.PathBase;
        var routes = ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>();
        if (path.Length > 0 && routes.Any(route => new PathString($"/{route.RoutePattern.RawText?.TrimStart('/')}").StartsWithSegments(path, StringComparison.OrdinalIgnoreCase)))
        {
            throw new ConfigurationException(["Gateway__PathBase must not be a path that the service has itself, such as /api or /docs. Let the proxy take it away and send X-Forwarded-Prefix."]);
        }
    }
}
