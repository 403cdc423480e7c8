using System.Text;

namespace Gateway.Domain.Search;

/// <summary>
/// One, two or three neighbouring code points of a folded text, as 32 bits. Two grams may share a value: what is found by
/// grams are candidates, which the text itself confirms.
/// </summary>
public readonly record struct Gram(int Value)
{
    /// <summary>Code points of the longest gram.</summary>
    public const int MaxLength = 3;

    private const int RuneBits = 21;

    /// <summary>Whether its postings tell where in a text it stands: only the longest do, since longer terms are put together of them.</summary>
    public bool HasOffsets => (Value & 1) == 1;

    /// <param name="runes">One to three.</param>
    public static Gram Of(ReadOnlySpan<Rune> runes)
    {
        // The leading one keeps texts of different lengths apart.
        ulong text = 1;
        foreach (var rune in runes)
        {
            text = (text << RuneBits) | (uint)rune.Value;
        }

        return new Gram((int)(Mixed(text) & ~1UL) | (runes.Length == MaxLength ? 1 : 0));
    }

    /// <summary>Spreads neighbouring texts over all values (the finalizer of SplitMix64, Steele et al. 2014). Stored: it must never change.</summary>
    private static ulong Mixed(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}

/// <summary>Where a gram stands: in whose text, and how many code points into the field; <see cref="Anywhere"/> says no more than whose.</summary>
public readonly record struct Posting(long Position, int Offset)
{
    /// <summary>Matches every offset.</summary>
    public const int Anywhere = -1;

    public static IComparer<Posting> Order { get; } = Comparer<Posting>.Create(static (left, right) =>
        left.Position != right.Position ? left.Position.CompareTo(right.Position) : left.Offset.CompareTo(right.Offset));
}
