using Gateway.Domain.Contacts;
using Gateway.Domain.Whatsapp;

namespace Gateway.Domain.Ingest;

/// <summary>The rows that differ between the state before a batch and the state after it.</summary>
internal sealed class ReductionDifference(
    SessionState before,
    IReadOnlyDictionary<Identifier, IdentifierFacts> identifiers,
    IReadOnlySet<Identifier> observed,
    IReadOnlyDictionary<GroupJid, GroupFacts> groups,
    IReadOnlySet<Identifier> own,
    IReadOnlySet<Identifier> forgotten,
    GroupMembers members)
{
    private readonly PeopleView _peopleBefore = new(before.Identifiers, before.Groups, before.Own);
    private readonly PeopleView _peopleAfter = new(identifiers, groups, own);

    public Reduction Of(SessionFacts session, PeopleCounts counts)
    {
        var (changed, rows) = Changed();
        AddFormerAndNewPartners(changed, rows);
        var memberships = ChangedMemberships(changed);
        var touched = TouchedPeople(changed.Keys);
        // In the order of their keys, which are new: their index grows into full pages.
        var (contactsBefore, groupsBefore) = ReadyRowsOf(_peopleBefore, touched);
        var (contactsAfter, groupsAfter) = ReadyRowsOf(_peopleAfter, touched);
        var contacts = contactsAfter.Values.Where(contact => contactsBefore.GetValueOrDefault(contact.Position) != contact)
            .OrderBy(contact => contact.Position)
            .ToLookup(contact => contactsBefore.TryGetValue(contact.Position, out var known) && known.ReadsLike(contact));
        return new Reduction(
            session,
            [.. own.Except(before.Own)],
            rows,
            memberships,
            memberships.Keys.Select(row => row.Id).Distinct().ToDictionary(id => id, id => identifiers[id].Position!.Value),
            groups.Where(entry => _peopleBefore.FactsOf(entry.Key) != entry.Value).ToDictionary(),
            [.. contacts[false]],
            [.. contacts[true]],
            [.. contactsBefore.Keys.Where(position => !contactsAfter.ContainsKey(position))],
            [.. groupsAfter.Where(entry => !groupsBefore.TryGetValue(entry.Key, out var known) || known != entry.Value).Select(Row)],
            [.. groupsBefore.Where(entry => !groupsAfter.ContainsKey(entry.Key)).Select(Row)],
            groupsAfter.Where(entry => groupsBefore.TryGetValue(entry.Key, out var known) && known != entry.Value).Select(Row).ToHashSet(),
            [.. forgotten],
            rows.Keys.Where(id => IsStray(_peopleAfter, id)).ToHashSet(),
            counts);
    }

    /// <summary>Whose facts changed, and of these, whose rows did.</summary>
    private (Dictionary<Identifier, IdentifierFacts> Facts, Dictionary<Identifier, IdentifierFacts> Rows) Changed()
    {
        var (changed, rows) = (new Dictionary<Identifier, IdentifierFacts>(observed.Count), new Dictionary<Identifier, IdentifierFacts>(observed.Count));
        foreach (var id in observed)
        {
            var (was, facts) = (FactsBefore(id), identifiers[id]);
            if (was != facts)
            {
                changed.Add(id, facts);
                if (!facts.HasRowOf(was))
                {
                    rows.Add(id, facts);
                }
            }
        }

        return (changed, rows);
    }

    /// <summary>Who turns to another makes the former partner a stray, and the new one none.</summary>
    private void AddFormerAndNewPartners(Dictionary<Identifier, IdentifierFacts> changed, Dictionary<Identifier, IdentifierFacts> rows)
    {
        var partners = new List<Identifier>();
        foreach (var (id, facts) in changed)
        {
            var (former, now) = (FactsBefore(id).Partner?.Other, facts.Partner?.Other);
            if (former != now)
            {
                AddTo(partners, former);
                AddTo(partners, now);
            }
        }

        foreach (var partner in partners)
        {
            if (identifiers.TryGetValue(partner, out var facts) && IsStray(_peopleBefore, partner) != IsStray(_peopleAfter, partner))
            {
                changed[partner] = rows[partner] = facts;
            }
        }
    }

    private static void AddTo(ICollection<Identifier> ids, Identifier? id)
    {
        if (id is { } known)
        {
            ids.Add(known);
        }
    }

    private static bool IsStray(PeopleView people, Identifier id) => people.FactsOf(id).Partner is not null && people.JoinedWith(id) is null;

    private IdentifierFacts FactsBefore(Identifier id) => before.Identifiers.GetValueOrDefault(id, IdentifierFacts.Unknown);

    /// <summary>Everybody whose ready rows can differ: themselves changed or forgotten, in a group with a new complete list, or newly own.</summary>
    private HashSet<Identifier> TouchedPeople(IEnumerable<Identifier> changed)
    {
        var renewed = groups.Where(entry => _peopleBefore.FactsOf(entry.Key).CompleteAt != entry.Value.CompleteAt);
        var touched = changed.Concat(forgotten).Concat(own.Except(before.Own)).Concat(renewed.SelectMany(entry => members.Of(entry.Key))).ToHashSet();
        foreach (var id in touched.ToList())
        {
            AddTo(touched, _peopleBefore.JoinedWith(id));
            AddTo(touched, _peopleAfter.JoinedWith(id));
        }

        return touched;
    }

    private Dictionary<(Identifier Id, GroupJid Group), Membership> ChangedMemberships(Dictionary<Identifier, IdentifierFacts> changed)
    {
        var memberships = new Dictionary<(Identifier Id, GroupJid Group), Membership>(changed.Count);
        foreach (var (id, facts) in changed)
        {
            var known = FactsBefore(id).Memberships;
            foreach (var (group, membership) in facts.Memberships)
            {
                if (known.Find(group) != membership)
                {
                    memberships.Add((id, group), membership);
                }
            }
        }

        return memberships;
    }

    private static (Dictionary<long, Contact> Contacts, Dictionary<(GroupJid Group, long Position), bool> Groups) ReadyRowsOf(
        PeopleView people, HashSet<Identifier> ids)
    {
        var (contacts, groups) = (new Dictionary<long, Contact>(ids.Count), new Dictionary<(GroupJid, long), bool>(ids.Count));
        foreach (var id in ids)
        {
            var isOnlySecond = id.IsLid && people.JoinedWith(id) is not null && people.FactsOf(id).Memberships.IsEmpty; // the phone is touched, too
            if (!isOnlySecond && people.ContactOf(id) is { } contact)
            {
                contacts[contact.Position] = contact;
                foreach (var group in people.CurrentGroupsOf(id))
                {
                    groups[(group, contact.Position)] = contact.HasDirectChat;
                }
            }
        }

        return (contacts, groups);
    }

    private static GroupContact Row(KeyValuePair<(GroupJid Group, long Position), bool> entry) =>
        new(entry.Key.Group, entry.Key.Position, entry.Value);
}
