using System.Runtime.InteropServices;
using System.Text;
using Gateway.Domain.Contacts;

namespace Gateway.Domain.Search;

/// <summary>The grams of a stored text, field by field: none reaches across a <see cref="Contact.FieldSeparator"/>.</summary>
public static class SearchGrams
{
    /// <summary>Beyond it a text that repeats one gram is only remembered as having it, so that nobody's postings fill a chunk.</summary>
    public const int MaxOffsets = 32;

    /// <summary>Every gram of the text with its offset, each once, in the order of grams and offsets; <see cref="Posting.Anywhere"/> for grams without.</summary>
    public static IReadOnlyList<(Gram Gram, int Offset)> Of(string searchText)
    {
        var runes = Runes(searchText);
        var entries = new List<(Gram Gram, int Offset)>(Gram.MaxLength * runes.Length);
        var start = 0;
        while (start <= runes.Length)
        {
            var length = runes.AsSpan(start).IndexOf(new Rune(Contact.FieldSeparator));
            length = length < 0 ? runes.Length - start : length;
            AddField(runes.AsSpan(start, length), entries);
            start += length + 1;
        }

        CollectionsMarshal.AsSpan(entries).Sort(static (left, right) =>
            left.Gram != right.Gram ? left.Gram.Value.CompareTo(right.Gram.Value) : left.Offset.CompareTo(right.Offset));
        Shorten(entries);
        return entries;
    }

    internal static Rune[] Runes(string text) => [.. text.EnumerateRunes()];

    private static void AddField(ReadOnlySpan<Rune> field, List<(Gram Gram, int Offset)> entries)
    {
        for (var offset = 0; offset < field.Length; offset++)
        {
            for (var length = 1; length <= Gram.MaxLength && offset + length <= field.Length; length++)
            {
                var gram = Gram.Of(field.Slice(offset, length));
                entries.Add((gram, gram.HasOffsets ? offset : Posting.Anywhere));
            }
        }
    }

    /// <summary>Drops repetitions, and the offsets of grams that have too many.</summary>
    private static void Shorten(List<(Gram Gram, int Offset)> entries)
    {
        var kept = 0;
        for (int start = 0, end; start < entries.Count; start = end)
        {
            var first = kept;
            for (end = start; end < entries.Count && entries[end].Gram == entries[start].Gram; end++)
            {
                if (kept == first || entries[kept - 1] != entries[end])
                {
                    entries[kept++] = entries[end];
                }
            }

            if (kept - first > MaxOffsets)
            {
                kept = first;
                entries[kept++] = (entries[start].Gram, Posting.Anywhere);
            }
        }

        entries.RemoveRange(kept, entries.Count - kept);
    }
}
