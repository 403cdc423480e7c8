using Gateway.Api.Contacts;
using Gateway.Api.Limits;
using Gateway.Infrastructure.Configuration;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Net.Http.Headers;

namespace Gateway.Api.Http;

/// <summary>Browsers of other origins, and proxies in between: nobody's word counts unless the configuration names them.</summary>
internal static class Origins
{
    private static readonly TimeSpan s_preflightLife = TimeSpan.FromHours(2); // the longest that all browsers keep

    private static readonly string[] s_methods = [HttpMethods.Get, HttpMethods.Head, HttpMethods.Post];

    private static readonly string[] s_requestHeaders = [HeaderNames.Authorization, HeaderNames.ContentType, RequestRules.RequestIdHeader];

    private static readonly string[] s_answerHeaders =
    [
        RequestRules.RequestIdHeader, HeaderNames.Link, HeaderNames.RetryAfter, HeaderNames.WWWAuthenticate,
        ContactListHeaders.DataAsOf, ContactListHeaders.SessionStatus, RateBuckets.RateHeader, RateBuckets.PolicyHeader,
    ];

    public static IServiceCollection AddOrigins(this IServiceCollection services)
    {
        services.AddCors().AddOptions<CorsOptions>().Configure<GatewaySettings>((options, settings) => options.AddDefaultPolicy(policy => policy
            .WithOrigins([.. settings.Edge.Origins])
            .WithMethods(s_methods)
            .WithHeaders(s_requestHeaders)
            .WithExposedHeaders(s_answerHeaders)
            .SetPreflightMaxAge(s_preflightLife)));
        services.AddOptions<ForwardedHeadersOptions>().Configure<GatewaySettings>((options, settings) =>
        {
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost
                | (settings.Edge.PathBase.Length > 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedPrefix);
            options.ForwardLimit = null; // as many as are trusted, one behind the other
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            settings.Edge.Proxies.ToList().ForEach(options.KnownIPNetworks.Add);
        });
        return services;
    }

    public static void UseOrigins(this WebApplication app)
    {
        if (app.Services.GetRequiredService<GatewaySettings>().Edge.Origins.Count > 0)
        {
            app.UseCors();
        }
    }

    public static void UseProxies(this WebApplication app)
    {
        if (app.Services.GetRequiredService<GatewaySettings>().Edge.Proxies.Count > 0)
        {
            app.Use(PathBases.KeepPlainPrefixesAsync);
            app.UseForwardedHeaders();
        }
    }
}
