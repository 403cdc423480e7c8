using System.Text;

namespace Gateway.Bench.Data;

/// <summary>Which script a text is in, as far as the data has them.</summary>
internal static class Scripts
{
    private static readonly (int First, int Last, string Script)[] s_blocks =
    [
        ('0', '9', "digits"), ('a', 'z', "Latin"), (0xC0, 0x24F, "Latin"), (0x1E00, 0x1EFF, "Latin"), (0x370, 0x3FF, "Greek"), (0x400, 0x52F, "Cyrillic"),
        (0x590, 0x5FF, "Hebrew"), (0x600, 0x6FF, "Arabic"), (0x900, 0x97F, "Devanagari"), (0x980, 0x9FF, "Bengali"), (0xB80, 0xBFF, "Tamil"),
        (0xE00, 0xE7F, "Thai"), (0x1100, 0x11FF, "Hangul"), (0xAC00, 0xD7A3, "Hangul"), (0x3040, 0x30FF, "Kana"), (0x4E00, 0x9FFF, "Han"),
        (0x2600, 0x27BF, "emoji"), (0x1F000, 0x1FAFF, "emoji"),
    ];

    public static IEnumerable<string> All => s_blocks.Select(block => block.Script).Distinct(StringComparer.Ordinal);

    /// <summary>Of most of its characters; "other" where none is in the table.</summary>
    public static string Of(string folded) =>
        folded.EnumerateRunes().Select(Of).Where(script => script.Length > 0).GroupBy(script => script, StringComparer.Ordinal)
            .OrderByDescending(script => script.Count()).ThenBy(script => script.Key, StringComparer.Ordinal).FirstOrDefault()?.Key ?? "other";

    private static string Of(Rune rune)
    {
        foreach (var (first, last, script) in s_blocks)
        {
            if (rune.Value >= first && rune.Value <= last)
            {
                return script;
            }
        }

        return "";
    }
}
