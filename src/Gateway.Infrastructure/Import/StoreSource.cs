using System.Runtime.CompilerServices;
using Gateway.Application;
using Gateway.Application.Ingest;
using Gateway.Domain.Ingest;
using Gateway.Domain.Whatsapp;
using Gateway.Infrastructure.Configuration;

namespace Gateway.Infrastructure.Import;

/// <summary>
/// A store of another gateway as a source, to be read once; or followed, if <see cref="HasChangedAsync"/> is asked before each read:
/// then a read gives what the one before did not.
/// </summary>
/// <param name="own">What the session is known by: two numbers' people in one session could not be told apart again.</param>
/// <param name="unseenAreDirectChats">People whom the store cannot place count as direct chats.</param>
public sealed class StoreSource(StoreFormat format, StorePlace place, IReadOnlyList<Identifier> own, bool unseenAreDirectChats, TimeProvider clock) : IObservationSource, IAsyncDisposable
{
    private readonly ChangedLines _changed = new();
    private IStore? _store;
    private bool _isFollowed;
    private string _mark = "";
    private StoreLines _lines = new(DateTimeOffset.UnixEpoch, unseenAreDirectChats);

    public bool IsStore => true;

    /// <summary>A store is not counted beforehand.</summary>
    public double? Share => null;

    /// <summary>What such a store does not hold, a sentence each; known once it was open.</summary>
    public IReadOnlyList<string> CannotTell { get; private set; } = [];

    /// <summary>How many JIDs of each kind were left out when it was read last.</summary>
    public IReadOnlyDictionary<string, long> Skipped => _lines.Skipped;

    /// <summary>Whether it may tell something else than when this was last asked; true at first.</summary>
    /// <exception cref="UnavailableException">The store is out of reach.</exception>
    public async Task<bool> HasChangedAsync(CancellationToken cancellationToken)
    {
        _isFollowed = true;
        if (_store is { } known && await known.ChangeMarkAsync(cancellationToken) == _mark)
        {
            return false;
        }

        await LeaveAsync(); // another one may be in its place
        _mark = await (await OpenAsync(cancellationToken)).ChangeMarkAsync(cancellationToken);
        return true;
    }

    /// <exception cref="ConfigurationException">The store is another number's.</exception>
    public async IAsyncEnumerable<ParsedLine> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        _lines = new StoreLines(clock.GetUtcNow(), unseenAreDirectChats);
        var store = await OpenAsync(cancellationToken);
        var observations = store.ReadAsync(_lines, cancellationToken);
        await foreach (var observation in _isFollowed ? _changed.OfAsync(observations, cancellationToken) : observations)
        {
            if (observation is SessionObservation session && !IsSame(session.Own))
            {
                throw new ConfigurationException(["The store is another number's than the session. If the number has changed, tell the session first: a line of type session with the new one."]);
            }

            yield return new ParsedLine(observation, null);
        }
    }

    /// <summary>Lets go of it, since not all that it gave was stored; who asks next opens it again, and all of it counts as changed.</summary>
    public Task CloseAsync()
    {
        _changed.Forget();
        return LeaveAsync();
    }

    public async ValueTask DisposeAsync() => await LeaveAsync();

    /// <summary>Where both know their number, one of the session's is the store's.</summary>
    private bool IsSame(IReadOnlyList<Identifier> ofStore)
    {
        var (numbers, others) = (own.Where(id => !id.IsLid).ToList(), ofStore.Where(id => !id.IsLid).ToList());
        return numbers.Count == 0 || others.Count == 0 || numbers.Intersect(others).Any();
    }

    private async Task LeaveAsync()
    {
        var store = _store;
        _store = null;
        await (store?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private async Task<IStore> OpenAsync(CancellationToken cancellationToken)
    {
        _store ??= await format.OpenAsync(place, cancellationToken);
        CannotTell = _store.CannotTell;
        return _store;
    }
}
