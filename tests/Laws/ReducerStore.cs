using System.Collections.Immutable;
using Gateway.Domain.Contacts;
using Gateway.Domain.Ingest;
using Gateway.Domain.Ingest.Memory;
using Gateway.Domain.Sessions;
using Gateway.Domain.Whatsapp;

namespace Gateway.Laws;

/// <summary>
/// A session's tables in memory: hands the reducer the footprint's state and nothing more, and applies a reduction row
/// by row, as a database would.
/// </summary>
internal sealed class ReducerStore : LawSession
{
    private readonly Dictionary<Identifier, IdentifierFacts> _rows = [];
    private readonly Dictionary<(Identifier Id, GroupJid Group), Membership> _memberships = [];
    private readonly Dictionary<GroupJid, GroupFacts> _groups = [];
    private readonly HashSet<Identifier> _own = [];
    private readonly HashSet<Identifier> _strays = [];
    private readonly SortedDictionary<long, Contact> _contacts = [];
    private readonly Dictionary<(GroupJid Group, long Position), bool> _groupContacts = [];
    private readonly Dictionary<Identifier, long> _positions = [];
    private SessionFacts _session = SessionFacts.New;
    private SessionMemory _memory = SessionMemory.OfNew(SessionState.Empty);

    protected override Reduction Apply(Footprint footprint, Func<SessionState, Reduction> reduce) => Apply(reduce(Load(footprint)));

    protected override SessionState ReadState() => Load(new Footprint(_rows.Keys.ToHashSet(), _groups.Keys.ToHashSet(), new HashSet<GroupJid>()));

    protected override Listing ReadListing() => new(
        new(_contacts),
        new(_groupContacts),
        new SessionFreshness(_session.DataAsOf is { } at ? Timestamp.ToDateTimeOffset(at) : null, _session.Status));

    private SessionState Load(Footprint footprint)
    {
        var ids = footprint.Identifiers.ToHashSet();
        ids.UnionWith(_memberships.Where(row => footprint.CompleteGroups.Contains(row.Key.Group) && IsStoredAsCurrent(row.Key.Group, row.Value)).Select(row => row.Key.Id));
        ids.UnionWith([.. ids.Select(id => _rows.GetValueOrDefault(id)?.Partner?.Other).OfType<Identifier>()]);
        var stored = ids.Where(_rows.ContainsKey).ToDictionary(id => id, Stored);
        var groups = stored.Values.SelectMany(facts => facts.Memberships.Select(row => row.Key)).Concat(footprint.Groups).ToHashSet();
        var state = new SessionState(_session, _own.ToHashSet(), stored, _groups.Where(entry => groups.Contains(entry.Key)).ToDictionary());
        Law.Same(_memory.StateOf(footprint).Text(), state.Text(), "what is remembered is what is stored");
        return state;
    }

    private IdentifierFacts Stored(Identifier id) =>
        _rows[id] with { Memberships = MembershipsOf(id), Position = _rows[id].Position ?? (_positions.TryGetValue(id, out var position) ? position : null) };

    private bool IsStoredAsCurrent(GroupJid group, Membership membership) => _groups.GetValueOrDefault(group, GroupFacts.Unknown).Has(membership);

    private Reduction Apply(Reduction reduction)
    {
        _session = reduction.Session;
        _own.UnionWith(reduction.NewOwn);
        foreach (var (id, facts) in reduction.Identifiers)
        {
            _rows[id] = facts with { Memberships = Memberships.None };
            _ = reduction.Strays.Contains(id) ? _strays.Add(id) : _strays.Remove(id);
        }

        foreach (var row in reduction.Memberships)
        {
            Law.Is(row.IsNew != _memberships.ContainsKey((row.Id, row.Group)), $"{row} is new, or is not");
            _memberships[(row.Id, row.Group)] = row.Membership;
            _positions[row.Id] = row.Position;
        }

        Write(_groups, reduction.Groups);
        foreach (var gone in reduction.GoneContacts)
        {
            Law.Is(_contacts.Remove(gone), $"position {gone} goes, and was there");
        }

        foreach (var gone in reduction.GoneGroupContacts)
        {
            Law.Is(_groupContacts.Remove((gone.Group, gone.Position)), $"{gone} goes, and was there");
        }

        foreach (var contact in reduction.Contacts)
        {
            Law.Is(!_contacts.TryGetValue(contact.Position, out var known) || !known.ReadsLike(contact), $"the text at {contact.Position} is new");
            _contacts[contact.Position] = contact;
        }

        foreach (var contact in reduction.RetainedTexts)
        {
            var known = _contacts[contact.Position];
            Law.Is(known != contact && known.SearchText == contact.SearchText, $"the text at {contact.Position} is there");
            _contacts[contact.Position] = known with { Lid = contact.Lid, HasDirectChat = contact.HasDirectChat, SeenInGroup = contact.SeenInGroup };
        }

        foreach (var row in reduction.NewGroupContacts)
        {
            Law.Is(_groupContacts.TryAdd((row.Group, row.Position), row.HasDirectChat), $"{row} is new");
        }

        foreach (var row in reduction.ChangedGroupContacts)
        {
            Law.Is(_groupContacts[(row.Group, row.Position)] != row.HasDirectChat, $"{row} changes");
            _groupContacts[(row.Group, row.Position)] = row.HasDirectChat;
        }

        Delete(reduction.Forgotten.ToHashSet());
        Remember(reduction);
        return reduction;
    }

    private void Remember(Reduction reduction)
    {
        if (reduction.Forgotten.Count == 0)
        {
            _memory.Take(reduction);
            return;
        }

        _memory = SessionMemory.OfNew(SessionState.Empty with { Session = _session, Own = _own });
        foreach (var (id, facts) in _rows)
        {
            _memory.Add(id, facts);
        }

        foreach (var ((id, group), membership) in _memberships)
        {
            _memory.Add(id, group, membership, _positions[id]);
        }

        foreach (var (group, facts) in _groups)
        {
            _memory.Add(group, facts);
        }
    }

    private void Delete(HashSet<Identifier> forgotten)
    {
        foreach (var id in forgotten)
        {
            _rows.Remove(id);
            _strays.Remove(id);
            _positions.Remove(id);
        }

        foreach (var key in _memberships.Keys.Where(row => forgotten.Contains(row.Id)).ToList())
        {
            _memberships.Remove(key);
        }

        foreach (var (id, facts) in _rows.Where(row => row.Value.Partner is { } partner && forgotten.Contains(partner.Other)).ToList())
        {
            Law.Is(_strays.Remove(id), $"{id} is known to be astray");
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

    private Memberships MembershipsOf(Identifier id) =>
        Memberships.Of([.. _memberships.Where(row => row.Key.Id == id).Select(row => KeyValuePair.Create(row.Key.Group, row.Value))]);

    private static void Write<TKey, TValue>(Dictionary<TKey, TValue> table, IReadOnlyDictionary<TKey, TValue> rows)
        where TKey : notnull
    {
        foreach (var (key, value) in rows)
        {
            table[key] = value;
        }
    }
}
