using Gateway.Domain.Contacts;

namespace Gateway.UnitTests.Contacts;

internal sealed class ContactNameTests
{
    [TestCase("Alice", "Alice")]
    [TestCase("  Alice\t", "Alice")]
    [TestCase("\u00a0\u3000Alice\u2003", "Alice")]
    [TestCase("A\0l\u0007i\r\nc\u001be\u0085", "Alice")]
    [TestCase("\u0001 Alice \u0002", "Alice")]
    [TestCase("\u200eAlice\u200f", "\u200eAlice\u200f")]
    [TestCase("\u202bعمر\u202c", "\u202bعمر\u202c")]
    [TestCase("👩\u200d👧", "👩\u200d👧")]
    [TestCase("न\u200c्", "न\u200c्")]
    [TestCase("a  b", "a  b")]
    public void Is_cleaned_and_nothing_more(string text, string name) => Assert.That(ContactName.Clean(text), Is.EqualTo(name));

    [Test] // An attribute cannot hold a lone surrogate.
    public void Shows_a_lone_surrogate_as_a_replacement_character() => Assert.Multiple(() =>
    {
        Assert.That(ContactName.Clean("Al\ud800ice"), Is.EqualTo("Al\ufffdice"));
        Assert.That(ContactName.Clean("Alice\udc00"), Is.EqualTo("Alice\ufffd"));
        Assert.That(ContactName.Clean("\udc00\ud800"), Is.EqualTo("\ufffd\ufffd"));
        Assert.That(ContactName.Clean(new string('\ud800', 300)), Is.EqualTo(new string('\ufffd', 256)));
    });

    [TestCase(null)]
    [TestCase("")]
    [TestCase("   ")]
    [TestCase("\0\u0001")]
    [TestCase(" \u0085 ")]
    [TestCase("\u3164", TestName = "Is_nothing_when_nothing_is_visible(Hangul filler)")]
    [TestCase("\u200e", TestName = "Is_nothing_when_nothing_is_visible(left-to-right mark)")]
    [TestCase("\u2800", TestName = "Is_nothing_when_nothing_is_visible(Braille blank)")]
    [TestCase("\ufeff", TestName = "Is_nothing_when_nothing_is_visible(byte order mark)")]
    [TestCase("\u00ad", TestName = "Is_nothing_when_nothing_is_visible(soft hyphen)")]
    [TestCase("\u202e", TestName = "Is_nothing_when_nothing_is_visible(right-to-left override)")]
    [TestCase("\u200d", TestName = "Is_nothing_when_nothing_is_visible(joiner)")]
    [TestCase("\u3164\u200e \u2800\u00a0\ufeff\u00ad\u202e\u200d\u3000", TestName = "Is_nothing_when_nothing_is_visible(all of them)")]
    [TestCase("\u115f\u1160\uffa0\u034f\u17b4\u180e\u2060\u2063", TestName = "Is_nothing_when_nothing_is_visible(other ignorables)")]
    [TestCase("\ufe0f\U000E0100\U000E0041\U000E0FFF", TestName = "Is_nothing_when_nothing_is_visible(selectors and tags)")]
    [TestCase("\u0301\u20e3", TestName = "Is_nothing_when_nothing_is_visible(marks alone)")]
    [TestCase("\u00a0\u0308", TestName = "Is_nothing_when_nothing_is_visible(a mark on a blank)")]
    [TestCase("\U0001D159\U00013441\u2028", TestName = "Is_nothing_when_nothing_is_visible(blank signs)")]
    public void Is_nothing_when_nothing_is_visible(string? text) => Assert.Multiple(() =>
    {
        Assert.That(ContactName.Clean(text), Is.Null);
        Assert.That(ContactName.CleanLabel(text), Is.Null);
    });

    [TestCase("\u3164a")]
    [TestCase(".")]
    [TestCase("1")]
    [TestCase("❤\ufe0f")]
    [TestCase("👁\u200d🗨")]
    [TestCase("\u0b95\u0bbf")]
    [TestCase("\ufffd")]
    [TestCase("\uf8ff")]
    [TestCase("\U0001FFFD", Description = "not assigned: an emoji of later")]
    [TestCase("\u2801")]
    [TestCase("\u115f\u1161", Description = "a vowel on a filler")]
    public void Is_a_name_when_anything_is_visible(string text) => Assert.That(ContactName.Clean(text), Is.EqualTo(text));

