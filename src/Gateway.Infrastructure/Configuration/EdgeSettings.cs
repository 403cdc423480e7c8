using System.Net;

namespace Gateway.Infrastructure.Configuration;

/// <summary>Who may call, from where, and how often.</summary>
/// <param name="RateLimits">Null: as often as the service can bear.</param>
/// <param name="Origins">Of the browser pages that may call (<c>scheme://host[:port]</c>); none when empty.</param>
/// <param name="Proxies">Whose word about the client is taken (<c>X-Forwarded-*</c>); nobody's when empty.</param>
public sealed record EdgeSettings(RateLimitSettings? RateLimits, IReadOnlyList<string> Origins, IReadOnlyList<IPNetwork> Proxies)
{
    /// <summary>Gets the path below which proxies serve the service; empty when they serve it at the root, or say the path themselves.</summary>
    public string PathBase { get; init; } = "";
}

/// <summary>Requests a second; in a burst, twice that.</summary>
public sealed record RateLimitSettings(int PerCaller, int PerOrganization);
