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

    /// <summary>Entries in order; those that are here already do no harm.</summary>
    public void Take(PostingChunk chunk) => chunk.ReadInto(_postings, LastPosition);

    /// <summary>The same, of a filter's members.</summary>
    public void Take(IEnumerable<long> members)
    {
        var last = LastPosition;
        _postings.AddRange(members.Where(position => position > last).Select(position => new Posting(position, Posting.Anywhere)));
    }

    private long LastPosition => _postings.Count == 0 ? _after : _postings[^1].Position;

    public void ReachTo(long position) => Reach = position;

    public void Note(bool passed)
    {
        _tried++;
        _passed += passed ? 1 : 0;
    }

    /// <summary>Notes what became of positions that were not looked for here, but in their rows: what is near says more than what was.</summary>
    public void Note(int tried, double passed) => (_tried, _passed) = ((_tried / 2) + tried, (_passed / 2) + passed);

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
