using Gateway.Domain.Contacts;

namespace Gateway.UnitTests.Contacts;

internal sealed class ContactFilterTests
{
    [TestCase(null, null)]
    [TestCase("dm", ContactSource.DirectChat)]
    [TestCase("group", ContactSource.Group)]
    public void Reads_a_source(string? text, ContactSource? expected)
    {
        Assert.That(ContactFilter.TryParseSource(text, out var source), Is.True);
        Assert.That(source, Is.EqualTo(expected));
    }

    [TestCase("")]
    [TestCase("DM")]
    [TestCase("Group")]
    [TestCase("all")]
    [TestCase("dm,group")]
    [TestCase("1")]
    [TestCase("dm\0")]
    [TestCase(" dm")]
    public void Refuses_any_other_source(string text)
    {
        Assert.That(ContactFilter.TryParseSource(text, out var source), Is.False);
        Assert.That(source, Is.Null);
    }

    [TestCase(null)]
    [TestCase("120363021234567890@g.us")]
    public void Reads_a_group(string? text)
    {
        Assert.That(ContactFilter.TryParseGroup(text, out var group), Is.True);
        Assert.That(group?.Text, Is.EqualTo(text));
    }

    [TestCase("")]
    [TestCase("notajid")]
    [TestCase("@g.us")]
    [TestCase("1@s.whatsapp.net")]
    public void Refuses_any_other_group(string text)
    {
        Assert.That(ContactFilter.TryParseGroup(text, out var group), Is.False);
        Assert.That(group, Is.Null);
    }
}
