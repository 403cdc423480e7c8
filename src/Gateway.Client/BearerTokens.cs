using System.Net.Http.Headers;

namespace Gateway.Client;

/// <summary>Gives each request its token, unless it has one.</summary>
internal sealed class BearerTokens(GatewayClientOptions options) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var token = options.TokenProvider is { } provider ? await provider(cancellationToken).ConfigureAwait(false) : options.Token;
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }
}
