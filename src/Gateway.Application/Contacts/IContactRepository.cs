using Gateway.Domain.Contacts;
using Gateway.Domain.Sessions;

namespace Gateway.Application.Contacts;

/// <summary>Stored contacts, read.</summary>
public interface IContactRepository
{
    /// <summary>
    /// Gives at most <paramref name="take"/> contacts behind the position <paramref name="after"/> that pass the filter, in
    /// position order, together with the session's freshness, all of one moment; null when the organization has no such
    /// session. Must not get dearer with depth.
    /// </summary>
    /// <exception cref="UnavailableException">The database is out of reach.</exception>
    Task<ContactRows?> ListAsync(
        string organizationId,
        SessionId session,
        ContactFilter filter,
        long after,
        int take,
        CancellationToken cancellationToken);
}

/// <summary>Contacts in position order, and how current their session's data is.</summary>
public sealed record ContactRows(IReadOnlyList<Contact> Contacts, SessionFreshness Freshness);
