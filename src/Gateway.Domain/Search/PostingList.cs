namespace Gateway.Domain.Search;

/// <summary>
/// As much of one list of positions as was read: a gram's postings, or the members of a filter. Everything in it behind the
/// start and up to <see cref="Reach"/> is here.
/// </summary>
internal sealed class PostingList(IReadOnlyList<int> offsetsInTerm, long after, double costOfEntry, double? likelihood = null)
{
    private const double PriorWeight = 2;
    private readonly long _after = after;
    private readonly List<Posting> _postings = [];
    private readonly List<Posting> _read = [];
    private double _tried;
    private double _passed;

    /// <summary>Where in the term the gram stands; empty for lists that only say who is in them.</summary>
    public IReadOnlyList<int> OffsetsInTerm => offsetsInTerm;

    /// <summary>The largest value when there is no more to read.</summary>
    public long Reach { get; private set; } = after;

    public int Count => _postings.Count;

    public bool IsComplete => Reach == long.MaxValue;

    /// <summary>Microseconds that reading one more entry takes.</summary>
    public double CostOfEntry => costOfEntry;

    public Posting this[int index] => _postings[index];

    /// <summary>Entries a position.</summary>
    /// <param name="upto">The last position that the lists tell of.</param>
    public double Density(long upto) => Count / Math.Max(1.0, Math.Min(Reach, upto) - _after);

    /// <summary>Which part of the positions looked for in it it has; until some were, what it was believed to have, or its density.</summary>
    public double PassRate(long upto) => (_passed + (PriorWeight * Math.Min(1, likelihood ?? Density(upto)))) / (_tried + PriorWeight);

    public void Take(PostingChunk chunk)
    {
        _read.Clear();
        chunk.ReadInto(_read);
        Take(_read);
    }

    /// <summary>Entries in order; those that are here already do no harm.</summary>
    public void Take(IEnumerable<Posting> postings)
    {
        var known = _postings.Count == 0 ? _after : _postings[^1].Position;
        _postings.AddRange(postings.Where(posting => posting.Position > known));
    }

    public void ReachTo(long position) => Reach = position;

    public void Note(bool passed)
    {
        _tried++;
        _passed += passed ? 1 : 0;
    }

    /// <summary>The index of the first entry at or behind a position; <paramref name="from"/> is one at or before it.</summary>
    public int Seek(long position, int from)
    {
        var (low, step) = (from, 1);
        while (low + step < Count && _postings[low + step].Position < position)
        {
            low += step;
            step *= 2;
        }

        var high = Math.Min(Count, low + step);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _postings[middle].Position < position ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
