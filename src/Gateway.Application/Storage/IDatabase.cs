namespace Gateway.Application.Storage;

/// <summary>The database as a whole.</summary>
public interface IDatabase
{
    /// <summary>
    /// Brings the schema up to date, and stored search text to today's folding. Tells in a sentence each what it did; nothing
    /// when there was nothing to do. Safe beside others that do the same, and to be run again after a kill.
    /// </summary>
    Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancellationToken);

    /// <summary>Returns when the database answers and its schema is the one this program was built for.</summary>
    /// <exception cref="UnavailableException">It is not.</exception>
    Task CheckAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Removes from the database's own files what the removal of people and sessions left there. Returns false while a reader that began
    /// before still needs it: call it again. A server's database returns true at once; its files are its operator's.
    /// </summary>
    /// <exception cref="UnavailableException">The database is out of reach, or the disk is full.</exception>
    Task<bool> FinishErasuresAsync(CancellationToken cancellationToken);
}
