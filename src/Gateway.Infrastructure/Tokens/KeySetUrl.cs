using System.Net;
using System.Net.Mime;

namespace Gateway.Infrastructure.Tokens;

/// <summary>Where the issuer's keys come from.</summary>
internal interface IKeySetSource
{
    /// <exception cref="KeySetException">They did not come, or not as keys.</exception>
    Task<KeySet> FetchAsync(CancellationToken cancellationToken);
}

/// <summary>Why there are no keys: fixed words, nothing of what came.</summary>
internal sealed class KeySetException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>
/// The issuer's JWKS URL. What it answers is a stranger's: in time, of bounded size, JSON, from there and nowhere else, or nothing.
/// </summary>
internal sealed class KeySetUrl(Uri url, HttpMessageHandler handler, TimeProvider clock) : IKeySetSource, IDisposable
{
    private const int MaxBytes = 256 * 1024;
    private const string KeySetType = "application/jwk-set+json";
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(5);
    private readonly HttpClient _http = new(handler) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>No redirects, cookies or decompression.</summary>
    public static SocketsHttpHandler NewHandler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        MaxResponseHeadersLength = 16, // KiB
        MaxResponseDrainSize = 0,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5), // follows changes of names
    };

    public async Task<KeySet> FetchAsync(CancellationToken cancellationToken)
    {
        using var time = new CancellationTokenSource(s_limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(time.Token, cancellationToken);
        try
        {
            return KeySet.TryParse(await ReadAsync(either.Token)) ?? throw new KeySetException("it holds no key that can be used");
        }
        catch (OperationCanceledException late) when (time.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new KeySetException("it did not come in time", late);
        }
        catch (Exception fault) when (fault is not (KeySetException or OperationCanceledException))
        {
            // Whatever a stranger's answer can set off: it must not end us.
            throw new KeySetException(fault is HttpRequestException or IOException ? "the issuer is out of reach" : "it cannot be read", fault);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<byte[]> ReadAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Accept.ParseAdd(MediaTypeNames.Application.Json);
        request.Headers.Accept.ParseAdd(KeySetType);
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw new KeySetException("the issuer answered with another status than 200");
        }

        if (response.Content.Headers.ContentType?.MediaType?.ToLowerInvariant() is not (MediaTypeNames.Application.Json or KeySetType) || response.Content.Headers.ContentEncoding.Count > 0)
        {
            throw new KeySetException("it is not JSON");
        }

        var body = new byte[MaxBytes + 1];
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var length = await stream.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellationToken);
        return length <= MaxBytes ? body[..length] : throw new KeySetException("it is too large");
    }
}
