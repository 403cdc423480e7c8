using System.Globalization;
using System.Text;

namespace Gateway.Domain.Contacts;

/// <summary>
/// Caseless text for all of Unicode, without characters that are never seen: toNFKC_Casefold(NFD(text)), as the Unicode Standard
/// compares identifiers (section 3.13, R5 and D147). Stored text and search terms go through it once, so that every database
/// gives the same answer.
/// </summary>
public static class TextFolding
{
    private const string Rules = "2";
    private const char Unnormalizable = '\uFFFE';

    /// <summary>Changes with our rules and with the table: stored text of another version is folded again.</summary>
    /// <remarks>
    /// The runtime's own Unicode data is not part of it. Normalization of a code point never changes once Unicode has assigned it,
    /// so runtimes can differ only in code points that one of them does not know yet.
    /// </remarks>
    public static string Version { get; } = Rules + "/" + CasefoldTable.UnicodeVersion;

    /// <summary>Stands in the version's place while stored text is folded again: programs of an earlier version see that they must not write.</summary>
    public static string UnfinishedVersion { get; } = Version + "/unfinished";

    /// <summary>Returns whether a version is that of later rules, or of a later table, than this program's.</summary>
    public static bool IsLater(string version) => Parse(version).CompareTo(Parse(Version)) > 0;

    /// <summary>False where the runtime has no Unicode data (no ICU, invariant mode): normalising then returns its input in silence.</summary>
    public static bool RuntimeCanNormalize { get; } = "\u00E9".Normalize(NormalizationForm.FormD) == "e\u0301";

    /// <summary>Returns the folded text; empty where every character is dropped.</summary>
    public static string Fold(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text.ToLowerInvariant();
        }

        // The one code point that .NET refuses to normalise; it stands for itself and joins with nothing.
        return text.Contains(Unnormalizable, StringComparison.Ordinal)
            ? string.Join(Unnormalizable, text.Split(Unnormalizable).Select(FoldNormalizable))
            : FoldNormalizable(text);
    }

    /// <summary>Returns whether folding drops a code point: Unicode's Default_Ignorable_Code_Point.</summary>
    internal static bool IsDropped(Rune rune) => CasefoldTable.MappingOf(rune) is "";

    private static string FoldNormalizable(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var rune in text.Normalize(NormalizationForm.FormD).EnumerateRunes())
        {
            if (CasefoldTable.MappingOf(rune) is { } mapping)
            {
                folded.Append(mapping);
            }
            else
            {
                folded.Append(rune);
            }
        }

        return folded.ToString().Normalize(NormalizationForm.FormC);
    }

    private static (int Rules, Version Unicode) Parse(string version) =>
        version.Split('/') is [var rules, var unicode, ..]
            && int.TryParse(rules, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && System.Version.TryParse(unicode, out var data)
            ? (number, data)
            : (0, new Version());
}
