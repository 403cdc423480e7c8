using Gateway.Domain.Contacts;

namespace Gateway.UnitTests.Contacts;

internal sealed class SearchTermTests
{
    [TestCase(null)]
    [TestCase("")]
    public void Absent_or_empty_finds_everybody(string? text)
    {
        Assert.That(SearchTerm.TryParse(text, out var term), Is.True);
        Assert.That(term, Is.Null);
    }

    [TestCase("Alice", "alice")]
    [TestCase(" a ", " a ")]
    [TestCase("STRASSE", "strasse")]
    [TestCase("Straße", "strasse")]
    [TestCase("100%_\\", "100%_\\")]
    public void Is_folded_and_not_trimmed(string text, string folded) => Assert.That(Parse(text).Text, Is.EqualTo(folded));

    [TestCase("\u00ad")]
    [TestCase("\u200e\u200b\u3164")]
    public void Of_dropped_characters_alone_is_no_part_of_any_folded_text(string text)
    {
        Assert.That(Parse(text).Text, Is.Not.Empty);
        Assert.That(Parse(text).Text.EnumerateRunes(), Has.All.Matches<System.Text.Rune>(TextFolding.IsDropped));
        Assert.That(Parse(text).Digits, Is.Null);
    }

    [TestCase("a")]
    [TestCase("😀")]
    [TestCase("ﷺ")] // folds to 18 characters
    [TestCase("e\u0301")] // two code points that fold to one
    public void Has_at_most_256_code_points_before_folding(string character)
    {
        var most = string.Concat(Enumerable.Repeat(character, 256 / character.EnumerateRunes().Count()));
        Assert.That(SearchTerm.TryParse(most, out var term), Is.True);
        Assert.That(term, Is.Not.Null);
        Assert.That(SearchTerm.TryParse(most + "x", out term), Is.False);
        Assert.That(term, Is.Null);
    }

    [TestCase("+6", "6")]
    [TestCase("+", null)]
    [TestCase("+ ", null)]
    [TestCase("+62", "62")]
    [TestCase("+0", "0")]
    [TestCase("+62 812-3456", "628123456")]
    [TestCase("+-6", "6")]
    [TestCase("(+6)", null)]
    [TestCase("6", null)]
    [TestCase("6+", null)]
    [TestCase("12", null)]
    [TestCase("1-2", null)]
    [TestCase("123", "123")]
    [TestCase("1 2 3", "123")]
    [TestCase("(1).2-3", "123")]
    [TestCase("...", null)]
    [TestCase(" ", null)]
    [TestCase("000", "000")]
    [TestCase("0062", "0062")]
    [TestCase("00628", "628")]
    [TestCase("+00628", "628")]
    [TestCase("+006", "006")]
    [TestCase("0 0-628", "628")]
    [TestCase("000628", "0628")]
    [TestCase("0000812345", "00812345")]
    [TestCase("0000", "0000")]
    [TestCase("00000", "000")]
    [TestCase("0812345", "812345")]
    [TestCase("081234", "081234")]
    [TestCase("(0812) 345-678", "812345678")]
    [TestCase("(021) 555", "21555")]
    [TestCase("+44 (0)20 7946", "44207946")]
    [TestCase("(0)12", null)]
    [TestCase("(0044) 20", "4420")]
    [TestCase("0812-3456-7890", "81234567890")]
    [TestCase("+0812345", "812345")]
    [TestCase("6281234567890", "6281234567890")]
    [TestCase("12345678901234567890", "12345678901234567890")]
    [TestCase("123a", null)]
    [TestCase("+62x", null)]
    [TestCase("123/456", null)]
    [TestCase("123,456", null)]
    [TestCase("123\t456", null)]
    [TestCase("123@lid", null)]
    [TestCase("*123#", null)]
    [TestCase("١٢٣", null)]
    public void Reads_a_number_as_its_digits(string text, string? digits) => Assert.That(Parse(text).Digits, Is.EqualTo(digits));

    [Test]
    public void Has_digits_only_where_the_text_is_a_number() => Law.Holds(Texts.WellFormed, text =>
    {
        if (SearchTerm.TryParse(text, out var term) && term is { Digits: { } digits })
        {
            Law.Is(digits.Length > 0 && digits.All(char.IsAsciiDigit), "digits");
            Law.Is(!term.Text.Any(char.IsLetter), "no letter");
        }
    });

    private static SearchTerm Parse(string text)
    {
        Assert.That(SearchTerm.TryParse(text, out var term), Is.True);
        return term!;
    }
}
