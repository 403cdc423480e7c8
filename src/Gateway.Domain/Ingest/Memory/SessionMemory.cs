using Gateway.Domain.Whatsapp;

namespace Gateway.Domain.Ingest.Memory;

/// <summary>
/// All that is stored of one session, packed into some 220 bytes a person: who takes in much of a session remembers it, instead of
/// asking the database for every batch. It tells what is stored while the session's <see cref="SessionFacts.Writes"/> are those
/// remembered. For one thread at a time.
/// </summary>
public sealed class SessionMemory(SessionFacts session)
{
    private const int BytesOfGroup = 300;
    private readonly PackedIdentifiers _identifiers = new();
    private readonly PackedMemberships _memberships = new();
    private readonly List<GroupRow> _groups = [];
    private readonly Dictionary<GroupJid, int> _groupNumbers = [];
    private readonly HashSet<Identifier> _own = [];
    private readonly List<KeyValuePair<GroupJid, Membership>> _rows = [];

    public SessionFacts Session { get; private set; } = session;

    /// <summary>What it occupies, about.</summary>
    public long Bytes => _identifiers.Bytes + _memberships.Bytes + ((long)_groups.Count * BytesOfGroup);

    /// <summary>Of a session that was never written.</summary>
    public static SessionMemory OfNew(SessionState state)
    {
        var memory = new SessionMemory(state.Session);
        memory._own.UnionWith(state.Own);
        return memory;
    }

    public void Add(Identifier own) => _own.Add(own);

    /// <summary>An identifier's facts, but not its memberships.</summary>
    public void Add(Identifier id, IdentifierFacts facts) => _identifiers.Set(id, facts);

    /// <summary>A membership that is not remembered yet, with the position that it keeps.</summary>
    public void Add(Identifier id, GroupJid group, Membership membership, long position)
    {
        var (identifier, number) = (_identifiers.FindOrAdd(id), NumberOf(group));
        var added = _memberships.Add(identifier, number, _identifiers[identifier].FirstMembership, _groups[number].FirstMembership);
        _memberships.Set(added, membership);
        (_identifiers[identifier].FirstMembership, _identifiers[identifier].Position) = (added, position);
        _groups[number].FirstMembership = added;
    }

    public void Add(GroupJid group, GroupFacts facts) => _groups[NumberOf(group)].Facts = facts;

    /// <summary>What was written.</summary>
    public void Take(Reduction written)
    {
        if (written.Forgotten.Count > 0)
        {
            throw new ArgumentException("Whoever forgets people remembers nobody.", nameof(written));
        }

        Session = written.Session;
        _own.UnionWith(written.NewOwn);
        foreach (var (id, facts) in written.Identifiers)
        {
            Add(id, facts);
        }

        foreach (var row in written.Memberships)
        {
            if (row.IsNew)
            {
                Add(row.Id, row.Group, row.Membership, row.Position);
            }
            else
            {
                _memberships.Set(Find(row.Id, row.Group), row.Membership);
            }
        }

        foreach (var (group, facts) in written.Groups)
        {
            Add(group, facts);
        }
    }

    /// <summary>As the database gives it.</summary>
    public SessionState StateOf(Footprint footprint)
    {
        var groups = new Dictionary<GroupJid, GroupFacts>();
        var identifiers = new Dictionary<Identifier, IdentifierFacts>(footprint.Identifiers.Count * 2);
        AddTo(identifiers, groups, footprint.Identifiers);

        foreach (var group in footprint.Groups)
        {
            AddTo(groups, _groupNumbers.GetValueOrDefault(group, -1));
        }

        foreach (var member in footprint.CompleteGroups.SelectMany(CurrentMembersOf))
        {
            AddTo(identifiers, groups, _identifiers[member].Id.Unpack(), member);
        }

        AddTo(identifiers, groups, PartnersOf(identifiers));

        return new SessionState(Session, new HashSet<Identifier>(_own), identifiers, groups);
    }

    private void AddTo(Dictionary<Identifier, IdentifierFacts> identifiers, Dictionary<GroupJid, GroupFacts> groups, IReadOnlyCollection<Identifier> ids)
    {
        // All are looked up first: so the processor can wait for the memory of several at once.
        var numbers = new List<(Identifier Id, int Number)>(ids.Count);
        foreach (var id in ids)
        {
            numbers.Add((id, _identifiers.Find(id)));
        }

        foreach (var (id, number) in numbers)
        {
            AddTo(identifiers, groups, id, number);
        }
    }

    /// <summary>Those remembered that are not among them.</summary>
    private static List<Identifier> PartnersOf(Dictionary<Identifier, IdentifierFacts> identifiers)
    {
        var partners = new List<Identifier>();
        foreach (var facts in identifiers.Values)
        {
            if (facts.Partner is { } partner && !identifiers.ContainsKey(partner.Other))
            {
                partners.Add(partner.Other);
            }
        }

        return partners;
    }

    private void AddTo(Dictionary<Identifier, IdentifierFacts> identifiers, Dictionary<GroupJid, GroupFacts> groups, Identifier id, int number)
    {
        if (number == 0 || !_identifiers[number].IsStored || identifiers.ContainsKey(id))
        {
            return;
        }

        _rows.Clear();
        for (var membership = _identifiers[number].FirstMembership; membership > 0; membership = _memberships[membership].NextOfIdentifier)
        {
            var group = _memberships[membership].Group;
            _rows.Add(KeyValuePair.Create(_groups[group].Jid, _memberships.Get(membership)));
            AddTo(groups, group);
        }

        identifiers.Add(id, _identifiers.Get(number, Memberships.Of(_rows)));
    }

    private void AddTo(Dictionary<GroupJid, GroupFacts> groups, int number)
    {
        if (number >= 0 && _groups[number].Facts is { } facts)
        {
            groups[_groups[number].Jid] = facts;
        }
    }

    private IEnumerable<int> CurrentMembersOf(GroupJid group)
    {
        if (!_groupNumbers.TryGetValue(group, out var number))
        {
            yield break;
        }

        var facts = _groups[number].Facts ?? GroupFacts.Unknown;
        for (var membership = _groups[number].FirstMembership; membership > 0; membership = _memberships[membership].NextOfGroup)
        {
            if (facts.Has(_memberships.Get(membership)))
            {
                yield return _memberships[membership].Identifier;
            }
        }
    }

    private int Find(Identifier id, GroupJid group)
    {
        var (identifier, number) = (_identifiers.Find(id), _groupNumbers.GetValueOrDefault(group, -1));
        var membership = identifier == 0 ? 0 : _identifiers[identifier].FirstMembership;
        while (membership > 0 && _memberships[membership].Group != number)
        {
            membership = _memberships[membership].NextOfIdentifier;
        }

        return membership;
    }

    private int NumberOf(GroupJid group)
    {
        if (!_groupNumbers.TryGetValue(group, out var number))
        {
            _groupNumbers[group] = number = _groups.Count;
            _groups.Add(new GroupRow(group));
        }

        return number;
    }

    private sealed class GroupRow(GroupJid jid)
    {
        public GroupJid Jid => jid;

        public GroupFacts? Facts { get; set; }

        public int FirstMembership { get; set; }
    }
}
