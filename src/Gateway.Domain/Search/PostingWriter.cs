using System.Runtime.InteropServices;

namespace Gateway.Domain.Search;

/// <summary>Takes postings of grams, each gram's in order, and cuts them into chunks of about as many bytes as asked for.</summary>
public sealed class PostingWriter(int chunkBytes)
{
    private readonly Dictionary<Gram, OpenChunk> _open = [];
    private readonly List<PostingChunk> _closed = [];

    /// <summary>How many postings were taken.</summary>
    public long Count { get; private set; }

    /// <summary>Takes every gram of a text, as <see cref="SearchGrams.Of"/> gives them. Positions must come in order.</summary>
    public void Add(long position, IReadOnlyList<(Gram Gram, int Offset)> grams)
    {
        foreach (var (gram, offset) in grams)
        {
            Add(gram, new Posting(position, offset));
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

    public void Add(Gram gram, Posting posting)
    {
        ref var chunk = ref CollectionsMarshal.GetValueRefOrAddDefault(_open, gram, out _);
        if (chunk is null)
        {
            chunk = new OpenChunk(gram);
        }
        else if (chunk.Length >= chunkBytes && posting.Position != chunk.Last)
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
