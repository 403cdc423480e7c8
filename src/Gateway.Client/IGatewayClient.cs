namespace Gateway.Client;

/// <summary>The gateway, as its callers see it: every operation of its API, and lists that turn their own pages.</summary>
public interface IGatewayClient : IGatewayOperations
{
    /// <summary>
    /// Everybody who matches, in the order of the list; a page is asked for when the one before has been read. Everybody who
    /// matches throughout comes exactly once, whatever is inserted, renamed, merged or removed meanwhile.
    /// </summary>
    /// <param name="session">The session's id, <c>sess_…</c>: one attached WhatsApp number.</param>
    /// <param name="filter">Whom to keep; null keeps everybody.</param>
    /// <param name="cancellationToken">Ends the enumeration, between pages and within one. The client can go on being used.</param>
    /// <exception cref="GatewayException">The gateway refused, when the page in question was asked for.</exception>
    /// <exception cref="HttpRequestException">The gateway was not reached, also when tried again.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    IAsyncEnumerable<Contact> ListAllContactsAsync(string session, ContactFilter? filter = null, CancellationToken cancellationToken = default);

    /// <summary>As <see cref="ListAllContactsAsync"/>, page by page: for how current the data is, and to go on later from where one stopped.</summary>
    /// <param name="session">The session's id, <c>sess_…</c>: one attached WhatsApp number.</param>
    /// <param name="filter">Whom to keep; null keeps everybody. A cursor belongs to the filter it was made with.</param>
    /// <param name="limit">How many people a page holds, 1 to 200.</param>
    /// <param name="cursor">Where to go on: <see cref="ContactPage.NextCursor"/> of the last page read. Null or empty begins.</param>
    /// <param name="cancellationToken">Ends the enumeration, between pages and within one. The client can go on being used.</param>
    /// <inheritdoc cref="ListAllContactsAsync" path="/exception"/>
    IAsyncEnumerable<ContactPage> ListContactPagesAsync(
        string session, ContactFilter? filter = null, int limit = ContactFilter.LargestPage, string? cursor = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Sends what a session observes, each as it comes, for as long as it comes; the gateway commits within a second or so. Who sends faster than
    /// that is held up. Is never tried again by itself: after an error, what was committed stays, and sending everything again changes nothing that is there.
    /// </summary>
    /// <param name="session">The session's id, <c>sess_…</c>: one attached WhatsApp number.</param>
    /// <param name="observations">In their order. Something must come every 30 seconds, or the gateway cuts the connection: end, and begin another call.</param>
    /// <param name="cancellationToken">Ends the upload; what was committed stays.</param>
    /// <returns>What became of them, once they have ended.</returns>
    /// <exception cref="GatewayException">The gateway refused.</exception>
    /// <exception cref="HttpRequestException">The gateway was not reached, or the connection broke.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<ObservationReport> SendObservationsAsync(string session, IAsyncEnumerable<Observation> observations, CancellationToken cancellationToken = default);
}
