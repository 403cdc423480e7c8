using Gateway.Domain.Ingest;
using Gateway.Domain.Ingest.Memory;
using Gateway.Domain.Sessions;

namespace Gateway.Application.Ingest;

/// <summary>Where observations become stored state.</summary>
public interface IObservationStore
{
    /// <summary>
    /// One batch: locks the session against other writers, reads the state that the footprint touches, hands it to
    /// <paramref name="reduce"/>, writes what comes out, and commits. All of it happens or nothing.
    /// </summary>
    /// <exception cref="NotFoundException">There is no such session.</exception>
    /// <exception cref="UnavailableException">The database is out of reach.</exception>
    Task<Reduction> ApplyAsync(
        SessionId session,
        Footprint footprint,
        Func<SessionState, Reduction> reduce,
        CancellationToken cancellationToken);

    /// <summary>Everything that is stored of the session, of one moment; null when there is no such session, or more than so many bytes of it.</summary>
    /// <exception cref="UnavailableException">The database is out of reach.</exception>
    Task<SessionMemory?> RememberAsync(SessionId session, long maxBytes, CancellationToken cancellationToken);

    /// <summary>
    /// One batch that was reduced from a remembered state: locks the session, and writes what came out if nobody has written since.
    /// </summary>
    /// <returns>False when somebody has: then nothing is written.</returns>
    /// <exception cref="NotFoundException">There is no such session.</exception>
    /// <exception cref="UnavailableException">The database is out of reach.</exception>
    Task<bool> WriteAsync(SessionId session, SessionState remembered, Reduction reduction, CancellationToken cancellationToken);
}
