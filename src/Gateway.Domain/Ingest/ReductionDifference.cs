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
        var touched = TouchedPeople(changed.Keys);
        var listed = new ListedDifference(PeopleOf(_peopleBefore, touched), PeopleOf(_peopleAfter, touched));
        return new Reduction(
            session,
            [.. own.Except(before.Own)],
            rows,
            ChangedMemberships(changed),
            groups.Where(entry => _peopleBefore.FactsOf(entry.Key) != entry.Value).ToDictionary(),
            listed.Contacts,
            listed.RetainedTexts,
            listed.GoneContacts,
            listed.NewGroupContacts,
            listed.ChangedGroupContacts,
            listed.GoneGroupContacts,
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

    private List<MembershipRow> ChangedMemberships(Dictionary<Identifier, IdentifierFacts> changed)
    {
        var memberships = new List<MembershipRow>(changed.Count);
        foreach (var (id, facts) in changed)
        {
            var stored = FactsBefore(id).Memberships;
            foreach (var (group, membership) in facts.Memberships)
            {
                var known = stored.Find(group);
                if (known != membership)
                {
                    memberships.Add(new MembershipRow(id, group, membership, facts.Position!.Value, IsNew: known is null));
                }
            }
        }

        return memberships;
    }

    /// <summary>Of these identifiers' people those that are listed, by position.</summary>
    private static Dictionary<long, ListedPerson> PeopleOf(PeopleView people, HashSet<Identifier> ids)
    {
        var listed = new Dictionary<long, ListedPerson>(ids.Count);
        foreach (var id in ids)
        {
            var isSecond = id.IsLid && people.JoinedWith(id) is not null; // the phone is touched, too
            if (!isSecond && people.PersonOf(id) is { } person)
            {
                listed.Add(person.Contact.Position, person);
            }
        }

        return listed;
    }
}
