using Gateway.Domain.Ingest;
using Gateway.Domain.Ingest.Memory;
using Gateway.Domain.Sessions;

namespace Gateway.Application.Ingest;

/// <summary>A session, and whose it must be.</summary>
/// <param name="Organization">The caller's: in any other the session is not there. Null for the operator, whose all sessions are.</param>
public readonly record struct SessionScope(SessionId Id, string? Organization = null);

/// <summary>Where observations become stored state.</summary>
public interface IObservationStore
{
    /// <summary>Whether there is such a session.</summary>
    /// <exception cref="UnavailableException">The database is out of reach.</exception>
    Task<bool> HasAsync(SessionScope session, CancellationToken cancellationToken);

    /// <summary>
    /// One batch: locks the session against other writers, reads the state that the footprint touches, hands it to
    /// <paramref name="reduce"/>, writes what comes out, and commits. All of it happens or nothing.
    /// </summary>
    /// <exception cref="NotFoundException">There is no such session.</exception>
    /// <exception cref="UnavailableException">The database is out of reach.</exception>
    Task<Reduction> ApplyAsync(
        SessionScope session,
        Footprint footprint,
        Func<SessionState, Reduction> reduce,
        CancellationToken cancellationToken);

    /// <summary>Everything that is stored of the session, of one moment; null when there is no such session, or more than so many bytes of it.</summary>
    /// <exception cref="UnavailableException">The database is out of reach.</exception>
    Task<SessionMemory?> RememberAsync(SessionScope session, long maxBytes, CancellationToken cancellationToken);

    /// <summary>
    /// One batch that was reduced from a remembered state, made ready; what is returned locks the session, and writes the batch if
    /// nobody has written since. It gives false when somebody has: then nothing is written. It throws as <see cref="ApplyAsync"/> does.
    /// </summary>
    Func<CancellationToken, Task<bool>> PrepareWrite(SessionScope session, SessionState remembered, Reduction reduction);
}
