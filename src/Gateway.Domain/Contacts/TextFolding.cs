using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Gateway.Domain.Contacts;

/// <summary>
/// Caseless text for all of Unicode: NFKC, full case folding (statuses C and F of CaseFolding.txt), NFKC again
/// (Unicode Standard, section 3.13, D146). Stored text and search terms go through it once, so that every database
/// gives the same answer.
/// </summary>
public static class TextFolding
{
    private const char Refused = '\uFFFE';
    private static readonly FrozenDictionary<int, string> s_folds = ReadTable();

    /// <summary>Changes whenever stored folded text may differ from what <see cref="Fold"/> gives: our rules or the runtime's Unicode data.</summary>
    public static string Version { get; } = $"1/15.0/{CultureInfo.InvariantCulture.CompareInfo.Version.FullVersion}";

    /// <summary>Returns whether a version is that of later rules, or of later Unicode data, than this program's.</summary>
    public static bool IsLater(string version) => Parse(version).CompareTo(Parse(Version)) > 0;

    /// <summary>False where the runtime has no Unicode data (no ICU, invariant mode): normalising then returns its input in silence.</summary>
    public static bool RuntimeCanNormalize { get; } = "\uFF21".Normalize(NormalizationForm.FormKC) == "A";

    public static string Fold(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text.ToLowerInvariant();
        }

        // The one code point that .NET refuses to normalise; it stands for itself and joins with nothing.
        return string.Join(Refused, text.Split(Refused).Select(FoldNormalizable));
    }

    private static string FoldNormalizable(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var rune in text.Normalize(NormalizationForm.FormKC).EnumerateRunes())
        {
            if (s_folds.TryGetValue(rune.Value, out var fold))
            {
                folded.Append(fold);
            }
            else
            {
                folded.Append(rune);
            }
        }

        return folded.ToString().Normalize(NormalizationForm.FormKC);
    }

    private static (int Rules, Version Unicode) Parse(string version) =>
        version.Split('/') is [var rules, var unicode, ..]
            && int.TryParse(rules, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && System.Version.TryParse(unicode, out var data)
            ? (number, data)
            : (0, new Version());

    private static FrozenDictionary<int, string> ReadTable()
    {
        using var stream = typeof(TextFolding).Assembly.GetManifestResourceStream("CaseFolding.txt")!;
        using var reader = new StreamReader(stream);
        var folds = new Dictionary<int, string>();
        while (reader.ReadLine() is { } line)
        {
            // <code>; <status>; <mapping>; # <name>
            var fields = line.Split(';', StringSplitOptions.TrimEntries);
            if (fields is [var code, "C" or "F", var mapping, ..] && !code.StartsWith('#'))
            {
                folds[CodePoint(code)] = string.Concat(mapping.Split(' ').Select(point => char.ConvertFromUtf32(CodePoint(point))));
            }
        }

        return folds.ToFrozenDictionary();
    }

    private static int CodePoint(string hex) => int.Parse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
