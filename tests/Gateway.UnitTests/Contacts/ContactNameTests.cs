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
    public void Is_nothing_when_nothing_is_left(string? text) => Assert.That(ContactName.Clean(text), Is.Null);

    [TestCase("12345", null)]
    [TestCase("1234", "1234")]
    [TestCase("1-2-3-4", "1-2-3-4")]
    [TestCase("+62 812-3456-7890", null)]
    [TestCase("(0812) 345.678", null)]
    [TestCase("+62\u00a0812", null)]
    [TestCase("+1∙∙∙∙∙∙∙∙80", null)]
    [TestCase("+1∙80", "+1∙80")]
    [TestCase("∙∙∙∙∙∙", "∙∙∙∙∙∙")]
    [TestCase("A12345", "A12345")]
    [TestCase("12345 Ltd", "12345 Ltd")]
    [TestCase("12345😀", "12345😀")]
    [TestCase("12345/6", "12345/6")]
    [TestCase("()-+.", "()-+.")]
    [TestCase("\0+6281234567890\n", null)]
    public void Is_never_a_number(string text, string? name) => Assert.That(ContactName.Clean(text), Is.EqualTo(name));

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
