using Gateway.Domain.Ingest;
using Gateway.Domain.Whatsapp;

namespace Gateway.IntegrationTests.Ports;

/// <summary>Which state the store hands to a reduction: all that <see cref="SessionState"/> names, and of this session alone.</summary>
internal abstract class FootprintContract(TestDatabase database) : PortFixture(database)
{
    private static readonly Identifier s_phone = Identifier.FromText("62811111");
    private static readonly Identifier s_lid = Identifier.FromText("1@lid");
    private static readonly Identifier s_former = Identifier.FromText("62822222");
    private static readonly Identifier s_gone = Identifier.FromText("62833333");
    private static readonly Identifier s_goneLid = Identifier.FromText("3@lid");
    private static readonly Identifier s_apart = Identifier.FromText("62844444");
    private static readonly GroupJid s_team = GroupJid.FromText("1-1@g.us");
    private static readonly GroupJid s_other = GroupJid.FromText("2@g.us");

    // The phone and its LID are one; the LID's former phone still remembers it; one left the team; one is apart.
    private static readonly string[] s_lines =
    [
        """{"type":"mapping","lid":"1@lid","phone":"62822222@s.whatsapp.net"}""",
        """{"type":"mapping","lid":"1@lid","phone":"62811111@s.whatsapp.net"}""",
        """{"type":"mapping","lid":"3@lid","phone":"62833333@s.whatsapp.net"}""",
        """{"type":"contact","jid":"62822222@s.whatsapp.net","pushName":"Former","directChat":true}""",
        """{"type":"contact","jid":"62844444@s.whatsapp.net","pushName":"Apart","directChat":true}""",
        """{"type":"group","jid":"1-1@g.us","members":["62833333@s.whatsapp.net"],"complete":true}""",
        """{"type":"group","jid":"1-1@g.us","name":"Team","members":["62811111@s.whatsapp.net"],"complete":true}""",
        """{"type":"group","jid":"2@g.us","name":"Other","members":["62811111@s.whatsapp.net","62833333@s.whatsapp.net"]}""",
    ];

    private TestSession _session = null!;

    [OneTimeSetUp]
    public async Task SeedAsync()
    {
        _session = await NewSessionAsync(null, s_apart);
        await _session.ImportAsync(s_lines);
        var neighbour = await NewSessionAsync(_session.Organization, s_phone, s_gone);
        await neighbour.ImportAsync(s_lines);
        await neighbour.ImportAsync(
            """{"type":"contact","jid":"62811111@s.whatsapp.net","lid":"8@lid","savedName":"Neighbour"}""",
            """{"type":"group","jid":"1-1@g.us","members":["62811111@s.whatsapp.net","62855555@s.whatsapp.net"],"complete":true}""");
    }

    [Test]
    public async Task A_person_comes_with_the_remembered_partner_all_memberships_and_their_groups()
    {
        var state = await _session.ReadAsync(Footprint.Of(s_phone));
        Assert.Multiple(() =>
        {
            Assert.That(state.Identifiers.Keys, Is.EquivalentTo(new[] { s_phone, s_lid }));
            Assert.That(state.Identifiers[s_phone].Memberships.Select(row => row.Key), Is.EquivalentTo(new[] { s_team, s_other }));
            Assert.That(state.Identifiers[s_phone].SavedName, Is.Null);
            Assert.That(state.Groups.Values.Select(group => group.Name?.Value), Is.EquivalentTo(new[] { "Team", "Other" }));
            Assert.That(state.Own, Is.EquivalentTo(new[] { s_apart }));
        });
    }

    [Test]
    public async Task A_partner_that_does_not_remember_comes_too()
    {
        var state = await _session.ReadAsync(Footprint.Of(s_former));
        Assert.That(state.Identifiers.Keys, Is.EquivalentTo(new[] { s_former, s_lid }));
        Assert.That(state.Identifiers[s_lid].Partner!.Value.Other, Is.EqualTo(s_phone));
    }

    [Test]
    public async Task A_group_comes_without_its_members()
    {
        var state = await _session.ReadAsync(Of([s_team], complete: false));
        Assert.Multiple(() =>
        {
            Assert.That(state.Identifiers, Is.Empty);
            Assert.That(state.Groups.Keys, Is.EquivalentTo(new[] { s_team }));
        });
    }

    [Test]
    public async Task A_complete_group_comes_with_its_current_members_and_their_partners()
    {
        var team = await _session.ReadAsync(Of([s_team], complete: true));
        var other = await _session.ReadAsync(Of([s_other], complete: true));
        Assert.Multiple(() =>
        {
            Assert.That(team.Identifiers.Keys, Is.SupersetOf(new[] { s_phone, s_lid }));
            Assert.That(team.Identifiers[s_phone].Memberships.Select(row => row.Key), Is.EquivalentTo(new[] { s_team, s_other }));
            Assert.That(team.Groups.Keys, Is.EquivalentTo(new[] { s_team, s_other }));
            Assert.That(other.Identifiers.Keys, Is.EquivalentTo(new[] { s_phone, s_lid, s_gone, s_goneLid }));
        });
    }

    [Test]
    public async Task Forgetting_leaves_nothing_that_names_the_person()
    {
        var session = await NewSessionAsync();
        await session.ImportAsync(s_lines);
        Assert.That(await session.ForgetAsync(s_lid), Is.True);
        var state = await session.ReadAsync(new Footprint(
            new HashSet<Identifier> { s_phone, s_lid, s_former, s_gone }, new HashSet<GroupJid> { s_team, s_other }, new HashSet<GroupJid> { s_team, s_other }));
        Assert.Multiple(async () =>
        {
            Assert.That(state.Identifiers.Keys, Is.EquivalentTo(new[] { s_former, s_gone, s_goneLid }));
            Assert.That(state.Identifiers[s_former].Partner, Is.Null);
            Assert.That(await session.ForgetAsync(s_phone), Is.False);
            Assert.That((await session.ContactsAsync()).Select(contact => contact.PhoneNumber), Is.EqualTo(new[] { s_former.Text, s_apart.Text, s_gone.Text }));
        });
    }

    [Test]
    public async Task Forgetting_takes_the_mappings_of_strangers_along()
    {
        var session = await NewSessionAsync();
        await session.ImportAsync("""{"type":"mapping","lid":"3@lid","phone":"62833333@s.whatsapp.net"}""");
        Assert.That(await session.ForgetAsync(s_gone), Is.True);
        var state = await session.ReadAsync(new Footprint(new HashSet<Identifier> { s_gone, s_goneLid }, new HashSet<GroupJid>(), new HashSet<GroupJid>()));
        Assert.That(state.Identifiers, Is.Empty);
    }

    private static Footprint Of(GroupJid[] groups, bool complete) =>
        new(new HashSet<Identifier>(), groups.ToHashSet(), complete ? groups.ToHashSet() : new HashSet<GroupJid>());
}
