using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Gateway.Domain.Contacts;

namespace Gateway.IntegrationTests.Oracle;

/// <summary>The contract's sentences about text, read naively.</summary>
internal static partial class OracleText
{
    private static readonly Dictionary<string, string> s_folds = ReadFolds();

    /// <summary>NFKC, full case folding (C and F), NFKC again.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder();
        foreach (var point in Points(Normalized(text)))
        {
            folded.Append(s_folds.GetValueOrDefault(point, point));
        }

        return Normalized(folded.ToString());
    }

    /// <summary>A name as stored; null when it is none.</summary>
    public static string? Clean(string? text)
    {
        var kept = string.Concat((text ?? "").Where(character => !char.IsControl(character))).Trim();
        var cut = string.Concat(Points(kept).Take(256)).Trim();
        var isNumber = cut.Count(char.IsAsciiDigit) >= 5 && cut.All(character => char.IsAsciiDigit(character) || "+-.()∙ ".Contains(character, StringComparison.Ordinal));
        return cut.Length == 0 || isNumber ? null : cut;
    }

    /// <summary>Larger by code point.</summary>
    public static bool IsLarger(string left, string right) =>
        string.CompareOrdinal(CodePoints(left), CodePoints(right)) > 0;

    /// <summary>The largest by code point; null when there is none.</summary>
    public static string? Largest(IEnumerable<string?> values) => values.OfType<string>().OrderBy(CodePoints, StringComparer.Ordinal).LastOrDefault();

    /// <summary>The digits that <paramref name="q"/> also asks for among phone numbers; null when it is no number.</summary>
    public static string? NumberIn(string q)
    {
        var text = Fold(q);
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

    /// <summary>The runtime refuses to normalise U+FFFE, which stands for itself: a private character takes its place meanwhile.</summary>
    private static string Normalized(string text) =>
        text.Replace('\uFFFE', '\uE0FE').Normalize(NormalizationForm.FormKC).Replace('\uE0FE', '\uFFFE');

    private static IEnumerable<string> Points(string text)
    {
        for (var elements = 0; elements < text.Length; elements += char.IsSurrogatePair(text, elements) ? 2 : 1)
        {
            yield return text.Substring(elements, char.IsSurrogatePair(text, elements) ? 2 : 1);
        }
    }

    private static string CodePoints(string text) =>
        string.Concat(Points(text).Select(point => char.ConvertToUtf32(point, 0).ToString("X6", CultureInfo.InvariantCulture)));

    private static Dictionary<string, string> ReadFolds()
    {
        using var reader = new StreamReader(typeof(Contact).Assembly.GetManifestResourceStream("CaseFolding.txt")!);
        return FoldLine().Matches(reader.ReadToEnd()).ToDictionary(match => Points(match.Groups["code"].Value, ' '), match => Points(match.Groups["to"].Value, ' '));
    }

    private static string Points(string hex, char separator) =>
        string.Concat(hex.Split(separator).Select(point => char.ConvertFromUtf32(Convert.ToInt32(point, 16))));

    [GeneratedRegex("^(?<code>[0-9A-F]+); [CF]; (?<to>[0-9A-F ]+);", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FoldLine();

    [GeneratedRegex(@"^[-0-9 +.()]*\z", RegexOptions.None, 1000)]
    private static partial Regex NumberLike();

    [GeneratedRegex("[^0-9]", RegexOptions.None, 1000)]
    private static partial Regex NotDigits();

    [GeneratedRegex("^00[0-9]{3}", RegexOptions.None, 1000)]
    private static partial Regex TwoZeros();

    [GeneratedRegex("^0[0-9]{6}", RegexOptions.None, 1000)]
    private static partial Regex OneZero();
}
