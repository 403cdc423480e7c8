using Gateway.Domain.Ingest;
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
}
