using System.Globalization;
using System.Text;
using Gateway.Domain.Contacts;

namespace Gateway.Domain.Access;

/// <summary>An organization's id: an opaque text from a token or the operator.</summary>
public static class OrganizationId
{
    public const int MaxLength = 256;

    /// <summary>Returns whether the text can be an id: 1 to 256 characters (UTF-16), all printable, with no space at its ends.</summary>
    public static bool IsWellFormed(string text) => text.Length <= MaxLength && PrintableText.IsWellFormed(text);
}

/// <summary>A text that databases, logs and terminals show as it is, on one line.</summary>
internal static class PrintableText
{
    private static readonly UnicodeCategory[] s_unprintable =
        [UnicodeCategory.Control, UnicodeCategory.Format, UnicodeCategory.LineSeparator, UnicodeCategory.ParagraphSeparator];

    /// <summary>Format characters (Cf) that scripts and emoji are written with: ZWNJ and ZWJ.</summary>
    private static readonly Rune[] s_joiners = [new(0x200C), new(0x200D)];

    /// <summary>
    /// Returns whether the text shows something, has only printable characters, and no white space at its ends. Control characters, line
    /// and paragraph separators, directional marks and lone surrogates are not printable; blanks such as U+3164 show nothing.
    /// </summary>
    public static bool IsWellFormed(string text)
    {
        if (text.Length == 0 || char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1]))
        {
            return false;
        }

        for (var i = 0; i < text.Length;)
        {
            if (!Rune.TryGetRuneAt(text, i, out var rune) || (s_unprintable.Contains(Rune.GetUnicodeCategory(rune)) && !s_joiners.Contains(rune)))
            {
                return false;
            }

            i += rune.Utf16SequenceLength;
        }

        return VisibleText.IsVisible(text);
    }
}
