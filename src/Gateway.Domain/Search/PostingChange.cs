namespace Gateway.Domain.Search;

/// <summary>A text that differs from the one that its position's postings were made of; no text is an empty one.</summary>
public readonly record struct ChangedText(long Position, string Sealed, string Current);

/// <summary>What changed texts add to, and take from, the postings of their grams.</summary>
public sealed class PostingChange
{
    private readonly SortedDictionary<(int Gram, long Position), (List<int> Added, List<int> Removed)> _changes = [];

    public PostingChange(IEnumerable<ChangedText> texts)
    {
        foreach (var text in texts)
        {
            var (before, after) = (SearchGrams.Of(text.Sealed), SearchGrams.Of(text.Current));
            foreach (var (gram, offset) in after.Except(before))
            {
                Of(gram, text.Position).Added.Add(offset);
            }

            foreach (var (gram, offset) in before.Except(after))
            {
                Of(gram, text.Position).Removed.Add(offset);
            }
        }
    }

    /// <summary>Every gram with a position whose postings change: each is in the gram's first chunk that reaches the position, if there is one.</summary>
    public IEnumerable<(Gram Gram, long Position)> Places => _changes.Keys.Select(place => (new Gram(place.Gram), place.Position));

    /// <summary>The chunks that take the given ones' place.</summary>
    /// <param name="chunks">Of every place, the gram's first chunk that reaches the position; each once.</param>
    public IReadOnlyList<PostingChunk> ApplyTo(IEnumerable<PostingChunk> chunks, int chunkBytes)
    {
        var writer = new PostingWriter(chunkBytes);
        var byGram = chunks.ToLookup(chunk => chunk.Gram);
        foreach (var places in _changes.GroupBy(change => change.Key.Gram))
        {
            var gram = new Gram(places.Key);
            var ends = byGram[gram].ToDictionary(chunk => chunk.Last);
            foreach (var part in places.GroupBy(place => ends.Keys.Where(last => last >= place.Key.Position).DefaultIfEmpty(long.MaxValue).Min()))
            {
                var postings = ends.TryGetValue(part.Key, out var chunk) ? [.. chunk.Postings()] : new List<Posting>();
                foreach (var ((_, position), (added, removed)) in part)
                {
                    Remove(postings, position, removed);
                    Add(postings, position, added);
                }

                postings.ForEach(posting => writer.Add(gram, posting));
                writer.Cut(gram);
            }
        }

        return writer.Chunks();
    }

    private static void Remove(List<Posting> postings, long position, List<int> offsets)
    {
        foreach (var index in offsets.Select(offset => postings.BinarySearch(new Posting(position, offset), Posting.Order)).Where(index => index >= 0).OrderDescending())
        {
            postings.RemoveAt(index);
        }
    }

    private static void Add(List<Posting> postings, long position, List<int> offsets)
    {
        foreach (var posting in offsets.Select(offset => new Posting(position, offset)))
        {
            if (postings.BinarySearch(posting, Posting.Order) is < 0 and var place)
            {
                postings.Insert(~place, posting);
            }
        }
    }

    private (List<int> Added, List<int> Removed) Of(Gram gram, long position)
    {
        if (!_changes.TryGetValue((gram.Value, position), out var change))
        {
            _changes[(gram.Value, position)] = change = ([], []);
        }

        return change;
    }
}
