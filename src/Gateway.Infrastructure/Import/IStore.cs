using Gateway.Domain.Ingest;

namespace Gateway.Infrastructure.Import;

/// <summary>An open store of another gateway.</summary>
internal interface IStore : IAsyncDisposable
{
    /// <summary>What such a store does not hold, a sentence each, for who imports it.</summary>
    IReadOnlyList<string> CannotTell { get; }

    /// <summary>
    /// Everything that the chosen number's part of the store tells: the number itself, mappings, groups, contacts, chats. In
    /// an order that stays while the store does.
    /// </summary>
    IAsyncEnumerable<Observation?> ReadAsync(StoreLines lines, CancellationToken cancellationToken);

    /// <summary>While this stays the same, so does what would be read.</summary>
    Task<string> ChangeMarkAsync(CancellationToken cancellationToken);
}
