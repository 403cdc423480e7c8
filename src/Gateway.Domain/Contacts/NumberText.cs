using System.Globalization;
using System.Text;

namespace Gateway.Domain.Contacts;

/// <summary>Tells phone numbers, whole or redacted, from names.</summary>
internal static class NumberText
{
    /// <summary>From this many digits on, shown or hidden, a text of digits and separators is a phone number.</summary>
    private const int MinDigits = 5;

    /// <summary>As many hidden digits in a row make a number redacted.</summary>
    private const int MinHidden = 3;

    // The form of a text: what it has for each kind of character. Separators have no place in it.
    private const char Plus = '+';
    private const char Digit = '0';
    private const char Bullet = '*';
    private const char Letter = 'x';

    /// <summary>
    /// Returns whether a text is a phone number: 5 or more digits with nothing but separators and bullets; or a redacted number,
    /// which hides at least three of them in a row, by bullets or <c>x</c>, and shows where it begins or ends.
    /// </summary>
    public static bool IsNumber(string text)
    {
        Span<char> form = stackalloc char[text.Length];
        var length = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (KindOf(rune) is { } kind)
            {
                form[length] = kind;
                length += kind != Plus || length == 0 ? 1 : 0;
            }
            else if (!IsSeparator(rune))
            {
                return false;
            }
        }

        return IsWhole(form[..length]) || IsRedacted(form[..length]);
    }

    private static bool IsWhole(ReadOnlySpan<char> form) => form.Count(Digit) >= MinDigits && !form.Contains(Letter);

    private static bool IsRedacted(ReadOnlySpan<char> form)
    {
        var digits = form.TrimStart(Plus);
        if (digits.Length < MinDigits || !HidesEnough(digits))
        {
            return false;
        }

        // "*** 2024 ***" is adorned, and "xXx2000xXx" is what people call themselves; no name begins with a plus and goes on so.
        var (showsStart, showsEnd) = (digits[0] == Digit, digits[^1] == Digit);
        return form.Length > digits.Length || (digits.Contains(Letter) ? showsStart && showsEnd : showsStart || showsEnd);
    }

    private static bool HidesEnough(ReadOnlySpan<char> digits)
    {
        var hidden = 0;
        foreach (var kind in digits)
        {
            hidden = kind == Digit ? 0 : hidden + 1;
            if (hidden == MinHidden)
            {
                return true;
            }
        }

        return false;
    }

    private static char? KindOf(Rune rune) => rune.Value switch
    {
        '+' or '＋' => Plus,
        '*' or '＊' or '∗' or '∙' or '•' or '·' or '⋅' or '‧' or '・' or '･' or '●' or '○' or '◦' or '⚫' or '⬤' or '■' or '▪' or '█' => Bullet,
        'x' or 'X' or 'ｘ' or 'Ｘ' or '×' or '#' or '＃' => Letter,
        _ => Rune.IsDigit(rune) ? Digit : null,
    };

    // Formatted numbers come with no-break spaces, other dashes and bidi marks as well.
    private static bool IsSeparator(Rune rune) =>
        rune.Value is '-' or '.' or '(' or ')' or '−' or '．' or '（' or '）'
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.SpaceSeparator or UnicodeCategory.DashPunctuation or UnicodeCategory.Format
        || TextFolding.IsDropped(rune);
}
