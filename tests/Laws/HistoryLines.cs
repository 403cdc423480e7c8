using FsCheck;
using FsCheck.Fluent;
using Gateway.Domain.Ingest;
using Gateway.Domain.Sessions;
using Gateway.Domain.Whatsapp;

namespace Gateway.Laws;

/// <summary>Lines about a few people and groups, so that everything meets everything.</summary>
internal static class HistoryLines
{
    public static readonly GroupJid[] Groups = [.. "123".Select(n => GroupJid.FromText($"{n}@g.us"))];
    private static readonly Identifier[] s_phones = [.. "1234".Select(n => Identifier.FromText($"1000{n}"))];
    private static readonly Identifier[] s_lids = [.. "1234".Select(n => Identifier.FromText($"{n}@lid"))];

    public static IEnumerable<Identifier> Identifiers => s_phones.Concat(s_lids);

    public static Gen<Observation> Forgetting { get; } = Gen.Elements(s_phones.Concat(s_lids)).Select(Observation (id) => new Forget(id));

    private static Gen<bool> Maybe { get; } = Gen.Elements(true, false);

    public static Gen<Observation> Any(Gen<long?> at) => Gen.Frequency(
        (5, from person in Person() from isChat in Maybe from time in at select (Observation)new ContactObservation(person, isChat, time)),
        (5, GroupLine(at)),
        (4, from lid in Gen.Elements(s_lids) from phone in Gen.Elements(s_phones) from time in at select (Observation)new MappingObservation(lid, phone, time)),
        (1, SessionLine(at)));

    public static string Show(Observation line) => line switch
    {
        GroupObservation group => $"group {group.Group} at {group.At} complete {group.Complete} name {group.Name}: {string.Join(", ", group.Members.Select(Show))}",
        ContactObservation contact => $"contact {Show(contact.Person)} at {contact.At} chat {contact.DirectChat}",
        MappingObservation mapping => $"mapping {mapping.Phone} {mapping.Lid} at {mapping.At}",
        SessionObservation session => $"session {string.Join(' ', session.Own)} at {session.At} {session.Status}",
        _ => line.ToString(),
    };

    private static Gen<Observation> SessionLine(Gen<long?> at) =>
        from own in Gen.SubListOf(s_phones[3], s_lids[3], s_lids[0])
        from status in Gen.Elements<SessionStatus?>(null, SessionStatus.Unknown, SessionStatus.Connected, SessionStatus.Disconnected)
        from time in at
        select (Observation)new SessionObservation([.. own], status, time);

    private static Gen<Observation> GroupLine(Gen<long?> at) =>
        from grp in Gen.Elements(Groups)
        from name in Name("t")
        from count in Gen.Choose(0, 4)
        from members in Person().ListOf(count)
        from role in Name("r")
        from isComplete in Maybe
        from time in at
        select (Observation)new GroupObservation(grp, name, [.. members.Select(member => member with { Role = role })], isComplete, time);

    private static Gen<PersonObservation> Person() =>
        from id in Gen.Elements(s_phones.Concat(s_lids))
        from lid in Gen.Elements(s_lids)
        from hasLid in Maybe
        from saved in Name("s")
        from push in Name("p")
        from business in Name("b")
        select new PersonObservation(id, hasLid && !id.IsLid ? lid : null, saved, push, business);

    /// <summary>Nothing half of the time; else one of three whose order by code point is not that of UTF-16.</summary>
    private static Gen<string?> Name(string kind) =>
        Gen.Frequency((3, Gen.Constant<string?>(null)), (3, Gen.Elements<string?>(kind, kind + "\uFF5E", kind + "\U0001F600")));

    private static string Show(PersonObservation person) =>
        string.Join(' ', new[] { person.Id.Text, person.Lid?.Text, person.SavedName, person.PushName, person.BusinessName, person.Role }.OfType<string>());
}
