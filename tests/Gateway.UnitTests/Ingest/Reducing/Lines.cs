using Gateway.Domain.Ingest;
using Gateway.Domain.Sessions;
using Gateway.Domain.Whatsapp;

namespace Gateway.UnitTests.Ingest.Reducing;

/// <summary>A small world, and short words for the lines that speak of it.</summary>
internal static class Lines
{
    /// <summary>The stores' clock; the times that lines state are around it.</summary>
    public const long Now = History.Start;

    public static readonly Identifier P1 = Identifier.FromText("10001");
    public static readonly Identifier P2 = Identifier.FromText("10002");
    public static readonly Identifier P3 = Identifier.FromText("10003");
    public static readonly Identifier L1 = Identifier.FromText("1@lid");
    public static readonly Identifier L2 = Identifier.FromText("2@lid");
    public static readonly Identifier L3 = Identifier.FromText("3@lid");
    public static readonly GroupJid G1 = GroupJid.FromText("1@g.us");
    public static readonly GroupJid G2 = GroupJid.FromText("2@g.us");

    /// <summary>A direct chat, so that the person is listed.</summary>
    public static ContactObservation Chat(Identifier id, string? saved = null, string? push = null, string? business = null, Identifier? lid = null, long? at = null) =>
        new(new(id, lid, saved, push, business), true, at);

    /// <summary>Only in the address book.</summary>
    public static ContactObservation Card(Identifier id, string? saved = null, string? push = null, string? business = null, Identifier? lid = null, long? at = null) =>
        new(new(id, lid, saved, push, business), false, at);

    public static GroupObservation Seen(GroupJid group, params Identifier[] members) => Seen(group, null, members);

    public static GroupObservation Seen(GroupJid group, long? at, params Identifier[] members) =>
        new(group, null, [.. members.Select(id => new PersonObservation(id, null))], false, at);

    public static GroupObservation Whole(GroupJid group, params Identifier[] members) => Whole(group, null, members);

    public static GroupObservation Whole(GroupJid group, long? at, params Identifier[] members) => Seen(group, at, members) with { Complete = true };

    public static MappingObservation Map(Identifier phone, Identifier lid, long? at = null) => new(lid, phone, at);

    public static SessionObservation Own(params Identifier[] own) => new(own, null, null);

    public static SessionObservation Status(SessionStatus status, long? at = null) => new([], status, at);
}

/// <summary>What a reader of the store sees, short enough to compare.</summary>
internal static class Reading
{
    /// <summary><c>position phone lid</c> of everybody listed, in order.</summary>
    public static IEnumerable<string> People(this LawSession store) =>
        store.Contacts.Values.Select(contact => string.Join(' ', new[] { $"{contact.Position}", contact.PhoneNumber, contact.Lid }.Where(text => text.Length > 0)));

    public static IEnumerable<string> Names(this LawSession store) => store.Contacts.Values.Select(contact => contact.Name);

    /// <summary>Positions of the current members.</summary>
    public static IEnumerable<long> Members(this LawSession store, GroupJid group) =>
        store.GroupContacts.Keys.Where(row => row.Group == group).Select(row => row.Position).Order();
}
