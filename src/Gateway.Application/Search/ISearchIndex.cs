using Gateway.Domain.Sessions;

namespace Gateway.Application.Search;

/// <summary>
/// What searches find people by: postings of the texts of each session's ready rows. Writers only note what they change;
/// this brings the postings up to date. However far they lag behind, a search finds what was written before it.
/// </summary>
public interface ISearchIndex
{
    /// <summary>Gives the sessions for which there is something to do.</summary>
    /// <exception cref="UnavailableException">The database is out of reach.</exception>
    Task<IReadOnlyList<SessionId>> DueAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Does a step for a session; false when nothing was left to do. A step never holds up readers, nor a writer for longer than
    /// a batch of observations; several at once, of any instance, do no harm, nor does the end of the program in the middle of one.
    /// </summary>
    /// <exception cref="UnavailableException">The database is out of reach.</exception>
    Task<bool> KeepUpAsync(SessionId session, CancellationToken cancellationToken);
}
