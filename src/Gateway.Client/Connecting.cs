using System.Net;

namespace Gateway.Client;

/// <summary>The way of a request: a deadline of reads, retries, then the token, then the wire.</summary>
internal static class Connecting
{
    private static readonly TimeSpan s_connectionLife = TimeSpan.FromMinutes(5); // so that a changed address in DNS is seen

    public static HttpClient ClientOf(GatewayClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Fault is { } fault)
        {
            throw new ArgumentException(fault, nameof(options));
        }

        var retries = new Retries(options, TimeProvider.System) { InnerHandler = new BearerTokens(options) { InnerHandler = Wire() } };
        return new HttpClient(new ReadDeadlines(TimeProvider.System) { InnerHandler = retries }) { BaseAddress = AddressOf(options), Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Follows no redirect: the token is for the gateway alone.</summary>
    public static SocketsHttpHandler Wire() => new()
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.Brotli | DecompressionMethods.GZip,
        PooledConnectionLifetime = s_connectionLife,
    };

    public static Uri AddressOf(GatewayClientOptions options) => FolderOf(options.BaseAddress!);

    /// <summary>Returns the address with a slash at its end, without which the last part of its path would be replaced.</summary>
    public static Uri FolderOf(Uri address) => address.AbsoluteUri.EndsWith('/') ? address : new Uri(address.AbsoluteUri + "/");
}
