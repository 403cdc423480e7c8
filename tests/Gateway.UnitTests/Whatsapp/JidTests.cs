using Gateway.Domain.Whatsapp;

namespace Gateway.UnitTests.Whatsapp;

internal sealed class JidTests
{
    [TestCase("6281234567890@s.whatsapp.net", "6281234567890")]
    [TestCase("6281234567890@c.us", "6281234567890")]
    [TestCase("6281234567890@hosted", "6281234567890")]
    [TestCase("6281234567890:99@hosted", "6281234567890")]
    [TestCase("6281200000001:12@s.whatsapp.net", "6281200000001")]
    [TestCase("6281200000001:0@s.whatsapp.net", "6281200000001")]
    [TestCase("6281200000001.0:12@s.whatsapp.net", "6281200000001")]
    [TestCase("6281200000001.0@s.whatsapp.net", "6281200000001")]
    [TestCase("6281200000001:12@c.us", "6281200000001")]
    [TestCase("205227043110953@lid", "205227043110953@lid")]
    [TestCase("205227043110953:12@lid", "205227043110953@lid")]
    [TestCase("205227043110953.1:3@lid", "205227043110953@lid")]
    [TestCase("205227043110953@hosted.lid", "205227043110953@lid")]
    [TestCase("205227043110953:99@hosted.lid", "205227043110953@lid")]
    public void Reads_a_person(string text, string identifier) =>
        Assert.That(Jid.Parse(text), Is.EqualTo(new Jid(JidKind.Person, Identifier.FromText(identifier))));

    [TestCase("205227043110953_1:3", "205227043110953@lid")]
    [TestCase("205227043110953_129:99", "205227043110953@lid")]
    [TestCase("6281234567890:3", "6281234567890")]
    [TestCase("6281234567890_128:99", "6281234567890")]
    [TestCase("6281234567890.0:3", "6281234567890")]
    public void Reads_a_Signal_address(string text, string identifier) =>
        Assert.That(Jid.Parse(text), Is.EqualTo(new Jid(JidKind.Person, Identifier.FromText(identifier))));

    [TestCase("205227043110953_2:3")]
    [TestCase("205227043110953_:3")]
    [TestCase("205227043110953_1:")]
    [TestCase("205227043110953_1")]
    [TestCase("_1:3")]
    [TestCase(":3")]
    [TestCase("6281234567890")]
    [TestCase("6281234567890:x")]
    [TestCase("6281234567890:1:2")]
    public void Refuses_what_is_nearly_a_Signal_address(string text) => Assert.That(Jid.Parse(text), Is.EqualTo(default(Jid)));

    [TestCase("12345@s.whatsapp.net", JidKind.Person)]
    [TestCase("1234@s.whatsapp.net", JidKind.Malformed)]
    [TestCase("123456789012345@s.whatsapp.net", JidKind.Person)]
    [TestCase("1234567890123456@s.whatsapp.net", JidKind.Malformed)]
    [TestCase("06281234567890@s.whatsapp.net", JidKind.Malformed)]
    [TestCase("1@lid", JidKind.Person)]
    [TestCase("0@lid", JidKind.Person)]
    [TestCase("@lid", JidKind.Malformed)]
    [TestCase("12345678901234567890@lid", JidKind.Person)]
    [TestCase("123456789012345678901@lid", JidKind.Malformed)]
    [TestCase("120363021234567890@g.us", JidKind.Group)]
    [TestCase("120363021234567890:1@g.us", JidKind.Malformed)]
    [TestCase("6281234567890-1600000000@g.us", JidKind.Group)]
    [TestCase("6281234567890-@g.us", JidKind.Malformed)]
    public void Holds_each_form_to_its_length(string text, JidKind kind) => Assert.That(Jid.Parse(text).Kind, Is.EqualTo(kind));

    [TestCase("status@broadcast")]
    [TestCase("123@broadcast")]
    [TestCase("120363144038483540@newsletter")]
    [TestCase("867051314767696@bot")]
    [TestCase("abcdef@call")]
    [TestCase("6281234567890@msgr")]
    [TestCase("6281234567890@interop")]
    [TestCase("0@s.whatsapp.net")]
    [TestCase("0@c.us")]
    [TestCase("0:0@s.whatsapp.net")]
    [TestCase("16505361212@c.us")]
    [TestCase("16505361212@s.whatsapp.net")]
    [TestCase("13135550002@s.whatsapp.net")]
    [TestCase("13135550002@c.us")]
    [TestCase("13135550002:0")]
    [TestCase("13135559999@s.whatsapp.net")]
    [TestCase("13165550000@c.us")]
    [TestCase("13165550099@s.whatsapp.net")]
    public void Knows_what_is_never_a_contact(string text) => Assert.That(Jid.Parse(text), Is.EqualTo(new Jid(JidKind.NeverContact)));

