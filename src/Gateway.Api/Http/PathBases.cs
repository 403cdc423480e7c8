using Gateway.Infrastructure.Configuration;

namespace Gateway.Api.Http;

/// <summary>
/// The path below which a proxy serves the service: <c>Gateway__PathBase</c>, else <c>X-Forwarded-Prefix</c> of a named proxy. It
/// is the request's <see cref="HttpRequest.PathBase"/>, with which links and redirects begin.
/// </summary>
internal static class PathBases
{
    /// <summary>It must run after the headers of proxies are read, and before routing.</summary>
    public static void UsePathBases(this WebApplication app)
    {
        var settings = app.Services.GetRequiredService<GatewaySettings>().Edge;
        if (settings.PathBase.Length > 0)
        {
            app.UsePathBase(settings.PathBase); // takes it from a path that begins with it: a proxy may pass it on, or take it away itself
            app.Use((context, next) =>
            {
                context.Request.PathBase = settings.PathBase;
                return next(context);
            });
        }
        else if (settings.Proxies.Count > 0)
        {
            app.Use((context, next) =>
            {
                context.Request.PathBase = Checked(context.Request.PathBase);
                return next(context);
            });
        }
    }

    /// <summary>Throws where the setting is a path that the service has itself: nothing could tell requests with it from requests without it.</summary>
    /// <exception cref="ConfigurationException">It is.</exception>
    public static void CheckPathBase(this WebApplication app)
    {
        var path = app.Services.GetRequiredService<GatewaySettings>().Edge.PathBase;
        var routes = ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>();
        if (path.Length > 0 && routes.Any(route => new PathString($"/{route.RoutePattern.RawText?.TrimStart('/')}").StartsWithSegments(path, StringComparison.OrdinalIgnoreCase)))
        {
            throw new ConfigurationException(["Gateway__PathBase must not be a path that the service has itself, such as /api or /docs. Let the proxy take it away and send X-Forwarded-Prefix."]);
        }
    }

    /// <summary>A prefix that is none is left away, as other rubbish in such headers is: a proxy may pass on what its client wrote.</summary>
    private static PathString Checked(PathString prefix) =>
        prefix.Value?.TrimEnd('/') is { } path && PathPrefix.IsWellFormed(path) ? path : PathString.Empty;
}
