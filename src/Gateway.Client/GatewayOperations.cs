using System.Net.Http.Headers;
using System.Text;

namespace Gateway.Client;

/// <summary>The operations of the API's document, generated from it; <see cref="GatewayClient"/> is the class to use.</summary>
public abstract partial class GatewayOperations
{
    private protected const string NotOurs = "The answer is not one of the gateway's";
    private const int LongestError = 64 * 1024;
    private static readonly ProductInfoHeaderValue s_product =
        new("Gateway.Client", typeof(GatewayOperations).Assembly.GetName().Version!.ToString(fieldCount: 3));

    private static Task PrepareRequestAsync(HttpClient client, HttpRequestMessage request, StringBuilder url, CancellationToken cancellationToken)
    {
        request.Headers.UserAgent.Add(s_product);
        request.Headers.ExpectContinue = request.Content is not null; // who is refused has not begun to send
        return Task.CompletedTask;
    }

    /// <summary>A client that a program made itself may have an address such as <c>https://tools.example/gateway</c>.</summary>
    private static Task PrepareRequestAsync(HttpClient client, HttpRequestMessage request, string url, CancellationToken cancellationToken)
    {
        request.RequestUri = client.BaseAddress is { } address ? new Uri(Connecting.FolderOf(address), url) : request.RequestUri;
        return Task.CompletedTask;
    }

    /// <summary>Every error becomes the one exception, whatever its status and whoever wrote it.</summary>
    private static async Task ProcessResponseAsync(HttpClient client, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode)
        {
            var headers = response.Headers.ToDictionary(header => header.Key, header => header.Value, StringComparer.OrdinalIgnoreCase);
            throw new GatewayException(
                NotOurs, (int)response.StatusCode, await StartOfAsync(response.Content, cancellationToken).ConfigureAwait(false), headers, innerException: null);
        }
    }

    /// <summary>As much of the body as an envelope could need.</summary>
    private static async Task<string> StartOfAsync(HttpContent content, CancellationToken cancellationToken)
    {
        var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var bytes = new byte[LongestError];
            var count = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            return Encoding.UTF8.GetString(bytes, 0, count);
        }
    }
}
