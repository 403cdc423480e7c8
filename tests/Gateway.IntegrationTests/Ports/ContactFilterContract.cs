using Gateway.Domain.Contacts;
using Gateway.Domain.Ingest;
using Gateway.Domain.Whatsapp;

namespace Gateway.IntegrationTests.Ports;

/// <summary>Filters of <see cref="Application.Contacts.IContactRepository"/>: each alone and all of them together.</summary>
internal abstract class ContactFilterContract(TestDatabase database) : PortFixture(database)
{
    private const string Team = "120363021234567890@g.us";
    private const string Family = "6281234567890-1600000000@g.us";
    private const string Nobodys = "404@g.us";

    private static readonly Contact[] s_people =
    [
        Rows.Contact(1, "Alice", dm: true, group: false, phone: "6281234567890"),
        Rows.Contact(2, "Bob", dm: false, group: true, business: "Acme 100%", phone: "6281299900000"),
        Rows.Contact(3, "ALICE SMITH", dm: true, group: true, phone: ""),
        Rows.Contact(5, "", dm: false, group: true, phone: "4915112345678"),
        Rows.Contact(8, "under_score \\", dm: true, group: true, business: "Alice & Co", phone: "12025550123"),
        Rows.Contact(13, "Straße 李", dm: true, group: false, phone: ""),
        Rows.Contact(21, "İpek Σίσυφος", dm: false, group: true, phone: "905321234567"),
        Rows.Contact(34, "Zoe", dm: true, group: true, phone: "447911123456"),
    ];

    // 21 left every group; 8 is in both.
    private static readonly Dictionary<string, long[]> s_members = new() { [Team] = [2, 3, 8, 34], [Family] = [5, 8], [Nobodys] = [] };

    private TestSession _session = null!;

    [OneTimeSetUp]
    public async Task SeedAsync()
    {
        _session = await NewSessionAsync();
        await _session.WriteAsync(s_people, [.. s_members.SelectMany(group => group.Value.Select(position => Member(group.Key, position)))]);
        var stranger = await NewSessionAsync(_session.Organization);
        await stranger.WriteAsync([Rows.Contact(2, "Alice", dm: true, group: true), Rows.Contact(4, "Alice", dm: true, group: true)], Member(Team, 2), Member(Nobodys, 4));
    }

    [Test]
    public async Task Combine_with_and(
        [Values(null, "dm", "group")] string? source,
        [Values(null, Team, Family, Nobodys)] string? group,
        [Values(null, "ALICE", "a", "0123", "no such name")] string? q)
    {
        var expected = s_people
            .Where(person => source is null || (source == "dm" ? person.HasDirectChat : person.SeenInGroup))
            .Where(person => group is null || s_members[group].Contains(person.Position))
            .Where(person => q is null || new[] { person.Name, person.BusinessName, person.PhoneNumber }.Any(text => text.Contains(q, StringComparison.OrdinalIgnoreCase)))
            .ToList();
        var filter = Rows.Filter(source, group, q);
        Assert.That(await _session.ContactsAsync(filter), Is.EqualTo(expected));
        for (var after = 0; after < expected.Count; after++)
        {
            var behind = await _session.ContactsAsync(filter, expected[after].Position, take: 2);
            Assert.That(behind, Is.EqualTo(expected.Skip(after + 1).Take(2)), $"behind {expected[after].Position}");
        }
    }

    [TestCase("%", new long[] { 2 })]
    [TestCase("_", new long[] { 8 })]
    [TestCase("\\", new long[] { 8 })]
    [TestCase("&", new long[] { 8 })]
    [TestCase("'", new long[] { })]
    [TestCase("STRASSE", new long[] { 13 })]
    [TestCase("strasse 李", new long[] { 13 })]
    [TestCase("李", new long[] { 13 })]
    [TestCase("i\u0307PEK", new long[] { 21 })]
    [TestCase("ipek", new long[] { })]
    [TestCase("ΣΊΣΥΦΟΣ", new long[] { 21 })]
    [TestCase("ｚｏｅ", new long[] { 34 })]
    [TestCase(" ", new long[] { 2, 3, 8, 13, 21 })]
    [TestCase("", new long[] { 1, 2, 3, 5, 8, 13, 21, 34 })]
    public async Task Find_text_literally_and_caseless(string q, long[] expected) =>
        Assert.That(await _session.PositionsAsync(Rows.Filter(q: q)), Is.EqualTo(expected));

