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
    public static SocketsHttpHandler Wire() => new() { AllowAutoRedirect = false, PooledConnectionLifetime = s_connectionLife };

    /// <summary>With a slash at its end, without which the last part of a path would be replaced.</summary>
    public static Uri AddressOf(GatewayClientOptions options) =>
        options.BaseAddress!.AbsoluteUri is var address && address.EndsWith('/') ? options.BaseAddress : new Uri(address + "/");
}
