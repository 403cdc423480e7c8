using Gateway.Domain.Sessions;
using Gateway.Domain.Whatsapp;

namespace Gateway.Application.Sessions;

/// <summary>The attached numbers and whom they belong to. For the operator's tool: not bound to a caller's organization.</summary>
public interface ISessionRepository
{
    /// <summary>Stores a new session; false when the id is taken or ever was: ids are not given out again.</summary>
    Task<bool> AddAsync(SessionId id, string organizationId, IReadOnlyCollection<Identifier> own, CancellationToken cancellationToken);

    /// <summary>All sessions, or those of one organization, by id.</summary>
    Task<IReadOnlyList<Session>> ListAsync(string? organizationId, CancellationToken cancellationToken);

    /// <summary>Deletes a session with everything stored of it; false when there is none.</summary>
    Task<bool> RemoveAsync(SessionId id, CancellationToken cancellationToken);
}
