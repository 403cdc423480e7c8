using System.Text;
using Gateway.Domain.Contacts;

namespace Gateway.Domain.Search;

/// <summary>
/// The grams of a stored text, field by field: none reaches across a <see cref="Contact.FieldSeparator"/>. While they are sorted each is
/// one number: the gram, in the order of its values; the place of the text among those cut together; and the offset plus one.
/// </summary>
public static class SearchGrams
{
    /// <summary>Beyond it a text that repeats one gram is only remembered as having it, so that nobody's postings fill a chunk.</summary>
    public const int MaxOffsets = 32;

    internal const int PlaceBits = 11;
    private const int OffsetBits = 21;
    private const uint Sign = 1u << 31;

    /// <summary>Every gram of the text with its offset, each once, in the order of grams and offsets; <see cref="Posting.Anywhere"/> for grams without.</summary>
    public static IReadOnlyList<(Gram Gram, int Offset)> Of(string searchText)
    {
        var keys = new ulong[Gram.MaxLength * searchText.Length];
        var found = keys.AsSpan(0, Keys(searchText, 0, keys));
        found.Sort();
        return Array.ConvertAll(found[..Shorten(found)].ToArray(), key => (GramOf(key), OffsetOf(key)));
    }

    /// <summary>Every gram of a text, not sorted.</summary>
    /// <param name="keys">Three for each of the text's characters are enough.</param>
    /// <returns>How many there are.</returns>
    internal static int Keys(string searchText, int place, Span<ulong> keys)
    {
        var (count, offset) = (0, 0);
        Span<Rune> last = stackalloc Rune[Gram.MaxLength];
        foreach (var rune in searchText.EnumerateRunes())
        {
            if (rune.Value == Contact.FieldSeparator)
            {
                offset = 0;
                continue;
            }

            (last[0], last[1], last[2]) = (last[1], last[2], rune);
            offset++;
            for (var length = 1; length <= Gram.MaxLength && length <= offset; length++)
            {
                var gram = Gram.Of(last[^length..]);
                keys[count++] = ((ulong)((uint)gram.Value ^ Sign) << (PlaceBits + OffsetBits)) | ((ulong)place << OffsetBits) | (gram.HasOffsets ? (uint)(offset - length + 1) : 0);
            }
        }

        return count;
    }

    /// <summary>Leaves of the sorted each once; of a text's gram that has too many offsets, one without.</summary>
    /// <returns>How many are left.</returns>
    internal static int Shorten(Span<ulong> sorted)
    {
        var (left, first) = (0, 0);
        foreach (var key in sorted)
        {
            if (left == 0 || key >> OffsetBits != sorted[left - 1] >> OffsetBits)
            {
                first = left;
                sorted[left++] = key;
            }
            else if (key != sorted[left - 1] && OffsetOf(sorted[left - 1]) != Posting.Anywhere)
            {
                sorted[left++] = key;
                if (left - first > MaxOffsets)
                {
                    sorted[first] = key >> OffsetBits << OffsetBits;
                    left = first + 1;
                }
            }
        }

        return left;
    }

    internal static Gram GramOf(ulong key) => new((int)((uint)(key >> (PlaceBits + OffsetBits)) ^ Sign));

    internal static int PlaceOf(ulong key) => (int)(key >> OffsetBits) & ((1 << PlaceBits) - 1);

    internal static int OffsetOf(ulong key) => (int)(key & ((1 << OffsetBits) - 1)) - 1;
}
