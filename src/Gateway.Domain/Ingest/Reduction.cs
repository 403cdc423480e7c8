using Gateway.Domain.Contacts;
using Gateway.Domain.Whatsapp;

namespace Gateway.Domain.Ingest;

/// <summary>A current member of a group, as the filters need it.</summary>
public readonly record struct GroupContact(GroupJid Group, long Position, bool HasDirectChat);

/// <summary>A membership to write, with its identifier's position, which the first one gives.</summary>
/// <param name="IsNew">Whether none of the identifier in the group is stored.</param>
public readonly record struct MembershipRow(Identifier Id, GroupJid Group, Membership Membership, long Position, bool IsNew);

/// <summary>
/// What a batch changes, row by row. A row that stays as it is does not appear.
/// </summary>
/// <param name="Session">The session's own row afterwards.</param>
/// <param name="NewOwn">Identifiers now known as the session's own.</param>
/// <param name="Contacts">Ready rows to write, by position: new ones, and those with other names or another number.</param>
/// <param name="RetainedTexts">Ready rows to write that keep names and number, and so their search text.</param>
/// <param name="GoneContacts">Positions whose ready row goes.</param>
/// <param name="NewGroupContacts">Ready memberships to write that are not there.</param>
/// <param name="ChangedGroupContacts">Ready memberships to write that are there with something else.</param>
/// <param name="GoneGroupContacts">Ready memberships that go.</param>
/// <param name="Forgotten">Identifiers to delete with their facts, memberships and every mapping that names them.</param>
/// <param name="Strays">Those of <paramref name="Identifiers"/> whose remembered partner remembers another, or nobody.</param>
/// <param name="People">What the batch did to people.</param>
public sealed record Reduction(
    SessionFacts Session,
    IReadOnlyCollection<Identifier> NewOwn,
    IReadOnlyDictionary<Identifier, IdentifierFacts> Identifiers,
    IReadOnlyCollection<MembershipRow> Memberships,
    IReadOnlyDictionary<GroupJid, GroupFacts> Groups,
    IReadOnlyCollection<Contact> Contacts,
    IReadOnlyCollection<Contact> RetainedTexts,
    IReadOnlyCollection<long> GoneContacts,
    IReadOnlyCollection<GroupContact> NewGroupContacts,
    IReadOnlyCollection<GroupContact> ChangedGroupContacts,
    IReadOnlyCollection<GroupContact> GoneGroupContacts,
    IReadOnlyCollection<Identifier> Forgotten,
    IReadOnlySet<Identifier> Strays,
    PeopleCounts People)
{
    /// <summary>How many lines stated a time that lost against a stored one that lies after our clock.</summary>
    public long Ahead { get; init; }
}
