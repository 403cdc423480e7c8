using Gateway.Domain.Contacts;
using Gateway.Domain.Ingest;
using Gateway.Domain.Sessions;
using Gateway.Domain.Whatsapp;

namespace Gateway.Laws;

/// <summary>What readers get of a session: its ready rows.</summary>
/// <param name="GroupContacts">Current members by group and position, and whether they count as direct chats there.</param>
internal sealed record Listing(
    SortedDictionary<long, Contact> Contacts,
    Dictionary<(GroupJid Group, long Position), bool> GroupContacts,
    SessionFreshness Freshness);

/// <summary>A session that takes lines into some store, and reads back all that is stored of them when a law looks at it.</summary>
internal abstract class LawSession
{
    private SessionState? _state;
    private Listing? _listing;

    /// <summary>The clock.</summary>
    public long Now { get; set; } = History.Start;

    /// <summary>What became of the people of all lines so far.</summary>
    public PeopleCounts Counts { get; private set; }

    /// <summary>Every stored fact.</summary>
    public SessionState State => _state ??= ReadState();

    public Listing Listing => _listing ??= ReadListing();

    public SessionFacts Session => State.Session;

    public IReadOnlySet<Identifier> Own => State.Own;

    public IReadOnlyDictionary<GroupJid, GroupFacts> Groups => State.Groups;

    public IEnumerable<Identifier> Identifiers => State.Identifiers.Keys;

    public SortedDictionary<long, Contact> Contacts => Listing.Contacts;

    public Dictionary<(GroupJid Group, long Position), bool> GroupContacts => Listing.GroupContacts;

    /// <summary>Takes the lines as one batch, but for people to forget, who each are one of their own.</summary>
    public Reduction Take(params IEnumerable<Observation> lines)
    {
        var last = default(Reduction);
        foreach (var write in Write.Of(lines))
        {
            last = Apply(write.Footprint, state => write.Reduce(state, Now));
            (_state, _listing, Counts) = (null, null, Counts + last.People);
        }

        return last!;
    }

    public Reduction Take(Batch batch)
    {
        Now = batch.Now;
        return Take(batch.Lines);
    }

    public IdentifierFacts FactsOf(Identifier id) => State.Identifiers.GetValueOrDefault(id, IdentifierFacts.Unknown);

    public bool IsCurrent(Identifier id, GroupJid group) => Groups.GetValueOrDefault(group, GroupFacts.Unknown).Has(FactsOf(id).Memberships.Find(group)!);

    /// <summary>Hands the state of the footprint to the reduction, and stores what comes out.</summary>
    protected abstract Reduction Apply(Footprint footprint, Func<SessionState, Reduction> reduce);

    protected abstract SessionState ReadState();

    protected abstract Listing ReadListing();
}

/// <summary>Where the sessions of a fixture's laws are stored.</summary>
internal abstract class LawStore : IAsyncDisposable
{
    /// <summary>How many histories a law is run over, unless GATEWAY_LAWS says otherwise.</summary>
    public abstract int Runs { get; }

    public abstract Task StartAsync();

    public abstract LawSession NewSession();

    /// <summary>Nobody looks at the sessions made so far any more.</summary>
    public abstract void Clear();

    public abstract ValueTask DisposeAsync();
}
