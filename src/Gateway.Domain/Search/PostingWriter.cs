using System.Runtime.InteropServices;

namespace Gateway.Domain.Search;

/// <summary>Takes postings of grams, each gram's in order, and cuts them into chunks of about as many bytes as asked for.</summary>
public sealed class PostingWriter(int chunkBytes)
{
    private readonly Dictionary<Gram, OpenChunk> _open = [];
    private readonly List<PostingChunk> _closed = [];

    /// <summary>How many postings were taken.</summary>
    public long Count { get; private set; }

    /// <summary>Takes texts. Their positions must come after those that were taken before.</summary>
    public void Add(CutTexts texts)
    {
        var keys = texts.Keys;
        for (var i = 0; i < keys.Length;)
        {
            var gram = SearchGrams.GramOf(keys[i]);
            ref var chunk = ref ChunkOf(gram);
            do
            {
                Add(ref chunk, gram, new Posting(texts.PositionAt(SearchGrams.PlaceOf(keys[i])), SearchGrams.OffsetOf(keys[i])));
                i++;
            }
            while (i < keys.Length && SearchGrams.GramOf(keys[i]) == gram);
        }
    }

    /// <summary>Takes what is in a chunk.</summary>
    public void Add(PostingChunk chunk)
    {
        foreach (var posting in chunk.Postings())
        {
            Add(chunk.Gram, posting);
        }
    }

    public void Add(Gram gram, Posting posting) => Add(ref ChunkOf(gram), gram, posting);

    private ref OpenChunk? ChunkOf(Gram gram) => ref CollectionsMarshal.GetValueRefOrAddDefault(_open, gram, out _);

    private void Add(ref OpenChunk? chunk, Gram gram, Posting posting)
    {
        chunk ??= new OpenChunk(gram);
        if (chunk.Length >= chunkBytes && posting.Position != chunk.Last)
        {
            _closed.Add(chunk.Close());
            chunk = new OpenChunk(gram);
        }

        chunk.Add(posting);
        Count++;
    }

    /// <summary>Lets the gram's next posting begin a chunk.</summary>
    public void Cut(Gram gram)
    {
        if (_open.Remove(gram, out var chunk))
        {
            _closed.Add(chunk.Close());
        }
    }

    /// <summary>Everything that was taken, in the order of grams and positions.</summary>
    public IReadOnlyList<PostingChunk> Chunks()
    {
        _closed.AddRange(_open.Values.Select(chunk => chunk.Close()));
        _open.Clear();
        _closed.Sort(static (left, right) => left.Gram != right.Gram ? left.Gram.Value.CompareTo(right.Gram.Value) : left.Last.CompareTo(right.Last));
        return _closed;
    }

    private sealed class OpenChunk(Gram gram)
    {
        private const int FirstBytes = 8;
        private byte[] _bytes = new byte[FirstBytes];
        private long _first = -1;

        public int Length { get; private set; }

        public long Last { get; private set; }

        public void Add(Posting posting)
        {
            if (_first < 0)
            {
                (_first, Last) = (posting.Position, posting.Position);
            }

            Write((ulong)(posting.Position - Last));
            Last = posting.Position;
            if (gram.HasOffsets)
            {
                Write((ulong)(posting.Offset + 1));
            }
        }

        public PostingChunk Close()
        {
            Span<byte> head = stackalloc byte[Varints.MaxBytes];
            head = head[..Varints.Write(head, (ulong)(Last - _first))];
            return new PostingChunk(gram, Last, [.. head, .. _bytes.AsSpan(0, Length)]);
        }

        private void Write(ulong value)
        {
            if (_bytes.Length - Length < Varints.MaxBytes)
            {
                Array.Resize(ref _bytes, 2 * _bytes.Length + Varints.MaxBytes);
            }

            Length += Varints.Write(_bytes.AsSpan(Length), value);
        }
    }
}
