using System.Globalization;
using System.Text;
using Gateway.Domain.Contacts;

namespace Gateway.UnitTests.Contacts;

internal sealed class TextFoldingTests
{
    private static readonly Dictionary<Rune, string> s_table = ReadTable();

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
    public void Makes_texts_that_differ_in_case_or_form_alike(string left, string right) =>
        Assert.That(TextFolding.Fold(left), Is.EqualTo(TextFolding.Fold(right)));

    [TestCase("ı", "i")]
    [TestCase("İ", "i")]
    [TestCase("é", "e")]
    [TestCase("ä", "ae")]
    [TestCase("б", "в")]
    [TestCase("%", "_")]
    [TestCase("А", "A")]
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

    [Test]
    public void Agrees_with_the_standard_on_every_assigned_code_point() => Assert.Multiple(() =>
    {
        foreach (var rune in EveryRune().Where(rune => Rune.GetUnicodeCategory(rune) != UnicodeCategory.OtherNotAssigned))
        {
            var text = rune.ToString();
            if (TextFolding.Fold(text) != Naive(text))
            {
                Assert.Fail($"U+{rune.Value:X4}");
            }
        }
    });

    [Test]
    public void Takes_every_code_point_assigned_or_not()
    {
        var refused = EveryRune().Where(rune => !TryFold($"a{rune}Z")).Select(rune => $"U+{rune.Value:X4}");
        Assert.That(refused, Is.Empty);
    }

    [Test]
    public void Agrees_with_the_standard_on_any_text() =>
        Law.Holds(Texts.WellFormed, text => Law.Same(TextFolding.Fold(text), Naive(text), "folded"));

    [Test]
    public void Goes_the_same_way_for_ASCII_as_for_everything_else() => Law.Holds(Texts.Ascii, text =>
    {
        // A character that nothing combines with takes the long way round.
        Law.Same(TextFolding.Fold(text) + "ф", TextFolding.Fold(text + "Ф"), "behind");
        Law.Same(TextFolding.Fold(text), Naive(text), "alone");
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

    /// <summary>NFKC, the table, NFKC: as the standard says it, without a fast path.</summary>
    private static string Naive(string text)
    {
        var normal = text.Normalize(NormalizationForm.FormKC);
        var folded = string.Concat(normal.EnumerateRunes().Select(rune => s_table.GetValueOrDefault(rune, rune.ToString())));
        return folded.Normalize(NormalizationForm.FormKC);
    }

    private static Dictionary<Rune, string> ReadTable()
    {
        using var stream = typeof(TextFolding).Assembly.GetManifestResourceStream("CaseFolding.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n')
            .Where(line => !line.StartsWith('#') && (line.Contains("; C;") || line.Contains("; F;")))
            .Select(line => line.Split("; "))
            .ToDictionary(fields => Rune.GetRuneAt(Characters(fields[0]), 0), fields => Characters(fields[2]));
    }

    private static string Characters(string points) =>
        string.Concat(points.Split(' ').Select(point => new Rune(Convert.ToInt32(point, 16)).ToString()));
}