    [TestCase("205227043110953@lid")]
    [TestCase("6281234567890@s.whatsapp.net")]
    [TestCase("6281234567890:12@s.whatsapp.net")]
    [TestCase("6281234567890@c.us")]
    [TestCase("6281234567890@hosted")]
    [TestCase("205227043110953.1:3@hosted.lid")]
    [TestCase("6281234567890-1600000000@g.us")]
    [TestCase("120363000000000001@newsletter")]
    [TestCase("status@broadcast")]
    [TestCase("867051314767696@bot")]
    [TestCase("0@s.whatsapp.net")]
    [TestCase("\u200e205227043110953@lid\u200f", Description = "between marks")]
    [TestCase(" 205227043110953@LID ")]
    public void Is_never_a_JID(string text) => Assert.Multiple(() =>
    {
        Assert.That(ContactName.Clean(text), Is.Null);
        Assert.That(ContactName.CleanLabel(text), Is.Null);
    });

    [TestCase("alice@example.com")]
    [TestCase("123456789@qq.com")]
    [TestCase("@lid")]
    [TestCase("@205227043110953")]
    [TestCase("Alice 205227043110953@lid")]
    [TestCase("Pizza@call")]
    [TestCase("me@c.us")]
    [TestCase("1@2")]
    public void Is_a_name_when_it_only_resembles_a_JID(string text) => Assert.That(ContactName.Clean(text), Is.EqualTo(text));

    [TestCase("12345", null)]
    [TestCase("1234", "1234")]
    [TestCase("1-2-3-4", "1-2-3-4")]
    [TestCase("+62 812-3456-7890", null)]
    [TestCase("(0812) 345.678", null)]
    [TestCase("+62\u00a0812", null)]
    [TestCase("＋６２（８１２）３４５", null)]
    [TestCase("+55\u221211\u221298765", null)]
    [TestCase("+1·555·123·4567", null)]
    [TestCase("*12345*", null)]
    [TestCase("\u202a+55 11 98765\u20114321\u202c", null)]
    [TestCase("٠١٢٣٤٥", null)]
    [TestCase("A12345", "A12345")]
    [TestCase("12345 Ltd", "12345 Ltd")]
    [TestCase("12345😀", "12345😀")]
    [TestCase("12345/6", "12345/6")]
    [TestCase("#12345", "#12345")]
    [TestCase("x12345", "x12345")]
    [TestCase("2000x1000", "2000x1000")]
    [TestCase("()-+.", "()-+.")]
    [TestCase("\0+6281234567890\n", null)]
    public void Is_never_a_number(string text, string? name) => Assert.That(ContactName.Clean(text), Is.EqualTo(name));

    [TestCase("+1∙∙∙∙∙∙∙∙80", null)]
    [TestCase("+55 ∙∙∙∙∙∙∙21", null)]
    [TestCase("+55 •••••••21", null)]
    [TestCase("+55⋅⋅⋅⋅⋅⋅⋅21", null)]
    [TestCase("+55 ·· ····· ··21", null)]
    [TestCase("+55 ●●●●●●●21", null)]
    [TestCase("+55 ** *****-**21", null)]
    [TestCase("+55XXXXXXX21", null)]
    [TestCase("+55 xx xxxxx-xx21", null)]
    [TestCase("+55 11 9XXXX-XXXX", null)]
    [TestCase("98XXXXXX21", null)]
    [TestCase("06 ** ** ** 21", null)]
    [TestCase("******1234", null)]
    [TestCase("(•••) •••-1234", null)]
    [TestCase("+•••••••••", null)]
    [TestCase("\u200e+55 ∙∙∙∙∙∙∙21\u200f", null)]
    [TestCase("+1∙80", "+1∙80", Description = "four digits")]
    [TestCase("∙∙∙∙∙∙", "∙∙∙∙∙∙", Description = "no digit, no plus")]
    [TestCase("***", "***")]
    [TestCase("XX", "XX")]
    [TestCase("XXXXXX", "XXXXXX")]
    [TestCase("Max", "Max")]
    [TestCase("+1 Club", "+1 Club")]
    [TestCase("*2024*", "*2024*")]
    [TestCase("*** 2024 ***", "*** 2024 ***", Description = "adorned")]
    [TestCase("• 2024", "• 2024")]
    [TestCase("xXx2000xXx", "xXx2000xXx")]
    [TestCase("xxx2000", "xxx2000")]
    [TestCase("18XXX", "18XXX")]
    [TestCase("2 XXL", "2 XXL")]
    [TestCase("24*7", "24*7")]
    [TestCase("★★★★★ 2024", "★★★★★ 2024")]
    public void Is_never_a_redacted_number(string text, string? name) => Assert.That(ContactName.Clean(text), Is.EqualTo(name));

