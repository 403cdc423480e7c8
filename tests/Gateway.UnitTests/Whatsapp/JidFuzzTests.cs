using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Gateway.Domain.Whatsapp;

namespace Gateway.UnitTests.Whatsapp;

/// <summary>Any text is read as a JID or is none, and what it names is named by its own form, too.</summary>
internal sealed class JidFuzzTests
{
    private static readonly string[] s_pieces =
    [
        "6281234567890", "205227043110953", "120363021234567890", "1", "0", "00000", "13135550002", "status", "-", ":", ".", "_", "1:2", "_1:3", "_129:99", ".0:1", ":12", "@", "@s.whatsapp.net",
        "@c.us", "@lid", "@hosted", "@hosted.lid", "@g.us", "@broadcast", "@newsletter", "@bot", "@call", "@S.WHATSAPP.NET", "@lid@lid", "\u0661\u0662", "\uff11", "\0", " ", "+",
    ];

    private static readonly Gen<string> s_any = Gen.OneOf(
        Texts.Any,
        Texts.Ascii,
        from pieces in Gen.Elements(s_pieces).ArrayOf() from few in Gen.Choose(1, 4) select string.Concat(pieces.Take(few)),
        from good in Gen.Elements("6281234567890@s.whatsapp.net", "6281234567890.0:12@c.us", "205227043110953_1:3", "205227043110953:1@hosted.lid", "62812-1600000000@g.us", "status@broadcast")
        from bytes in Fuzz.Mutated(Encoding.ASCII.GetBytes(good))
        select Encoding.Latin1.GetString(bytes));

    [Test]
    public void Whatever_the_text_it_names_somebody_something_or_nothing() => Fuzz.Survives(s_any, text =>
    {
        var jid = Jid.Parse(text);
        Law.Is(Enum.IsDefined(jid.Kind), "a kind");
        Law.Same(jid.Kind == JidKind.Person, jid.Person.Text is not null, "a person is named");
        Law.Same(jid.Kind == JidKind.Group, jid.Group.Text is not null, "a group is named");
        Law.Is(jid.Kind != JidKind.Malformed || jid == default, "nothing is named by what is malformed");
    });

    [Test]
    public void Its_own_form_names_the_same() => Fuzz.Survives(s_any, text =>
    {
        var jid = Jid.Parse(text);
        switch (jid.Kind)
        {
            case JidKind.Person:
                Law.Same(Identifier.FromText(jid.Person.Text), jid.Person, "the stored form");
                Law.Is(jid.Person.Text.All(character => char.IsAsciiDigit(character)) || (jid.Person.IsLid && jid.Person.Text[..^4].All(char.IsAsciiDigit)), "digits");
                Law.Same(Jid.Parse(jid.Person.IsLid ? jid.Person.Text : jid.Person.Text + "@s.whatsapp.net"), jid, "the form with a server");
                break;
            case JidKind.Group:
                Law.Same(jid.Group.Text, text, "a group's JID has one form");
                Law.Same(GroupJid.FromText(jid.Group.Text), jid.Group, "the stored form");
                break;
        }
    });
}
