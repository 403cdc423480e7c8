using Gateway.Domain.Ingest;
using Gateway.Infrastructure.Import;

namespace Gateway.UnitTests.Import;

public sealed class StoreLinesTests
{
    private const string Phone = "6281234567890@s.whatsapp.net";
    private const string Lid = "205227043110953@lid";
    private static readonly DateTimeOffset s_now = new(2026, 11, 22, 7, 0, 0, TimeSpan.Zero);

    [Test]
    public void A_number_keeps_its_facts_and_its_LID_only_maps()
    {
        var contact = (ContactObservation)Contact(Phone, Lid).Single()!;
        Assert.That((contact.Person.Id.Text, contact.Person.Lid?.Text), Is.EqualTo(("6281234567890", Lid)));
    }

    [Test]
    public void A_LID_keeps_its_facts_and_its_number_is_a_mapping_before_them()
    {
        var lines = Contact("205227043110953:7@lid", Phone);
        Assert.That(lines[0], Is.InstanceOf<MappingObservation>());
        Assert.That(((ContactObservation)lines[1]!).Person.Id.Text, Is.EqualTo(Lid));
        Assert.That(((ContactObservation)lines[1]!).Person.Lid, Is.Null);
    }

    [TestCase(Phone, "+62 812-3456")]
    [TestCase(Phone, "6281234567891@s.whatsapp.net")]
    [TestCase(Lid, "+62∙∙∙∙∙∙∙90")]
    [TestCase(Lid, "300000000000001@lid")]
    [TestCase(Lid, "6281234567890")]
    [TestCase(Phone, null)]
    public void What_is_no_second_identifier_maps_nothing(string jid, string? other) =>
        Assert.That(((ContactObservation)Contact(jid, other).Single()!).Person.Lid, Is.Null);

    [Test]
    public void Names_that_are_numbers_and_empty_ones_are_none()
    {
        var person = ((ContactObservation)new StoreLines(s_now, false).Contact(Phone, null, new StoreNames("6281234567890", " ", "+1∙∙∙∙∙∙∙∙80"), false, null).Single()!).Person;
        Assert.That((person.SavedName, person.PushName, person.BusinessName), Is.EqualTo(((string?)null, (string?)null, (string?)null)));
    }

    [TestCase("\u3164")]
    [TestCase("205227043110953@lid")]
    [TestCase("+55•••••••21")]
    public void Names_that_show_nothing_JIDs_and_redacted_numbers_are_none(string text)
    {
        var lines = new StoreLines(s_now, false);
        var person = ((ContactObservation)lines.Contact(Phone, null, new StoreNames(text, text, text), false, null).Single()!).Person;
        Assert.That((person.SavedName, person.PushName, person.BusinessName), Is.EqualTo(((string?)null, (string?)null, (string?)null)));
        Assert.That(lines.Member(Phone, null, text, null).Person!.PushName, Is.Null);
    }

    [Test]
    public void Group_without_a_visible_subject_has_none()
    {
        var name = StoreLines.Group("1@g.us", "\u3164\u200e", [], false, null)!.Name;
        Assert.That(name, Is.Null);
        Assert.That(StoreLines.Group("1@g.us", "120363021234567890@g.us", [], false, null)!.Name, Is.Null);
        Assert.That(StoreLines.Group("1@g.us", "2024-2025", [], false, null)!.Name, Is.EqualTo("2024-2025"));
    }

    [TestCase("status@broadcast", "status")]
    [TestCase("123@broadcast", "broadcastList")]
    [TestCase("123@newsletter", "channel")]
    [TestCase("123@bot", "bot")]
    [TestCase("123@call", "call")]
    [TestCase("123@msgr", "otherNetwork")]
    [TestCase("120363021234567890@g.us", "group")]
    [TestCase("13135550002@s.whatsapp.net", "officialAccount")]
    [TestCase("0@c.us", "officialAccount")]
    [TestCase("6281234567890", "unreadable")]
    [TestCase("", "unreadable")]
    [TestCase(null, "unreadable")]
    public void Who_is_never_a_contact_is_counted_by_kind(string? jid, string kind)
    {
        var lines = new StoreLines(s_now, false);
        Assert.That(lines.Contact(jid, null, default, true, null), Is.EqualTo(new Observation?[] { null }));
        Assert.That(lines.Member(jid, null, null, null), Is.EqualTo(new StoreMember(null, IsRead: kind != "unreadable")));
        Assert.That(lines.Skipped, Is.EqualTo(new Dictionary<string, long> { [kind] = 2 }));
    }

    [TestCase(0, null)]
    [TestCase(-5, null)]
    [TestCase(null, null)]
    [TestCase(1_760_000_000, 1_760_000_000_000_000)]
    [TestCase(1_760_000_000_000, null, Description = "milliseconds: the far future")]
    [TestCase(4_102_444_800L, null)]
    public void Times_are_seconds_that_have_been(long? seconds, long? microseconds) =>
        Assert.That(new StoreLines(s_now, false).Seconds(seconds), Is.EqualTo(microseconds));

    [Test]
    public void Times_of_databases_are_UTC_and_have_been()
    {
        var lines = new StoreLines(s_now, false);
        Assert.That(lines.Time(new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Unspecified)), Is.EqualTo(1_767_225_600_000_000));
        Assert.That(lines.Time(s_now.UtcDateTime.AddSeconds(1)), Is.Null);
    }

    private static List<Observation?> Contact(string jid, string? other) =>
        [.. new StoreLines(s_now, false).Contact(jid, other, new StoreNames(Push: "ali"), directChat: false, at: null)];
}
