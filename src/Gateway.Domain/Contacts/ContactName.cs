using System.Globalization;
using System.Text;

namespace Gateway.Domain.Contacts;

/// <summary>Names as they are stored, whatever a source holds: cleaned, or none at all.</summary>
public static class ContactName
{
    public const int MaxCodePoints = 256;

    /// <summary>From this many digits on, a text of digits and separators is a phone number, not a name.</summary>
    private const int NumberDigits = 5;

    /// <summary>WhatsApp's stand-in for a digit that it hides (<c>+1∙∙∙∙∙∙∙∙80</c>).</summary>
    private const int RedactedDigit = 0x2219;

    /// <summary>A person's name, cleaned; null when nothing is left or when the text is only a number.</summary>
    public static string? Clean(string? text) => CleanLabel(text) is { } name && !IsNumber(name) ? name : null;

    /// <summary>
    /// Any other text of a source, such as a group's name: drops control characters, trims, cuts at 256 code points; lone
    /// surrogates become U+FFFD; bidi marks and joiners stay. Null when nothing is left.
    /// </summary>
    public static string? CleanLabel(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        var cleaned = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) // gives U+FFFD for a lone surrogate
        {
            if (!Rune.IsControl(rune))
            {
                cleaned.Append(rune);
            }
        }

        var label = Cut(cleaned.ToString().Trim()).TrimEnd();
        return label.Length == 0 ? null : label;
    }

    private static string Cut(string text)
    {
        if (text.Length <= MaxCodePoints)
        {
            return text;
        }

        var index = 0;
        for (var points = 0; points < MaxCodePoints && index < text.Length; points++)
        {
            index += char.IsSurrogatePair(text, index) ? 2 : 1;
        }

        return text[..index];
    }

    /// <summary>5 or more digits, shown or redacted but one at least shown, and nothing else but separators.</summary>
    private static bool IsNumber(string name)
    {
        var (shown, hidden) = (0, 0);
        foreach (var rune in name.EnumerateRunes())
        {
            if (Rune.IsDigit(rune))
            {
                shown++;
            }
            else if (rune.Value == RedactedDigit)
            {
                hidden++;
            }
            else if (!IsSeparator(rune))
            {
                return false;
            }
        }

        return shown > 0 && shown + hidden >= NumberDigits;
    }

    // Formatted numbers come with no-break spaces, other dashes and bidi marks as well.
    private static bool IsSeparator(Rune rune) =>
        rune.Value is '+' or '-' or '.' or '(' or ')'
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.SpaceSeparator or UnicodeCategory.DashPunctuation or UnicodeCategory.Format;
}