    [TestCase("16505361213@c.us")]
    [TestCase("131355500020@s.whatsapp.net")]
    [TestCase("1313555000@s.whatsapp.net")]
    [TestCase("13165550100@s.whatsapp.net")]
    [TestCase("113135550002@s.whatsapp.net")]
    [TestCase("13135550002@lid")]
    public void Takes_the_neighbours_of_official_accounts_for_people(string text) => Assert.That(Jid.Parse(text).Kind, Is.EqualTo(JidKind.Person));

    [TestCase("1313555000a@s.whatsapp.net")]
    [TestCase("1313555    @c.us")]
    [TestCase("131655500xx@c.us")]
    [TestCase("1313555----@c.us")]
    public void Takes_only_digits_for_an_official_account(string text) => Assert.That(Jid.Parse(text).Kind, Is.EqualTo(JidKind.Malformed));

    [TestCase(null)]
    [TestCase("")]
    [TestCase(" ")]
    [TestCase("@")]
    [TestCase("@s.whatsapp.net")]
    [TestCase("@broadcast")]
    [TestCase("6281234567890@")]
    [TestCase("6281234567890@example.org")]
    [TestCase("6281234567890@s.whatsapp.net ")]
    [TestCase(" 6281234567890@s.whatsapp.net")]
    [TestCase("+6281234567890@s.whatsapp.net")]
    [TestCase("6281234567890@s.whatsapp.net\n")]
    [TestCase("6281234567890@lid@s.whatsapp.net")]
    [TestCase("6281234567890:@s.whatsapp.net")]
    [TestCase("6281234567890:x@s.whatsapp.net")]
    [TestCase("6281234567890.@s.whatsapp.net")]
    [TestCase("6281234567890..0:1@s.whatsapp.net")]
    [TestCase("٦٢٨١٢٣٤٥٦٧٨٩٠@s.whatsapp.net")]
    [TestCase("６２８１２３４５６７@lid")]
    [TestCase("abc@g.us")]
    public void Refuses_anything_else(string? text) => Assert.That(Jid.Parse(text), Is.EqualTo(default(Jid)));

    [Test]
    public void Refuses_a_very_long_text() => Assert.Multiple(() =>
    {
        Assert.That(Jid.Parse(new string('1', 1_000_000)).Kind, Is.EqualTo(JidKind.Malformed));
        Assert.That(Jid.Parse(new string('1', 1_000_000) + "@lid").Kind, Is.EqualTo(JidKind.Malformed));
        Assert.That(Jid.Parse(new string('1', 1_000_000) + "@newsletter").Kind, Is.EqualTo(JidKind.Malformed));
    });

    [Test]
    public void Never_fails_whatever_the_text() => Law.Holds(Texts.Any, text =>
    {
        foreach (var server in new[] { "", ":1", "@lid", "@c.us", "@g.us" })
        {
            _ = Jid.Parse(text + server);
        }
    });

    [TestCase("205227043110953@lid", true)]
    [TestCase("205227043110953_1:3@lid", true)]
    [TestCase("00000000000000000000000@LID", true)]
    [TestCase("6281234567890:12@s.whatsapp.net", true)]
    [TestCase("6281234567890@c.us", true)]
    [TestCase("server@c.us", true)]
    [TestCase("1@hosted", true)]
    [TestCase("1@hosted.lid", true)]
    [TestCase("6281234567890-1600000000@g.us", true)]
    [TestCase("status@broadcast", true)]
    [TestCase("1@newsletter", true)]
    [TestCase("1@bot", true)]
    [TestCase("1@call", true)]
    [TestCase("1@msgr", true)]
    [TestCase("1@interop", true)]
    [TestCase("", false)]
    [TestCase("@lid", false)]
    [TestCase("lid", false)]
    [TestCase("-1@lid", false)]
    [TestCase("a1@lid", false)]
    [TestCase("1a@lid", false)]
    [TestCase("1@lid@lid", false)]
    [TestCase("1@lids", false)]
    [TestCase("1@example.com", false)]
    public void Knows_the_form_of_any_JID(string text, bool isJid) => Assert.That(Jid.HasForm(text), Is.EqualTo(isJid));
}
