using Gateway.Application.Ingest;
using Gateway.Domain.Sessions;
using Gateway.Domain.Whatsapp;

namespace Gateway.Application.Sessions;

/// <summary>How many people are known of a session.</summary>
/// <param name="Listed">Those with a direct chat, or ever seen in a group.</param>
/// <param name="WithoutPhone">Of these, those known by a LID alone.</param>
/// <param name="Unseen">Those who are stored and not listed, the session's own number aside.</param>
public sealed record SessionPeople(long Listed, long WithoutPhone, long Unseen);

/// <summary>The attached numbers and whom they belong to. For the operator's tool: not bound to a caller's organization.</summary>
public interface ISessionRepository
{
    /// <summary>Stores a new session; false when the id is taken or ever was: ids are not given out again.</summary>
    Task<bool> AddAsync(SessionId id, string organizationId, IReadOnlyCollection<Identifier> own, CancellationToken cancellationToken);

    /// <summary>All sessions, or those of one organization, by id.</summary>
    Task<IReadOnlyList<Session>> ListAsync(string? organizationId, CancellationToken cancellationToken);

    /// <summary>What is known as the session's own, by text; nothing when there is no such session.</summary>
    Task<IReadOnlyList<Identifier>> OwnAsync(SessionId id, CancellationToken cancellationToken);

    /// <summary>The other sessions of a session's organization that share an own number or LID with it, by id.</summary>
    Task<IReadOnlyList<SessionId>> SharingOwnAsync(SessionId id, CancellationToken cancellationToken);

    /// <summary>
    /// Sets all stored times of a session that are later than <paramref name="now"/> to it, after a clock that ran ahead: until then
    /// nothing that states its time could win over them. What is shown stays as it is. Locks the session as a batch of observations does.
    /// </summary>
    /// <returns>How many times were later; null when there is no such session.</returns>
    Task<long?> RepairTimesAsync(SessionScope session, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>How many people are known of a session, which may be counted one by one; zeros when there is no such session.</summary>
    Task<SessionPeople> CountPeopleAsync(SessionId id, CancellationToken cancellationToken);

    /// <summary>Deletes a session with everything stored of it; false when there is none.</summary>
    Task<bool> RemoveAsync(SessionId id, CancellationToken cancellationToken);
}