    [TestCase("\u00ad")]
    [TestCase("\u200e\u200b\u3164")]
    public async Task Find_nobody_by_characters_that_folding_drops(string q)
    {
        foreach (var source in new[] { null, "dm", "group" })
        {
            Assert.That(await _session.PositionsAsync(Rows.Filter(source, q: q)), Is.Empty);
            Assert.That(await _session.PositionsAsync(Rows.Filter(source, Team, q), after: 2, take: 1), Is.Empty);
        }
    }

    [TestCase("+62 812-345", new long[] { 1 })]
    [TestCase("0812", new long[] { })]
    [TestCase("0812 345 678", new long[] { 1 })]
    [TestCase("0049 (151) 12345678", new long[] { 5 })]
    [TestCase("+1", new long[] { 1, 2, 5, 8, 21, 34 })]
    [TestCase("1 2", new long[] { })]
    [TestCase("1-2-3", new long[] { 1, 5, 8, 21, 34 })]
    [TestCase("100", new long[] { 2 })]
    [TestCase("6281234567890 ", new long[] { 1 })]
    public async Task Find_numbers_without_their_separators(string q, long[] expected) =>
        Assert.That(await _session.PositionsAsync(Rows.Filter(q: q)), Is.EqualTo(expected));

    [Test]
    public async Task Do_not_find_text_across_fields()
    {
        var session = await NewSessionAsync();
        await session.WriteAsync([Rows.Contact(1, "ab", business: "cd", phone: "12345")]);
        Assert.Multiple(async () =>
        {
            Assert.That(await session.PositionsAsync(Rows.Filter(q: "abcd")), Is.Empty);
            Assert.That(await session.PositionsAsync(Rows.Filter(q: "cd12345")), Is.Empty);
            Assert.That(await session.PositionsAsync(Rows.Filter(q: "cd")), Is.EqualTo(new long[] { 1 }));
        });
    }

    [Test]
    public async Task Do_not_find_who_left_the_group_nor_a_contact_that_is_gone()
    {
        var session = await NewSessionAsync();
        await session.WriteAsync([Rows.Contact(1, group: true), Rows.Contact(2, group: true)], Member(Team, 1), Member(Team, 2), Member(Family, 1));
        await session.ApplyAsync(Rows.Nobody, state => Rows.None(state) with
        {
            GoneGroupContacts = [Member(Team, 1), Member(Team, 2)],
            GoneContacts = [2],
        });
        Assert.Multiple(async () =>
        {
            Assert.That(await session.PositionsAsync(Rows.Filter(group: Team)), Is.Empty);
            Assert.That(await session.PositionsAsync(Rows.Filter(group: Family)), Is.EqualTo(new long[] { 1 }));
            Assert.That(await session.PositionsAsync(Rows.Filter(source: "group")), Is.EqualTo(new long[] { 1 }));
        });
    }

    [Test]
    public async Task Follow_a_row_that_is_written_anew()
    {
        var session = await NewSessionAsync();
        await session.WriteAsync([Rows.Contact(1, "old", dm: false, group: true)], new GroupContact(GroupJid.FromText(Team), 1, false));
        await session.WriteAsync([Rows.Contact(1, "new", dm: true, group: true)], new GroupContact(GroupJid.FromText(Team), 1, true));
        Assert.Multiple(async () =>
        {
            Assert.That(await session.PositionsAsync(Rows.Filter("dm", Team, "NEW")), Is.EqualTo(new long[] { 1 }));
            Assert.That(await session.PositionsAsync(Rows.Filter(q: "old")), Is.Empty);
        });
    }

    private static GroupContact Member(string group, long position) =>
        new(GroupJid.FromText(group), position, s_people.FirstOrDefault(person => person.Position == position)?.HasDirectChat ?? true);
}
