using System.Buffers;
using System.Text.RegularExpressions;

namespace Gateway.Domain.Contacts;

/// <summary>
/// What <c>q</c> asks for: a literal substring of a name or number, and, where <c>q</c> reads as a phone number,
/// its digits as a substring of the number alone.
/// </summary>
public sealed partial record SearchTerm
{
    public const int MaxCodePoints = 256;
    private const int MinDigits = 3;
    private const int MinDigitsWithTrunkZero = 7;
    private static readonly SearchValues<char> s_numberCharacters = SearchValues.Create("0123456789 +-.()");

    private SearchTerm(string text)
    {
        var folded = TextFolding.Fold(text);
        Text = folded.Length > 0 ? folded : text;
        Digits = NumberDigits(Text);
    }

    /// <summary>The folded text. If folding drops all of <c>q</c>, this is <c>q</c> itself. Stored text has no such characters, so the list is empty.</summary>
    public string Text { get; }

    /// <summary>Digits to look for in phone numbers as well; null when <c>q</c> does not read as a number.</summary>
    public string? Digits { get; }

    /// <summary>Absent and empty find everybody: true, with a null term. False beyond 256 code points.</summary>
    public static bool TryParse(string? text, out SearchTerm? term)
    {
        var good = text is null || text.Length <= MaxCodePoints || text.EnumerateRunes().Count() <= MaxCodePoints;
        term = good && !string.IsNullOrEmpty(text) ? new SearchTerm(text) : null;
        return good;
    }

    private static string? NumberDigits(string text)
    {
        if (text.AsSpan().ContainsAnyExcept(s_numberCharacters))
        {
            return null;
        }

        var digits = string.Concat(TrunkZeroInParentheses().Replace(text, "(").Where(char.IsAsciiDigit));
        var least = text.AsSpan().TrimStart(' ').StartsWith('+') ? 1 : MinDigits;
        return digits.Length < least ? null
            : digits.StartsWith("00", StringComparison.Ordinal) && digits.Length - 2 >= MinDigits ? digits[2..]
            : digits.StartsWith('0') && digits.Length >= MinDigitsWithTrunkZero ? digits[1..]
            : digits;
    }

    /// <summary>The zero that is dialled inside the country alone: <c>(021) 555</c>, <c>+44 (0)20</c>.</summary>
    [GeneratedRegex(@"\(0(?!0)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TrunkZeroInParentheses();
}
