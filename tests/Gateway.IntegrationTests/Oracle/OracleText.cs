using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Gateway.IntegrationTests.Oracle;

/// <summary>The contract's sentences about text, read naively.</summary>
internal static partial class OracleText
{
    /// <summary>A name as stored; null when it is none.</summary>
    public static string? Clean(string? text)
    {
        var kept = string.Concat((text ?? "").Where(character => !char.IsControl(character))).Trim();
        var cut = Cut(kept).Trim();
        return cut.EnumerateRunes().Any(IsVisible) && !Jid().IsMatch(FoldingOracle.Fold(cut)) && !Number().IsMatch(cut) && !Redacted().IsMatch(cut) ? cut : null;
    }

    /// <summary>Larger by code point.</summary>
    public static bool IsLarger(string left, string right) =>
        string.CompareOrdinal(CodePoints(left), CodePoints(right)) > 0;

    /// <summary>The largest by code point; null when there is none.</summary>
    public static string? Largest(IEnumerable<string?> values) => values.OfType<string>().OrderBy(CodePoints, StringComparer.Ordinal).LastOrDefault();

    /// <summary>The digits that <paramref name="q"/> also asks for among phone numbers; null when it is no number.</summary>
    public static string? NumberIn(string q)
    {
        var text = FoldingOracle.Fold(q);
        if (!NumberLike().IsMatch(text))
        {
            return null;
        }

        var isInternational = text.Trim().StartsWith('+');
        var withoutTrunkZeros = string.Concat(text.Where((character, at) => !(character == '0' && at > 0 && text[at - 1] == '(' && (at + 1 == text.Length || text[at + 1] != '0'))));
        var digits = NotDigits().Replace(withoutTrunkZeros, "");
        return digits.Length < (isInternational ? 1 : 3) ? null
            : TwoZeros().IsMatch(digits) ? digits[2..]
            : OneZero().IsMatch(digits) ? digits[1..]
            : digits;
    }

    /// <summary>As many whole characters as 256 code points hold; of one that is longer, its beginning.</summary>
    private static string Cut(string text)
    {
        var elements = StringInfo.GetTextElementEnumerator(text);
        var whole = "";
        while (elements.MoveNext() && Points(whole + elements.GetTextElement()).Count() <= 256)
        {
            whole += elements.GetTextElement();
        }

        return whole.Length > 0 ? whole : string.Concat(Points(text).Take(256));
    }

    private static bool IsVisible(Rune rune) =>
        !FoldingOracle.IsIgnorable(rune) && rune.Value != 0x2800
        && (Rune.IsLetterOrDigit(rune) || Rune.IsNumber(rune) || Rune.IsPunctuation(rune) || Rune.IsSymbol(rune)
            || Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse);

    private static IEnumerable<string> Points(string text)
    {
        for (var elements = 0; elements < text.Length; elements += char.IsSurrogatePair(text, elements) ? 2 : 1)
        {
            yield return text.Substring(elements, char.IsSurrogatePair(text, elements) ? 2 : 1);
        }
    }

    private static string CodePoints(string text) =>
        string.Concat(Points(text).Select(point => char.ConvertToUtf32(point, 0).ToString("X6", CultureInfo.InvariantCulture)));

    [GeneratedRegex(@"^[0-9.:_-]+@(s\.whatsapp\.net|lid|g\.us)\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Jid();

    [GeneratedRegex(@"^([-+.() ]*[0-9]){5}[-+.() 0-9]*\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Number();

    [GeneratedRegex(@"^\+[0-9]+ ?[∙•*Xx]{4,}[0-9]*\z", RegexOptions.None, 1000)]
    private static partial Regex Redacted();

    [GeneratedRegex(@"^[-0-9 +.()]*\z", RegexOptions.None, 1000)]
    private static partial Regex NumberLike();

    [GeneratedRegex("[^0-9]", RegexOptions.None, 1000)]
    private static partial Regex NotDigits();

    [GeneratedRegex("^00[0-9]{3}", RegexOptions.None, 1000)]
    private static partial Regex TwoZeros();

    [GeneratedRegex("^0[0-9]{6}", RegexOptions.None, 1000)]
    private static partial Regex OneZero();
}
