namespace Gateway.Domain.Search;

/// <summary>Where in one text a term could begin, narrowed down list by list; from the first one with offsets on it is known.</summary>
internal ref struct TermMatch(Span<int> starts)
{
    private readonly Span<int> _starts = starts;
    private int _count;
    private bool _isKnown;

    /// <summary>As many starts as a list can give.</summary>
    public const int MostStarts = SearchGrams.MaxOffsets;

    /// <summary>Whether the term can still be there when the list has these entries at the text's position.</summary>
    public bool Narrow(PostingList list, int first, int end)
    {
        if (first == end)
        {
            return false;
        }

        if (list.OffsetsInTerm.Count == 0 || list[first].Offset == Posting.Anywhere)
        {
            return true;
        }

        if (!_isKnown)
        {
            Begin(list, first, end);
        }

        var kept = 0;
        for (var i = 0; i < _count; i++)
        {
            if (Agrees(list, first, end, _starts[i]))
            {
                _starts[kept++] = _starts[i];
            }
        }

        _count = kept;
        return kept > 0;
    }

    private void Begin(PostingList list, int first, int end)
    {
        _isKnown = true;
        for (var i = first; i < end; i++)
        {
            _starts[_count++] = list[i].Offset - list.OffsetsInTerm[0];
        }
    }

    private static bool Agrees(PostingList list, int first, int end, int start)
    {
        foreach (var offset in list.OffsetsInTerm)
        {
            var i = first;
            while (i < end && list[i].Offset != start + offset)
            {
                i++;
            }

            if (i == end)
            {
                return false;
            }
        }

        return true;
    }
}
