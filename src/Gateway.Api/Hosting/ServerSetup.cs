using System.Net.Sockets;
using System.Security.Cryptography;
using Gateway.Infrastructure.Configuration;
using Microsoft.AspNetCore.Connections;

namespace Gateway.Api.Hosting;

internal static class ServerSetup
{
    private const string DefaultUrl = "http://127.0.0.1:8080";
    private static readonly TimeSpan s_slowestHeaders = TimeSpan.FromSeconds(10);

    /// <summary>Kestrel, on loopback unless told otherwise; the demo never elsewhere.</summary>
    /// <exception cref="ConfigurationException">An address is wrong, the demo is told to listen elsewhere, or anybody's word about the client is to be taken.</exception>
    public static void ConfigureServer(this WebApplicationBuilder builder, bool isDemo)
    {
        var configuration = builder.Configuration;
        var urls = configuration["urls"] ?? "";
        var hasPorts = !isDemo && (configuration["http_ports"] ?? configuration["https_ports"]) is { Length: > 0 };
        if (urls.Length == 0 && !hasPorts)
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }

        var faults = ListenAddresses.FaultsOf(configuration).ToList();
        if (faults.Count > 0)
        {
            throw new ConfigurationException(faults);
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

    /// <summary>Starts the server.</summary>
    /// <exception cref="ConfigurationException">An address is not of this machine or not for this user, or its certificate is missing or cannot be read.</exception>
    /// <exception cref="IOException">Another process listens on an address: the inner exception is <see cref="AddressInUseException"/>.</exception>
    public static async Task ListenAsync(this WebApplication app)
    {
        ListenAddresses.RemoveStaleSockets(app.Configuration);
        try
        {
            await app.StartAsync();
        }
        catch (Exception exception) when (SentenceFor(exception) is { } sentence)
        {
            throw new ConfigurationException([sentence]);
        }
    }

    /// <summary>Returns what is wrong with the configuration of the server; null for other exceptions.</summary>
    private static string? SentenceFor(Exception exception) => exception switch
    {
        InvalidOperationException { Source: "Microsoft.AspNetCore.Server.Kestrel.Core" } when exception.Message.Contains("certificate", StringComparison.OrdinalIgnoreCase) =>
            "An https address needs a certificate, and no certificate is configured: set Kestrel__Certificates__Default__Path and Kestrel__Certificates__Default__KeyPath.",
        CryptographicException or FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException =>
            "Kestrel__Certificates names a certificate or key that cannot be read.",
        SocketException or InvalidOperationException { Source: "Microsoft.AspNetCore.Server.Kestrel.Core" } =>
            "ASPNETCORE_URLS names an address where the service cannot listen.",
        _ => null,
    };

    private static bool IsLoopback(string url)
    {
        var address = BindingAddress.Parse(url);
        return address.Host == "localhost" || (System.Net.IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && System.Net.IPAddress.IsLoopback(ip));
    }
}
