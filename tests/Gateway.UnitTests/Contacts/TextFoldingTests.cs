using System.Globalization;
using System.Text;
using Gateway.Domain.Contacts;

namespace Gateway.UnitTests.Contacts;

internal sealed class TextFoldingTests
{
    [TestCase("Ф", "ф")]
    [TestCase("Σ", "σ")]
    [TestCase("ς", "σ")]
    [TestCase("ß", "SS")]
    [TestCase("ẞ", "ss")]
    [TestCase("Ａ", "a")]
    [TestCase("𝓐", "a")]
    [TestCase("É", "e\u0301")]
    [TestCase("ﬃ", "FFI")]
    [TestCase("İ", "i\u0307")]
    [TestCase("Ǆ", "dž")]
    [TestCase("ᾳ", "ΑΙ")]
    [TestCase("Ꭰ", "ꭰ")]
    [TestCase("𐐀", "𐐨")]
    [TestCase("①", "1")]
    [TestCase("\u00a0", " ")]
    [TestCase("가", "\u1100\u1161")]
    [TestCase("\u200fمحمد\u200f علي", "محمد علي")]
    [TestCase("K\u200b\u200bate", "kate")]
    [TestCase("M\u00adüller", "MÜLLER")]
    [TestCase("می\u200cخواهم", "میخواهم")]
    [TestCase("\u2764\ufe0f", "\u2764")]
    [TestCase("👩\u200d👧", "👩👧")]
    [TestCase("🏴\U000E0067\U000E007F", "🏴")]
    [TestCase("\u202eA\u2066b\ufeff", "ab")]
    [TestCase("\u3164\uffa0\u115fa", "A")]
    [TestCase("e\u00ad\u0301", "É")]
    [TestCase("α\u0345\u0301", "α\u0301\u0345")]
    public void Makes_texts_that_differ_in_case_or_form_alike(string left, string right) =>
        Assert.That(TextFolding.Fold(left), Is.EqualTo(TextFolding.Fold(right)));

    [TestCase("ı", "i")]
    [TestCase("İ", "i")]
    [TestCase("é", "e")]
    [TestCase("ä", "ae")]
    [TestCase("б", "в")]
    [TestCase("%", "_")]
    [TestCase("А", "A")]
    [TestCase("a b", "ab")]
    [TestCase("a\u2800b", "ab")]
    public void Keeps_other_texts_apart(string left, string right) =>
        Assert.That(TextFolding.Fold(left), Is.Not.EqualTo(TextFolding.Fold(right)));

    [Test]
    public void Gives_small_letters() => Assert.Multiple(() =>
    {
        Assert.That(TextFolding.Fold(""), Is.Empty);
        Assert.That(TextFolding.Fold("ALICE@Example"), Is.EqualTo("alice@example"));
        Assert.That(TextFolding.Fold("Straße"), Is.EqualTo("strasse"));
        Assert.That(TextFolding.Fold("İstanbul"), Is.EqualTo("i\u0307stanbul"));
        Assert.That(TextFolding.RuntimeCanNormalize, Is.True);
        Assert.That(TextFolding.Version, Is.Not.Empty);
    });

    [Test]
    public void Does_not_depend_on_the_culture()
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("tr-TR");
        try
        {
            Assert.That(TextFolding.Fold("TITLE Iİ"), Is.EqualTo("title ii\u0307"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [TestCase("\u00ad")]
    [TestCase("\u200b\u200e\u3164\ufe0f")]
    public void Leaves_nothing_of_characters_that_are_never_seen(string text) => Assert.That(TextFolding.Fold(text), Is.Empty);

    [TestCase("3/15.0", true)]
    [TestCase("2/15.1", true)]
    [TestCase("2/16.0", true)]
    [TestCase("2/15.0", false)]
    [TestCase("1/99.0", false)]
    [TestCase("2/14.0", false)]
    [TestCase("1/15.0/153.14.0.0", false)]
    [TestCase("of old", false)]
    public void Knows_a_later_version(string version, bool isLater) => Assert.That(TextFolding.IsLater(version), Is.EqualTo(isLater));

    [Test]
    public void Has_the_version_of_the_table_and_nothing_of_the_runtime()
    {
        using var reader = new StreamReader(typeof(TextFolding).Assembly.GetManifestResourceStream("NfkcCasefold.txt")!);
        var unicode = TextFolding.Version.Split('/')[1];
        Assert.That(reader.ReadLine(), Does.EndWith($"-{unicode}.0.txt"));
        Assert.That(TextFolding.Version, Is.EqualTo("2/15.0"));
    }

    [Test]
    public void Agrees_with_the_standard_on_every_assigned_code_point()
    {
        var wrong = EveryRune()
            .Where(rune => Rune.GetUnicodeCategory(rune) != UnicodeCategory.OtherNotAssigned && !IsLaterThanTheTable(rune))
            .Where(rune => TextFolding.Fold(rune.ToString()) != FoldingOracle.Fold(rune.ToString()))
            .Select(rune => $"U+{rune.Value:X4}");
        Assert.That(wrong, Is.Empty);
    }

    [Test]
    public void Drops_exactly_the_code_points_that_are_ignorable() =>
        Assert.That(EveryRune().Where(rune => TextFolding.IsDropped(rune) != FoldingOracle.IsIgnorable(rune)), Is.Empty);

    [Test]
    public void Takes_every_code_point_assigned_or_not()
    {
        var refused = EveryRune().Where(rune => !TryFold($"a{rune}Z")).Select(rune => $"U+{rune.Value:X4}");
        Assert.That(refused, Is.Empty);
    }

    [Test]
    public void Agrees_with_the_standard_on_any_text() =>
        Law.Holds(Texts.WellFormed, text => Law.Same(TextFolding.Fold(text), FoldingOracle.Fold(text), "folded"));

    [Test]
    public void Goes_the_same_way_for_ASCII_as_for_everything_else() => Law.Holds(Texts.Ascii, text =>
    {
        // A character that nothing combines with takes the long way round.
        Law.Same(TextFolding.Fold(text) + "ф", TextFolding.Fold(text + "Ф"), "behind");
        Law.Same(TextFolding.Fold(text), FoldingOracle.Fold(text), "alone");
    });

    [Test]
    public void Changes_nothing_the_second_time() =>
        Law.Holds(Texts.WellFormed, text => Law.Same(TextFolding.Fold(TextFolding.Fold(text)), TextFolding.Fold(text), "twice"));

    [Test]
    public void Is_blind_to_the_form_of_normalization() => Law.Holds(Texts.WellFormed, text =>
    {
        foreach (var form in Enum.GetValues<NormalizationForm>())
        {
            Law.Same(TextFolding.Fold(text.Normalize(form)), TextFolding.Fold(text), form.ToString());
        }
    });

    private static IEnumerable<Rune> EveryRune() =>
        Enumerable.Range(0, 0x110000).Where(Rune.IsValid).Select(value => new Rune(value));

    private static bool TryFold(string text)
    {
        try
        {
            return TextFolding.Fold(text).Length > 0;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>Code points of Unicode 16.0 and 17.0 with a compatibility mapping: a runtime may know it, the table does not.</summary>
    private static bool IsLaterThanTheTable(Rune rune) => rune.Value is (>= 0x1CCD6 and <= 0x1CCF9) or 0xA7F1;
}
