using System.Runtime.CompilerServices;

namespace Gateway.Client;

/// <summary>
/// The gateway's client. Safe to use from several threads; make one and keep it, as it keeps its connections. Reads are tried again
/// after 429, 503 and broken connections, uploads never; every error answer is a <see cref="GatewayException"/>.
/// </summary>
public sealed class GatewayClient : GatewayOperations, IGatewayClient
{
    /// <summary>A client with connections of its own.</summary>
    /// <exception cref="ArgumentException">The options do not say where the gateway is, or hold a token of each kind.</exception>
    public GatewayClient(GatewayClientOptions options)
        : this(Connecting.ClientOf(options))
    {
    }

    /// <summary>A client over one of <see cref="System.Net.Http.HttpClient"/>, which has the gateway's address, and whose handlers give the token and try again. Its time-out ends uploads, too.</summary>
    public GatewayClient(HttpClient httpClient)
        : base(httpClient)
    {
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<Contact> ListAllContactsAsync(
        string session, ContactFilter? filter = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var page in ListContactPagesAsync(session, filter, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            foreach (var contact in page.Data)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return contact;
            }
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ContactPage> ListContactPagesAsync(
        string session,
        ContactFilter? filter = null,
        int limit = ContactFilter.LargestPage,
        string? cursor = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var page = await ListContactsAsync(session, filter?.Source, filter?.Group, filter?.Q, limit, cursor, cancellationToken).ConfigureAwait(false);
            if (page.NextCursor.Length > 0 && page.NextCursor == cursor)
            {
                // What lies in between, a cache for one, could otherwise keep a program here for ever.
                throw new InvalidOperationException("A page came whose cursor leads to itself.");
            }

            yield return page;
            if (page.NextCursor.Length == 0)
            {
                yield break;
            }

            cursor = page.NextCursor;
        }
    }

    /// <inheritdoc/>
    public Task<ObservationReport> SendObservationsAsync(string session, IAsyncEnumerable<Observation> observations, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(observations);
        return base.SendObservationsAsync(session, LiveBody.Of(observations), cancellationToken);
    }

    /// <summary>As <see cref="SendObservationsAsync(string, IAsyncEnumerable{Observation}, CancellationToken)"/>, of lines that are NDJSON already. The stream is not closed.</summary>
    /// <inheritdoc/>
    public override Task<ObservationReport> SendObservationsAsync(string session, Stream body, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(body);
        return base.SendObservationsAsync(session, LiveBody.Of(body), cancellationToken);
    }

    /// <summary>A page with what its headers tell; what answers 200 may also be something else in between.</summary>
    protected override async Task<ObjectResponseResult<T>> ReadObjectResponseAsync<T>(
        HttpResponseMessage response, IReadOnlyDictionary<string, IEnumerable<string>> headers, CancellationToken cancellationToken)
    {
        var result = await base.ReadObjectResponseAsync<T>(response, headers, cancellationToken).ConfigureAwait(false);
        if (result.Object is ContactPage page)
        {
            if (page is not { Data: not null, NextCursor: not null } || page.Data.Contains(null!))
            {
                throw new GatewayException(NotOurs, (int)response.StatusCode, response: null, headers, innerException: null);
            }

            page.Read(headers);
        }

        if (result.Object is ObservationReport { Lines: null } or ObservationReport { People: null } or ObservationReport { UnknownFields: null } or ObservationReport { Rejections: null })
        {
            throw new GatewayException(NotOurs, (int)response.StatusCode, response: null, headers, innerException: null);
        }

        return result;
    }
}
