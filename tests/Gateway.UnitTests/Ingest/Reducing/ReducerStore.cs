using System.Collections.Immutable;
using Gateway.Domain.Contacts;
using Gateway.Domain.Ingest;
using Gateway.Domain.Whatsapp;

namespace Gateway.UnitTests.Ingest.Reducing;

/// <summary>Stands in a history where a person is forgotten.</summary>
internal sealed record Forget(Identifier Id) : Observation((long?)null);

/// <summary>
/// A session's tables in memory: hands the reducer the footprint's state and nothing more, and applies a reduction row
/// by row, as a database would.
/// </summary>
internal sealed class ReducerStore
{
    private readonly Dictionary<Identifier, IdentifierFacts> _rows = [];
    private readonly Dictionary<(Identifier Id, GroupJid Group), Membership> _memberships = [];

    public long Now { get; set; } = Lines.Now;

    public SessionFacts Session { get; private set; } = SessionFacts.New;

    public HashSet<Identifier> Own { get; } = [];

    public Dictionary<GroupJid, GroupFacts> Groups { get; } = [];

    public SortedDictionary<long, Contact> Contacts { get; } = [];

    public Dictionary<(GroupJid Group, long Position), bool> GroupContacts { get; } = [];

    public PeopleCounts Counts { get; private set; }

    public IEnumerable<Identifier> Identifiers => _rows.Keys;

    /// <summary>Takes the lines as one batch, but for people to forget, who each are one of their own.</summary>
    public Reduction Take(params IEnumerable<Observation> lines)
    {
        var last = default(Reduction);
        var batch = new List<Observation>();
        foreach (var line in lines)
        {
            if (line is not Forget forget)
            {
                batch.Add(line);
                continue;
            }

            Flush(batch);
            last = Apply(Reducer.Forget(Load(Footprint.Of(forget.Id)), forget.Id));
        }

        return Flush(batch) ?? last ?? Apply(Reducer.Reduce(Load(Footprint.Of([])), [], Now));
    }

    public IdentifierFacts FactsOf(Identifier id) => _rows.GetValueOrDefault(id, IdentifierFacts.Unknown) with { Memberships = MembershipsOf(id) };

    public bool IsCurrent(Identifier id, GroupJid group) => Groups.GetValueOrDefault(group, GroupFacts.Unknown).Has(_memberships[(id, group)]);

    private Reduction? Flush(List<Observation> batch)
    {
        if (batch.Count == 0)
        {
            return null;
        }

        var reduction = Apply(Reducer.Reduce(Load(Footprint.Of(batch)), [.. batch], Now));
        batch.Clear();
        return reduction;
    }

    private SessionState Load(Footprint footprint)
    {
        var ids = footprint.Identifiers.ToHashSet();
        ids.UnionWith(_memberships.Keys.Where(row => footprint.CompleteGroups.Contains(row.Group) && IsCurrent(row.Id, row.Group)).Select(row => row.Id));
        ids.UnionWith([.. ids.Select(id => FactsOf(id).Partner?.Other).OfType<Identifier>()]);
        var stored = ids.Where(_rows.ContainsKey).ToDictionary(id => id, FactsOf);
        var groups = stored.Values.SelectMany(facts => facts.Memberships.Keys).Concat(footprint.Groups).ToHashSet();
        return new SessionState(
            Session,
            Own.ToHashSet(),
            stored,
            Groups.Where(entry => groups.Contains(entry.Key)).ToDictionary());
    }

    private Reduction Apply(Reduction reduction)
    {
        Session = reduction.Session;
        Own.UnionWith(reduction.NewOwn);
        foreach (var (id, facts) in reduction.Identifiers)
        {
            _rows[id] = facts with { Memberships = ImmutableDictionary<GroupJid, Membership>.Empty };
        }

        Write(_memberships, reduction.Memberships);
        Write(Groups, reduction.Groups);
        foreach (var gone in reduction.GoneContacts)
        {
            Law.Is(Contacts.Remove(gone), $"position {gone} goes, and was there");
        }

        foreach (var gone in reduction.GoneGroupContacts)
        {
            Law.Is(GroupContacts.Remove((gone.Group, gone.Position)), $"{gone} goes, and was there");
        }

        foreach (var contact in reduction.Contacts)
        {
            Contacts[contact.Position] = contact;
        }

        foreach (var row in reduction.GroupContacts)
        {
            GroupContacts[(row.Group, row.Position)] = row.HasDirectChat;
        }

        Delete(reduction.Forgotten.ToHashSet());
        Counts += reduction.People;
        return reduction;
    }

    private void Delete(HashSet<Identifier> forgotten)
    {
        foreach (var id in forgotten)
        {
            _rows.Remove(id);
        }

        foreach (var key in _memberships.Keys.Where(row => forgotten.Contains(row.Id)).ToList())
        {
            _memberships.Remove(key);
        }

        foreach (var (id, facts) in _rows.Where(row => row.Value.Partner is { } partner && forgotten.Contains(partner.Other)).ToList())
        {
            if (facts.IsKnown)
            {
                _rows[id] = facts with { Partner = null };
            }
            else
            {
                _rows.Remove(id);
            }
        }
    }

    private ImmutableDictionary<GroupJid, Membership> MembershipsOf(Identifier id) =>
        _memberships.Where(row => row.Key.Id == id).ToImmutableDictionary(row => row.Key.Group, row => row.Value);

    private static void Write<TKey, TValue>(Dictionary<TKey, TValue> table, IReadOnlyDictionary<TKey, TValue> rows)
        where TKey : notnull
    {
        foreach (var (key, value) in rows)
        {
            table[key] = value;
        }
    }
}
