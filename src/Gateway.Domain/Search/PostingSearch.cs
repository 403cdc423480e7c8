using Gateway.Domain.Contacts;

namespace Gateway.Domain.Search;

/// <summary>
/// Finds, in position order, where a term can be, by the lists of its grams and of its filter. Pure: it says which lists to read
/// on and which rows to look at, whichever is expected to cost less, and is told what came.
/// </summary>
public sealed class PostingSearch
{
    private const int MostCandidates = 600;
    private const double Margin = 1.2;
    private const double LikelihoodOfGram = 0.3;
    private readonly SearchCosts _costs;
    private readonly PostingList[] _lists;
    private readonly PostingList? _members;
    private readonly TermLists[] _terms;
    private long[] _changed = [];
    private long _upto;
    private IReadOnlyList<(PostingList List, int Candidates)> _unread = [];
    private double _looked = 2;
    private double _found = 1.9;

    // Where few of many matched, it takes more than the next few: each step looks at twice as many as the one before.
    private int _least;

    /// <param name="after">Only positions behind it count.</param>
    public PostingSearch(SearchTerm term, bool isFiltered, long after, SearchCosts costs)
    {
        (_costs, After) = (costs, after);
        // Whoever has a text that contains the digits has the digits.
        string[] texts = term.Digits is not { } digits ? [term.Text]
            : term.Text.Contains(digits, StringComparison.Ordinal) ? [digits]
            : [term.Text, digits];
        var grams = texts.Select(SearchedGrams.Of).ToArray();
        Grams = [.. grams.SelectMany(ofText => ofText.Select(gram => gram.Gram))];
        var lists = grams.Select(ofText => ofText.Select(gram => new PostingList(gram.Offsets, after, costs.Posting, LikelihoodOfGram)).ToArray()).ToArray();
        _lists = [.. lists.SelectMany(ofText => ofText)];
        _members = isFiltered ? new PostingList([], after, costs.Member) : null;
        _terms = [.. lists.Select(ofText => new TermLists(_members is null ? ofText : [.. ofText, _members]))];
    }

    /// <summary>The lists to read, from their first chunk that reaches behind the start.</summary>
    public IReadOnlyList<Gram> Grams { get; }

    /// <summary>Whether there is a list of a filter's members beside them.</summary>
    public bool IsFiltered => _members is not null;

    /// <summary>Where the search stands: nobody up to here is still to be looked at.</summary>
    public long After { get; private set; }

    /// <summary>Tells how far the lists go, and whose texts match now though the lists tell of an earlier text, in order.</summary>
    public void Begin(long upto, IReadOnlyList<long> changed) => (_upto, _changed) = (upto, [.. changed.Where(position => position <= upto)]);

    /// <summary>Tells of chunks read of a list, in order; <paramref name="isAll"/>: there are no more.</summary>
    public void Take(int list, IReadOnlyList<PostingChunk> chunks, bool isAll)
    {
        foreach (var chunk in chunks)
        {
            _lists[list].Take(chunk);
        }

        _lists[list].ReachTo(isAll ? long.MaxValue : chunks[^1].Last);
    }

    /// <summary>Tells of members read of the filter's list, in order, and up to where they are all.</summary>
    public void TakeMembers(IReadOnlyList<long> positions, long reach)
    {
        _members!.Take(positions);
        _members.ReachTo(reach >= _upto ? long.MaxValue : reach);
    }

    /// <summary>Tells how many of the last step's candidates match.</summary>
    public void Tell(int candidates, int matching)
    {
        _least = Math.Min(MostCandidates, 2 * candidates);
        if (_unread.Count == 0)
        {
            (_looked, _found) = ((_looked / 2) + candidates, (_found / 2) + matching);
        }

        foreach (var (list, unread) in _unread)
        {
            list.Note(unread, (double)unread * matching / candidates);
        }
    }

    /// <param name="needed">How many matching positions are still wanted, at least one.</param>
    public SearchStep Next(int needed)
    {
        var enough = Margin * needed * _looked / _found;
        var looks = _terms.Select(term => term.Look(After, _upto, enough, _least, MostCandidates)).ToArray();
        var end = looks.Min(look => look.End);
        var missing = enough - looks.Sum(look => look.LikelyUpTo(end));
        var isEnough = missing <= 0 || end >= _upto || looks.Any(look => look.Candidates.Count >= MostCandidates && look.End == end);
        var plan = new ReadPlan(_costs, _upto);
        foreach (var (term, look) in _terms.Zip(looks))
        {
            plan.Weigh(term, look, end, isEnough ? 0 : missing);
        }

        return plan.Targets.Count > 0 ? Reads(plan) : Candidates(looks, end);
    }

    private IEnumerable<PostingList> Lists => _members is null ? _lists : [.. _lists, _members];

    private SearchStep Reads(ReadPlan plan)
    {
        var lists = new List<ListRead>();
        for (var i = 0; i < _lists.Length; i++)
        {
            if (plan.Targets.TryGetValue(_lists[i], out var target))
            {
                lists.Add(new ListRead(i, Grams[i], _lists[i].Reach, target));
            }
        }

        var readsMembers = _members is not null && plan.Targets.ContainsKey(_members);
        return new SearchStep(lists, readsMembers ? new MembersRead(_members!.Reach, plan.Targets[_members]) : null, [], IsLast: false);
    }

    private SearchStep Candidates(Look[] looks, long end)
    {
        var positions = new SortedSet<long>(looks.SelectMany(look => look.Candidates.Select(one => one.Position)));
        positions.UnionWith(_changed.Where(position => position > After));
        long[] candidates = [.. positions.TakeWhile(position => position <= end).Take(MostCandidates)];
        After = candidates.Length == MostCandidates ? candidates[^1] : end;
        _unread = [.. Lists.Select(list => (list, candidates.Count(position => position > list.Reach))).Where(entry => entry.Item2 > 0)];
        return new SearchStep([], null, candidates, After >= _upto);
    }
}
