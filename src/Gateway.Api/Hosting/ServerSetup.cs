using System.Net.Sockets;
using Gateway.Infrastructure.Configuration;

namespace Gateway.Api.Hosting;

internal static class ServerSetup
{
    private const string DefaultUrl = "http://127.0.0.1:8080";
    private static readonly TimeSpan s_slowestHeaders = TimeSpan.FromSeconds(10);

    /// <summary>Kestrel, on loopback unless told otherwise; the demo never elsewhere.</summary>
    /// <exception cref="ConfigurationException">The demo is told to listen elsewhere, or anybody's word about the client is to be taken.</exception>
    public static void ConfigureServer(this WebApplicationBuilder builder, bool isDemo)
    {
        var configuration = builder.Configuration;
        var urls = configuration["urls"] ?? "";
        var hasPorts = !isDemo && (configuration["http_ports"] ?? configuration["https_ports"]) is { Length: > 0 };
        if (urls.Length == 0 && !hasPorts)
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }

        if (isDemo && (configuration.GetSection("Kestrel:Endpoints").Exists() || !urls.Split(';', StringSplitOptions.RemoveEmptyEntries).All(IsLoopback)))
        {
            throw new ConfigurationException(["The demo listens on loopback only: leave ASPNETCORE_URLS alone or name 127.0.0.1."]);
        }

        if (string.Equals(configuration["forwardedHeaders_enabled"], "true", StringComparison.OrdinalIgnoreCase))
        {
            throw new ConfigurationException(["ASPNETCORE_FORWARDEDHEADERS_ENABLED makes the framework believe everybody: leave it alone and name your proxies in Gateway__Proxies__0."]);
        }

        builder.WebHost.ConfigureKestrel(server =>
        {
            server.AddServerHeader = false;
            server.Limits.RequestHeadersTimeout = s_slowestHeaders;
        });
    }

    /// <summary>Whether the start failed for no address, none of this machine, none for this user, or one that needs a certificate.</summary>
    public static bool IsWrongAddress(Exception fault) =>
        fault is SocketException or FormatException { Source: "Microsoft.AspNetCore.Http" }
            or InvalidOperationException { Source: "Microsoft.AspNetCore.Server.Kestrel.Core" };

    private static bool IsLoopback(string url)
    {
        var address = BindingAddress.Parse(url);
        return address.Host == "localhost" || (System.Net.IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && System.Net.IPAddress.IsLoopback(ip));
    }
}
