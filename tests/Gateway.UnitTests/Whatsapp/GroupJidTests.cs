using Gateway.Domain.Whatsapp;

namespace Gateway.UnitTests.Whatsapp;

internal sealed class GroupJidTests
{
    private const string Digits32 = "12345678901234567890123456789012";

    [TestCase("120363021234567890@g.us")]
    [TestCase("6281234567890-1600000000@g.us")]
    [TestCase("1@g.us")]
    [TestCase("0-0@g.us")]
    [TestCase(Digits32 + "@g.us")]
    [TestCase(Digits32 + "-" + Digits32 + "@g.us")]
    public void Reads_digits_or_two_parts_of_digits(string text)
    {
        Assert.That(GroupJid.TryParse(text, out var group), Is.True);
        Assert.That(group.Text, Is.EqualTo(text));
        Assert.That(GroupJid.FromText(group.Text), Is.EqualTo(group));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("notajid")]
    [TestCase("@g.us")]
    [TestCase("-@g.us")]
    [TestCase("1-@g.us")]
    [TestCase("-1@g.us")]
    [TestCase("1-2-3@g.us")]
    [TestCase("1--2@g.us")]
    [TestCase(Digits32 + "3@g.us")]
    [TestCase("1-" + Digits32 + "3@g.us")]
    [TestCase("1@s.whatsapp.net")]
    [TestCase("1@G.US")]
    [TestCase("1@g.us\n")]
    [TestCase(" 1@g.us")]
    [TestCase("1 @g.us")]
    [TestCase("1:1@g.us")]
    [TestCase("١٢٣@g.us")]
    [TestCase("1@1@g.us")]
    public void Refuses_anything_else(string? text)
    {
        Assert.That(GroupJid.TryParse(text, out var group), Is.False);
        Assert.That(group, Is.EqualTo(default(GroupJid)));
    }

    [Test]
    public void Refuses_a_very_long_text() => Assert.That(GroupJid.TryParse(new string('1', 1_000_000) + "@g.us", out _), Is.False);

    [Test]
    public void Reads_back_only_what_it_wrote() => Assert.That(() => GroupJid.FromText("x@g.us"), Throws.TypeOf<FormatException>());
}
