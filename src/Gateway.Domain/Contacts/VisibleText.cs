using System.Globalization;
using System.Text;

namespace Gateway.Domain.Contacts;

/// <summary>Tells texts that show something from those that do not.</summary>
internal static class VisibleText
{
    /// <summary>Returns whether a text has a character that can be seen by itself. A combining mark needs one to stand on.</summary>
    public static bool IsVisible(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (!IsInvisible(rune))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>White space, control and format characters, marks, characters that folding drops, and signs whose picture is blank.</summary>
    /// <remarks>Unassigned code points are visible: they can be the emoji of a later Unicode.</remarks>
    public static bool IsInvisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark
        || IsBlank(rune)
        || TextFolding.IsDropped(rune);

    /// <summary>U+2800 Braille pattern blank, U+1D159 musical null notehead, U+13441 and U+13442 hieroglyphic blanks.</summary>
    private static bool IsBlank(Rune rune) => rune.Value is 0x2800 or 0x1D159 or 0x13441 or 0x13442;
}
