using FsCheck;
using FsCheck.Fluent;
using Gateway.Domain.Ingest;
using Gateway.Domain.Sessions;
using Gateway.Domain.Whatsapp;

namespace Gateway.UnitTests.Ingest.Reducing;

/// <summary>Lines that a session took, and a seed for how a law plays with them.</summary>
internal sealed record History(IReadOnlyList<Observation> Lines, int Seed)
{
    private static readonly Identifier[] s_phones = [.. "1234".Select(n => Identifier.FromText($"1000{n}"))];
    private static readonly Identifier[] s_lids = [.. "1234".Select(n => Identifier.FromText($"{n}@lid"))];
    private static readonly GroupJid[] s_groups = [.. "123".Select(n => GroupJid.FromText($"{n}@g.us"))];

    /// <summary>Around the store's clock, so that ties among them and with arrivals are common.</summary>
    private static readonly long?[] s_times = [10, 20, 21, 22, 30];

    /// <summary>Every line states its time.</summary>
    public static Gen<History> Stated { get; } = Of(Line(Gen.Elements(s_times)));

    /// <summary>No line states its time.</summary>
    public static Gen<History> Unstated { get; } = Of(Line(Gen.Constant<long?>(null)));

    /// <summary>Some lines do, and at times a person is forgotten.</summary>
    public static Gen<History> Mixed { get; } = Of(Gen.Frequency<Observation>(
        (20, Line(Gen.Elements(s_times).Or(Gen.Constant<long?>(null)))),
        (1, Gen.Elements(s_phones.Concat(s_lids)).Select(Observation (id) => new Forget(id)))));

    /// <summary>Histories without one of the lines, for a smallest one that breaks a law.</summary>
    public IEnumerable<History> Shrink() =>
        Enumerable.Range(0, Lines.Count).Select(i => this with { Lines = [.. Lines.Take(i), .. Lines.Skip(i + 1)] });

    /// <summary>The lines in batches of one to four, as the seed falls.</summary>
    public static IEnumerable<Observation[]> InBatches(IReadOnlyList<Observation> lines, Random random)
    {
        for (int i = 0, size; i < lines.Count; i += size)
        {
            size = random.Next(1, 5);
            yield return [.. lines.Skip(i).Take(size)];
        }
    }

    public override string ToString() => $"seed {Seed}\n{string.Join('\n', Lines.Select(Show))}";

    private static Gen<History> Of(Gen<Observation> line) =>
        from count in Gen.Choose(1, 16)
        from lines in line.ListOf(count)
        from seed in Gen.Choose(0, int.MaxValue - 1)
        select new History([.. lines], seed);

    private static Gen<Observation> Line(Gen<long?> at) => Gen.Frequency(
        (5, from person in Person() from isChat in Maybe from time in at select (Observation)new ContactObservation(person, isChat, time)),
        (5, GroupLine(at)),
        (4, from lid in Gen.Elements(s_lids) from phone in Gen.Elements(s_phones) from time in at select (Observation)new MappingObservation(lid, phone, time)),
        (1, from own in Gen.SubListOf(s_phones[3], s_lids[3], s_lids[0]) from status in Status from time in at select (Observation)new SessionObservation([.. own], status, time)));

    private static Gen<Observation> GroupLine(Gen<long?> at) =>
        from grp in Gen.Elements(s_groups)
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

    private static Gen<bool> Maybe { get; } = Gen.Elements(true, false);

    private static Gen<SessionStatus?> Status { get; } = Gen.Elements<SessionStatus?>(null, SessionStatus.Connected, SessionStatus.Disconnected);

    /// <summary>Nothing half of the time; else one of three whose order by code point is not that of UTF-16.</summary>
    private static Gen<string?> Name(string kind) =>
        Gen.Frequency((3, Gen.Constant<string?>(null)), (3, Gen.Elements<string?>(kind, kind + "\uFF5E", kind + "\U0001F600")));

    private static string Show(Observation line) => line switch
    {
        GroupObservation group => $"group {group.Group} at {group.At} complete {group.Complete} name {group.Name}: {string.Join(", ", group.Members.Select(Show))}",
        ContactObservation contact => $"contact {Show(contact.Person)} at {contact.At} chat {contact.DirectChat}",
        MappingObservation mapping => $"mapping {mapping.Phone} {mapping.Lid} at {mapping.At}",
        SessionObservation session => $"session {string.Join(' ', session.Own)} at {session.At} {session.Status}",
        _ => line.ToString(),
    };

    private static string Show(PersonObservation person) =>
        string.Join(' ', new[] { person.Id.Text, person.Lid?.Text, person.SavedName, person.PushName, person.BusinessName, person.Role }.OfType<string>());
}
