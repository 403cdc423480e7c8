using System.Text;
using Gateway.Domain.Contacts;

namespace Gateway.Domain.Search;

/// <summary>The grams of a stored text, field by field: none reaches across a <see cref="Contact.FieldSeparator"/>.</summary>
public static class SearchGrams
{
    /// <summary>Beyond it a text that repeats one gram is only remembered as having it, so that nobody's postings fill a chunk.</summary>
    public const int MaxOffsets = 32;

    private const uint Sign = 1u << 31;

    /// <summary>Every gram of the text with its offset, each once, in the order of grams and offsets; <see cref="Posting.Anywhere"/> for grams without.</summary>
    public static IReadOnlyList<(Gram Gram, int Offset)> Of(string searchText)
    {
        var runes = Runes(searchText);
        var keys = new List<ulong>(Gram.MaxLength * runes.Length);
        var start = 0;
        while (start <= runes.Length)
        {
            var length = runes.AsSpan(start).IndexOf(new Rune(Contact.FieldSeparator));
            length = length < 0 ? runes.Length - start : length;
            AddField(runes.AsSpan(start, length), keys);
            start += length + 1;
        }

        keys.Sort();
        return Shortened(keys);
    }

    internal static Rune[] Runes(string text) => [.. text.EnumerateRunes()];

    private static void AddField(ReadOnlySpan<Rune> field, List<ulong> keys)
    {
        for (var offset = 0; offset < field.Length; offset++)
        {
            for (var length = 1; length <= Gram.MaxLength && offset + length <= field.Length; length++)
            {
                var gram = Gram.Of(field.Slice(offset, length));
                keys.Add(Key(gram, gram.HasOffsets ? offset : Posting.Anywhere));
            }
        }
    }

    /// <summary>Each once; of grams that have too many offsets, none.</summary>
    private static List<(Gram Gram, int Offset)> Shortened(List<ulong> keys)
    {
        var entries = new List<(Gram Gram, int Offset)>(keys.Count);
        var first = 0;
        foreach (var (gram, offset) in keys.Select(Entry))
        {
            if (entries.Count == 0 || entries[^1].Gram != gram)
            {
                first = entries.Count;
                entries.Add((gram, offset));
            }
            else if (entries.Count - first == MaxOffsets && entries[^1].Offset != offset)
            {
                entries.RemoveRange(first, MaxOffsets);
                entries.Add((gram, Posting.Anywhere));
            }
            else if (entries[^1].Offset is not Posting.Anywhere and var last && last != offset)
            {
                entries.Add((gram, offset));
            }
        }

        return entries;
    }

    /// <summary>Numbers in the order of grams and offsets: they sort several times as fast.</summary>
    private static ulong Key(Gram gram, int offset) => ((ulong)((uint)gram.Value ^ Sign) << 32) | (uint)(offset + 1);

    private static (Gram Gram, int Offset) Entry(ulong key) => (new Gram((int)((uint)(key >> 32) ^ Sign)), (int)(uint)key - 1);
}
