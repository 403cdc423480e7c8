using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;

namespace Gateway.Laws;

/// <summary>
/// toNFKC_Casefold(NFD(text)) by its definition: each code point goes through NFKC, full case folding and the removal of ignorable
/// code points until nothing changes. Reads Unicode's CaseFolding.txt, not the product's table.
/// </summary>
internal static partial class FoldingOracle
{
    /// <summary>Default_Ignorable_Code_Point of Unicode 15.0 (DerivedCoreProperties.txt).</summary>
    private static readonly (int First, int Last)[] s_ignorable =
    [
        (0x00AD, 0x00AD), (0x034F, 0x034F), (0x061C, 0x061C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F),
        (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
    ];

    private static readonly Dictionary<Rune, string> s_folds = ReadFolds();
    private static readonly ConcurrentDictionary<Rune, string> s_derived = new();

    public static string Fold(string text) =>
        Normalized(string.Concat(Normalized(text, NormalizationForm.FormD).EnumerateRunes().Select(rune => s_derived.GetOrAdd(rune, Derived))), NormalizationForm.FormC);

    public static bool IsIgnorable(Rune rune) => s_ignorable.Any(range => rune.Value >= range.First && rune.Value <= range.Last);

    private static string Derived(Rune rune)
    {
        for (var text = rune.ToString(); ;)
        {
            var compatible = Normalized(text, NormalizationForm.FormKC);
            var folded = string.Concat(compatible.EnumerateRunes().Select(one => s_folds.GetValueOrDefault(one, one.ToString())));
            var next = Normalized(string.Concat(folded.EnumerateRunes().Where(one => !IsIgnorable(one))), NormalizationForm.FormKC);
            if (next == text)
            {
                return text;
            }

            text = next;
        }
    }

    /// <summary>The runtime refuses to normalise U+FFFE, which stands for itself.</summary>
    private static string Normalized(string text, NormalizationForm form) =>
        string.Join('\uFFFE', text.Split('\uFFFE').Select(part => part.Normalize(form)));

    private static Dictionary<Rune, string> ReadFolds()
    {
        using var reader = new StreamReader(typeof(FoldingOracle).Assembly.GetManifestResourceStream("CaseFolding.txt")!);
        return FoldLine().Matches(reader.ReadToEnd()).ToDictionary(match => Rune.GetRuneAt(Characters(match.Groups["code"].Value), 0), match => Characters(match.Groups["to"].Value));
    }

    private static string Characters(string points) =>
        string.Concat(points.Split(' ').Select(point => new Rune(Convert.ToInt32(point, 16)).ToString()));

    [GeneratedRegex("^(?<code>[0-9A-F]+); [CF]; (?<to>[0-9A-F ]+);", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FoldLine();
}
