using Gateway.Domain.Contacts;
using Gateway.Domain.Whatsapp;

namespace Gateway.Domain.Ingest;

/// <summary>Identifiers seen as people: who is one contact with whom, and what is shown of them.</summary>
internal sealed class PeopleView(
    IReadOnlyDictionary<Identifier, IdentifierFacts> identifiers,
    IReadOnlyDictionary<GroupJid, GroupFacts> groups,
    IReadOnlySet<Identifier> own)
{
    public IdentifierFacts FactsOf(Identifier id) => identifiers.GetValueOrDefault(id, IdentifierFacts.Unknown);

    public GroupFacts FactsOf(GroupJid group) => groups.GetValueOrDefault(group, GroupFacts.Unknown);

    /// <summary>Two identifiers are one contact while each is the other's remembered partner.</summary>
    public Identifier? JoinedWith(Identifier id) => HalfOf(id, FactsOf(id)).Joined;

    /// <summary>The ready row of the person that <paramref name="id"/> belongs to; null while that person is not listed.</summary>
    public Contact? ContactOf(Identifier id)
    {
        var facts = FactsOf(id);
        var (joined, ofJoined) = HalfOf(id, facts);
        return ContactOf(id, facts, joined, ofJoined);
    }

    /// <summary>What is listed of that person; null while nothing is.</summary>
    public ListedPerson? PersonOf(Identifier id)
    {
        var facts = FactsOf(id);
        var (joined, ofJoined) = HalfOf(id, facts);
        return ContactOf(id, facts, joined, ofJoined) is { } contact ? new ListedPerson(contact, CurrentGroupsOf(facts.Memberships, ofJoined.Memberships)) : null;
    }

    /// <summary>Whether the person that <paramref name="id"/> belongs to has a ready row.</summary>
    public bool IsListed(Identifier id)
    {
        var facts = FactsOf(id);
        var (joined, ofJoined) = HalfOf(id, facts);
        return PositionOf(id, facts, joined, ofJoined) is not null;
    }

    /// <summary>Whether that person was never met, and is not the session's own.</summary>
    public bool IsUnseen(Identifier id)
    {
        var facts = FactsOf(id);
        var (joined, ofJoined) = HalfOf(id, facts);
        return !IsOwn(id) && !IsOwn(joined) && Least(facts.Position, ofJoined.Position) is null;
    }

    private Contact? ContactOf(Identifier id, IdentifierFacts facts, Identifier? joined, IdentifierFacts ofJoined)
    {
        if (PositionOf(id, facts, joined, ofJoined) is not { } place)
        {
            return null;
        }

        var (phone, lid) = id.IsLid ? (joined, (Identifier?)id) : (id, joined);
        var (ofPhone, ofLid) = id.IsLid ? (ofJoined, facts) : (facts, ofJoined);

        var business = Fact.Later(ofPhone.BusinessName, ofLid.BusinessName) ?? "";
        return new Contact(
            place,
            phone?.Text ?? "",
            lid?.Text ?? "",
            Fact.Later(ofPhone.SavedName, ofLid.SavedName) ?? Fact.Later(ofPhone.PushName, ofLid.PushName) ?? business,
            business,
            ofPhone.DirectChatAt is not null || ofLid.DirectChatAt is not null,
            !ofPhone.Memberships.IsEmpty || !ofLid.Memberships.IsEmpty);
    }

    /// <summary>The groups that one of the two is now a member of, each once.</summary>
    private List<GroupJid> CurrentGroupsOf(Memberships memberships, Memberships ofJoined)
    {
        var current = new List<GroupJid>();
        foreach (var (group, membership) in memberships)
        {
            if (FactsOf(group).Has(membership))
            {
                current.Add(group);
            }
        }

        foreach (var (group, membership) in ofJoined)
        {
            if (FactsOf(group).Has(membership) && !(memberships.Find(group) is { } same && FactsOf(group).Has(same)))
            {
                current.Add(group);
            }
        }

        return current;
    }

    private (Identifier? Joined, IdentifierFacts Facts) HalfOf(Identifier id, IdentifierFacts facts) =>
        facts.Partner is { } partner && FactsOf(partner.Other) is var others && others.Partner?.Other == id
            ? (partner.Other, others)
            : (null, IdentifierFacts.Unknown);

    private long? PositionOf(Identifier id, IdentifierFacts facts, Identifier? joined, IdentifierFacts ofJoined) =>
        IsOwn(id) || IsOwn(joined) ? null : Least(facts.Position, ofJoined.Position);

    private bool IsOwn(Identifier? id) => own.Count > 0 && id is { } known && own.Contains(known);

    private static long? Least(long? left, long? right) => left is null ? right : right is null ? left : Math.Min(left.Value, right.Value);
}
