using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Gateway.Client;

/// <summary>Registers the client for dependency injection.</summary>
public static class GatewayClientServices
{
    /// <summary>Registers <see cref="IGatewayClient"/>, over connections that <see cref="IHttpClientFactory"/> keeps.</summary>
    /// <param name="services">Where to register.</param>
    /// <param name="configure">Says where the gateway is, and as whom to call it; faults in it show when a client is first asked for.</param>
    /// <returns>For handlers and names of your own.</returns>
    public static IHttpClientBuilder AddGatewayClient(this IServiceCollection services, Action<GatewayClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return services.AddGatewayClient((_, options) => configure(options));
    }

    /// <inheritdoc cref="AddGatewayClient(IServiceCollection, Action{GatewayClientOptions})"/>
    public static IHttpClientBuilder AddGatewayClient(this IServiceCollection services, Action<IServiceProvider, GatewayClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<GatewayClientOptions>()
            .Configure<IServiceProvider>((options, provider) => configure(provider, options))
            .Validate(options => options.Fault is null, "The gateway's client: BaseAddress, an absolute address, is required, with a token of one kind, and no negative limits.");
        return services.AddHttpClient(nameof(GatewayClient), (provider, client) => (client.BaseAddress, client.Timeout) = (Connecting.AddressOf(OptionsOf(provider)), Timeout.InfiniteTimeSpan))
            .ConfigurePrimaryHttpMessageHandler(Connecting.Wire)
            .AddHttpMessageHandler(() => new ReadDeadlines(TimeProvider.System))
            .AddHttpMessageHandler(provider => new Retries(OptionsOf(provider), provider.GetService<TimeProvider>() ?? TimeProvider.System))
            .AddHttpMessageHandler(provider => new BearerTokens(OptionsOf(provider)))
            .AddTypedClient<IGatewayClient>(client => new GatewayClient(client));
    }

    private static GatewayClientOptions OptionsOf(IServiceProvider provider) => provider.GetRequiredService<IOptions<GatewayClientOptions>>().Value;
}
