using Gateway.Domain.Whatsapp;

namespace Gateway.Domain.Ingest;

/// <summary>
/// A line's members, agreeing with each other. Where a line contradicts itself the larger value counts, as at equal times
/// anywhere; settled before anything is applied, or a replay would take the first value for a repeat and the second for news.
/// </summary>
internal sealed class MemberList
{
    private readonly Dictionary<Identifier, Identifier> _partners = [];

    private MemberList(IReadOnlyList<PersonObservation> members) => Members = members;

    public IReadOnlyList<PersonObservation> Members { get; }

    public static MemberList Of(GroupObservation line)
    {
        var list = new MemberList(Settled(line.Members));
        foreach (var member in line.Members)
        {
            if (member.Lid is { } lid)
            {
                list.Offer(member.Id, lid);
                list.Offer(lid, member.Id);
            }
        }

        return list;
    }

    private static IReadOnlyList<PersonObservation> Settled(IReadOnlyList<PersonObservation> members)
    {
        var settled = new Dictionary<Identifier, PersonObservation>(members.Count);
        foreach (var member in members)
        {
            settled[member.Id] = settled.TryGetValue(member.Id, out var same) ? Merge(same, member) : member;
        }

        return settled.Count == members.Count ? members : [.. members.Select(member => settled[member.Id])];
    }

    /// <summary>What the line lets each identifier remember.</summary>
    public IEnumerable<KeyValuePair<Identifier, Identifier>> Partners => _partners;

    /// <summary>The same of one member's identifiers.</summary>
    public IEnumerable<KeyValuePair<Identifier, Identifier>> PartnersOf(PersonObservation member) =>
        member.Identifiers.Where(_partners.ContainsKey).Select(id => KeyValuePair.Create(id, _partners[id]));

    private void Offer(Identifier id, Identifier other)
    {
        if (!_partners.TryGetValue(id, out var known) || other > known)
        {
            _partners[id] = other;
        }
    }

    private static PersonObservation Merge(PersonObservation left, PersonObservation right) => new(
        left.Id,
        left.Lid is not { } lid ? right.Lid : right.Lid is { } other && other > lid ? other : lid,
        Fact.Larger(left.SavedName, right.SavedName),
        Fact.Larger(left.PushName, right.PushName),
        Fact.Larger(left.BusinessName, right.BusinessName),
        Fact.Larger(left.Role, right.Role));
}
