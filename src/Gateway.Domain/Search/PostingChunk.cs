namespace Gateway.Domain.Search;

/// <summary>
/// Neighbouring postings of one gram, as they are stored: a gram's chunks follow one another without touching, and a position's
/// postings are never parted.
/// </summary>
/// <param name="Last">The highest position in it.</param>
/// <param name="Data">
/// Varints (LEB128): how far the first position lies below <paramref name="Last"/>; then of each posting how far its position
/// lies above the one before and, where the gram has offsets, its offset plus one.
/// </param>
public readonly record struct PostingChunk(Gram Gram, long Last, byte[] Data)
{
    /// <summary>Adds those behind a position.</summary>
    /// <exception cref="InvalidDataException">The bytes are not a chunk.</exception>
    internal void ReadInto(List<Posting> postings, long after)
    {
        var bytes = new Varints(Data);
        var position = Last - (long)bytes.Next();
        while (!bytes.IsAtEnd)
        {
            position += (long)bytes.Next();
            var offset = Gram.HasOffsets ? (int)bytes.Next() - 1 : Posting.Anywhere;
            if (position > after)
            {
                postings.Add(new Posting(position, offset));
            }
        }

        if (position != Last)
        {
            throw Varints.NotAChunk();
        }
    }

    public IReadOnlyList<Posting> Postings()
    {
        var postings = new List<Posting>();
        ReadInto(postings, long.MinValue);
        return postings;
    }
}

/// <summary>Reads unsigned numbers of 1 to 10 bytes, seven bits in each, the least first.</summary>
internal ref struct Varints(ReadOnlySpan<byte> bytes)
{
    public const int MaxBytes = 10;
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _at;

    public readonly bool IsAtEnd => _at == _bytes.Length;

    public ulong Next()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64 && _at < _bytes.Length; shift += 7)
        {
            var next = _bytes[_at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw NotAChunk();
    }

    /// <returns>How many bytes it took.</returns>
    public static int Write(Span<byte> to, ulong value)
    {
        var length = 0;
        for (; value >= 0x80; value >>= 7)
        {
            to[length++] = (byte)(value | 0x80);
        }

        to[length++] = (byte)value;
        return length;
    }

    public static InvalidDataException NotAChunk() => new("These bytes are no chunk of postings.");
}
