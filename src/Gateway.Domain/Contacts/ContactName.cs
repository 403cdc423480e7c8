using System.Globalization;
using System.Text;
using Gateway.Domain.Whatsapp;

namespace Gateway.Domain.Contacts;

/// <summary>Names as they are stored, whatever a source holds: cleaned, or none at all.</summary>
public static class ContactName
{
    public const int MaxCodePoints = 256;

    /// <summary>Returns a person's name, cleaned as a label is; null also when the text is only a phone number.</summary>
    public static string? Clean(string? text) => CleanLabel(text) is { } name && !NumberText.IsNumber(name) ? name : null;

    /// <summary>Returns the first of several texts that is a name, cleaned; null when none is.</summary>
    public static string? CleanFirst(params IEnumerable<string?> texts) => texts.Select(Clean).FirstOrDefault(name => name is not null);

    /// <summary>
    /// Returns any other text of a source, such as a group's name: without control characters, trimmed, cut at 256 code points; lone
    /// surrogates become U+FFFD; bidi marks and joiners stay. Null when nothing visible is left, and for a JID.
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
        return VisibleText.IsVisible(label) && !IsJid(label) ? label : null;
    }

    /// <summary>Cuts between characters as readers see them; within one only if that one alone is too long.</summary>
    private static string Cut(string text)
    {
        if (text.Length <= MaxCodePoints)
        {
            return text;
        }

        var (end, left) = (0, MaxCodePoints);
        while (end < text.Length)
        {
            var element = text.AsSpan(end, StringInfo.GetNextTextElementLength(text.AsSpan(end)));
            var fitting = CharactersOf(element, ref left);
            if (fitting < element.Length)
            {
                return text[..(end > 0 ? end : fitting)];
            }

            end += fitting;
        }

        return text;
    }

    /// <summary>Returns how many UTF-16 units the first code points take, at most as many as <paramref name="left"/>, which it counts down.</summary>
    private static int CharactersOf(ReadOnlySpan<char> text, ref int left)
    {
        var units = 0;
        for (; left > 0 && units < text.Length; left--)
        {
            units += char.IsHighSurrogate(text[units]) ? 2 : 1; // the text is well-formed
        }

        return units;
    }

    /// <summary>The folding drops marks that cannot be seen around a JID, and its case.</summary>
    private static bool IsJid(string label) => label.Contains('@', StringComparison.Ordinal) && Jid.HasForm(TextFolding.Fold(label).AsSpan().Trim());
}
