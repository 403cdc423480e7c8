using Gateway.Domain.Contacts;
using Gateway.Domain.Whatsapp;

namespace Gateway.Domain.Ingest;

/// <summary>A current member of a group, as the filters need it.</summary>
public readonly record struct GroupContact(GroupJid Group, long Position, bool HasDirectChat);

/// <summary>
/// What a batch changes, row by row. A row that stays as it is does not appear.
/// </summary>
/// <param name="Session">The session's own row afterwards.</param>
/// <param name="NewOwn">Identifiers now known as the session's own.</param>
/// <param name="Contacts">Ready rows to write, by position: new ones, and those with other names or another number.</param>
/// <param name="RetainedTexts">Ready rows to write that keep names and number, and so their search text.</param>
/// <param name="GoneContacts">Positions whose ready row goes.</param>
/// <param name="Positions">Of those in <paramref name="Memberships"/>: the first membership may have given it.</param>
/// <param name="GroupContacts">Ready memberships to write, by group and position.</param>
/// <param name="GoneGroupContacts">Ready memberships that go.</param>
/// <param name="KnownGroupContacts">Those of <paramref name="GroupContacts"/> whose row is there.</param>
/// <param name="Forgotten">Identifiers to delete with their facts, memberships and every mapping that names them.</param>
/// <param name="Strays">Those of <paramref name="Identifiers"/> whose remembered partner remembers another, or nobody.</param>
/// <param name="People">What the batch did to people.</param>
public sealed record Reduction(
    SessionFacts Session,
    IReadOnlyCollection<Identifier> NewOwn,
    IReadOnlyDictionary<Identifier, IdentifierFacts> Identifiers,
    IReadOnlyDictionary<(Identifier Id, GroupJid Group), Membership> Memberships,
    IReadOnlyDictionary<Identifier, long> Positions,
    IReadOnlyDictionary<GroupJid, GroupFacts> Groups,
    IReadOnlyCollection<Contact> Contacts,
    IReadOnlyCollection<Contact> RetainedTexts,
    IReadOnlyCollection<long> GoneContacts,
    IReadOnlyCollection<GroupContact> GroupContacts,
    IReadOnlyCollection<GroupContact> GoneGroupContacts,
    IReadOnlySet<GroupContact> KnownGroupContacts,
    IReadOnlyCollection<Identifier> Forgotten,
    IReadOnlySet<Identifier> Strays,
    PeopleCounts People);
