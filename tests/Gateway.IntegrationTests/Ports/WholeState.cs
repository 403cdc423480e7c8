using Gateway.Domain.Ingest;
using Gateway.Domain.Sessions;
using Gateway.Domain.Whatsapp;

namespace Gateway.IntegrationTests.Ports;

/// <summary>A stored state in which every fact is given somewhere and missing somewhere.</summary>
internal static class WholeState
{
    public static readonly Identifier Phone = Identifier.FromText("6281234567890");
    private static readonly Identifier s_lid = Identifier.FromText("205227043110953@lid");
    private static readonly Identifier s_other = Identifier.FromText("4915112345678");
    public static readonly GroupJid Team = GroupJid.FromText("120363021234567890@g.us");
    private static readonly GroupJid s_family = GroupJid.FromText("6281234567890-1600000000@g.us");

    /// <summary>Every fact there is, and none, in turn.</summary>
    public static readonly Dictionary<Identifier, IdentifierFacts> Facts = new()
    {
        [Phone] = new(true, new(s_lid, 11), new("Alice 李 🙂", 12), new("ali \u200f", 13), new("Acme ' \" \\ %", 14), 15, 16, Memberships((Team, 17), (s_family, 18))),
        [s_lid] = new(false, new(Phone, 21), null, null, null, null, null, Gateway.Domain.Ingest.Memberships.None),
        [s_other] = new(true, null, null, new("only pushed", -5), null, null, long.MaxValue, Memberships((Team, 0))),
    };

    public static readonly Dictionary<GroupJid, GroupFacts> Groups = new()
    {
        [Team] = new(new("Team", 31), 17),
        [s_family] = new(null, null),
    };

    public static readonly SessionFacts Session = new(77, 1_795_330_800_123_456, SessionStatus.Disconnected, 42, 1_795_330_800_000_001, 5);

    public static Footprint Everything() => new(Facts.Keys.ToHashSet(), Groups.Keys.ToHashSet(), new HashSet<GroupJid>());

    public static Reduction Written(SessionState state) => Rows.None(state) with
    {
        Session = Session,
        NewOwn = [s_other, s_lid],
        Identifiers = Facts,
        Memberships = [.. Facts.SelectMany(entry => entry.Value.Memberships.Select(row => new MembershipRow(entry.Key, row.Key, row.Value, entry.Value.Position!.Value, !state.Identifiers.ContainsKey(entry.Key))))],
        Groups = Groups,
    };

    public static void AssertRead(SessionState read) => Assert.Multiple(() =>
    {
        Assert.That(read.Session, Is.EqualTo(Session));
        Assert.That(read.Own, Is.EquivalentTo(new[] { s_other, s_lid }));
        Assert.That(read.Identifiers.ToDictionary(entry => entry.Key, entry => Text(entry.Value)), Is.EquivalentTo(Facts.ToDictionary(entry => entry.Key, entry => Text(entry.Value))));
        Assert.That(read.Groups, Is.EquivalentTo(Groups));
    });

    public static Memberships Memberships(params (GroupJid Group, long At)[] memberships) =>
        Gateway.Domain.Ingest.Memberships.Of([.. memberships.Select(row => KeyValuePair.Create(row.Group, new Membership(row.At, row.At == 17 ? new Fact("superadmin", 19) : null)))]);

    /// <summary>Dictionaries compare by reference; their texts by content.</summary>
    public static string Text(IdentifierFacts facts) =>
        $"{facts with { Memberships = IdentifierFacts.Unknown.Memberships }} {string.Join(' ', facts.Memberships.OrderBy(row => row.Key.Text, StringComparer.Ordinal))}";
}