    [Test]
    public void Is_the_first_of_several_that_is_one() => Assert.Multiple(() =>
    {
        Assert.That(ContactName.CleanFirst("\u3164", null, "1@lid", " +62 812-3456 ", " Alice ", "Bob"), Is.EqualTo("Alice"));
        Assert.That(ContactName.CleanFirst("", null, "\u200e"), Is.Null);
        Assert.That(ContactName.CleanFirst(), Is.Null);
    });

    [Test]
    public void Leaves_numbers_alone_where_they_are_labels() => Assert.That(ContactName.CleanLabel(" 2024-2025 "), Is.EqualTo("2024-2025"));

    [TestCase("a")]
    [TestCase("é")]
    [TestCase("😀")]
    public void Is_cut_at_256_code_points(string character) => Assert.Multiple(() =>
    {
        Assert.That(ContactName.Clean(Repeat(character, 256)), Is.EqualTo(Repeat(character, 256)));
        Assert.That(ContactName.Clean(Repeat(character, 257)), Is.EqualTo(Repeat(character, 256)));
        Assert.That(ContactName.Clean(Repeat(character, 1_000_000)), Is.EqualTo(Repeat(character, 256)));
        Assert.That(ContactName.Clean("a" + Repeat(character, 300)), Is.EqualTo("a" + Repeat(character, 255)));
    });

    [TestCase("👨\u200d👩\u200d👧\u200d👦", 36)]
    [TestCase("👍🏽", 128)]
    [TestCase("🇧🇷", 128)]
    [TestCase("e\u0301\u0323", 85)]
    [TestCase("\u1100\u1161\u11a8", 85, Description = "three jamo")]
    [TestCase("न\u094dनि", 64)]
    public void Is_cut_between_characters_as_readers_see_them(string character, int fitting) => Assert.Multiple(() =>
    {
        Assert.That(ContactName.Clean(Repeat(character, 300)), Is.EqualTo(Repeat(character, fitting)));
        Assert.That(ContactName.CleanLabel(Repeat(character, 300)), Is.EqualTo(Repeat(character, fitting)));
        Assert.That(ContactName.Clean(Repeat(character, fitting)), Is.EqualTo(Repeat(character, fitting)));
    });

    [Test]
    public void Is_cut_within_a_character_that_alone_is_too_long() => Assert.Multiple(() =>
    {
        Assert.That(ContactName.Clean("a" + Repeat("\u0301", 300)), Is.EqualTo("a" + Repeat("\u0301", 255)));
        Assert.That(ContactName.Clean("😀" + Repeat("\U000E0101", 1_000_000)), Is.EqualTo("😀" + Repeat("\U000E0101", 255)));
        Assert.That(ContactName.Clean("ab" + Repeat("\u0301", 300)), Is.EqualTo("a"), "a whole one before it is enough");
    });

    [Test]
    public void Is_cut_after_trimming_and_trimmed_after_cutting() => Assert.Multiple(() =>
    {
        Assert.That(ContactName.Clean(new string(' ', 300) + "Alice"), Is.EqualTo("Alice"));
        Assert.That(ContactName.Clean(new string('a', 255) + " b"), Is.EqualTo(new string('a', 255)));
    });

    [Test]
    public void Stays_the_same_when_cleaned_again() => Law.Holds(Texts.Any, text =>
    {
        var name = ContactName.Clean(text);
        Law.Same(name is null ? null : ContactName.Clean(name), name, "a name");
        var label = ContactName.CleanLabel(text);
        Law.Same(label is null ? null : ContactName.CleanLabel(label), label, "a label");
    });

    [Test]
    public void Holds_no_control_no_lone_surrogate_and_at_most_256_code_points() => Law.Holds(Texts.Any, text =>
    {
        var name = ContactName.Clean(text) ?? "";
        Law.Is(!name.Any(char.IsControl), "no control");
        Law.Same(string.Concat(name.EnumerateRunes()), name, "no lone surrogate");
        Law.Is(name.EnumerateRunes().Count() <= ContactName.MaxCodePoints, "short");
        Law.Same(name.Trim(), name, "trimmed");
    });

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));
}
