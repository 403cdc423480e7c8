using System.Diagnostics;
using Gateway.Api.Demo;
using Gateway.Bench.Data;
using Gateway.Bench.Load;
using Gateway.Bench.Report;

namespace Gateway.Bench.Measures;

/// <summary>Where terms are asked for: in which sessions, with which other filter, how.</summary>
internal sealed record Place(string Name, IAsker Asker, IReadOnlyList<LoadedSession> Sessions, Goal? Goal, string? Source = null, Func<LoadedSession, string>? Group = null)
{
    /// <summary>The page of everybody.</summary>
    public Question Page(Dice dice, bool isDeep)
    {
        var session = dice.Pick(Sessions);
        return new Question(session, After: isDeep ? dice.Below(session.LastPosition) : 0);
    }

    /// <summary>From the same cursor on, those who pass the place's filter and have the term.</summary>
    public Question Search(Question page, Term term) => page with { Source = Source, Group = Group?.Invoke(page.Session), Q = term.Text };
}

/// <summary>A term's figures at one place: milliseconds, and times the page of everybody, a value a repetition.</summary>
internal sealed class TermFigures(Term term, bool isDeep)
{
    public Term Term => term;

    public bool IsDeep => isDeep;

    public List<double> Milliseconds { get; } = [];

    public List<double> Ratios { get; } = [];

    public Spread Ratio => Spread.Of(Ratios);

    public double P50 => Spread.P50(Milliseconds);
}

/// <summary>Every term against the page of everybody, in turns, at one place, on first pages and from random cursors on.</summary>
internal sealed class TermContest(Place place, IReadOnlyList<Term> terms, Scale scale)
{
    private const int WarmUpPages = 300;
    private const int WarmUpTerms = 60;
    private const int PagesAround = 15;
    private readonly Dice _dice = new(0xA5C);
    private readonly List<double> _pages = [];
    private int _next;

    public Place Place => place;

    /// <summary>Where search is so slow that time is over before, those that have been asked.</summary>
    public IEnumerable<TermFigures> Asked => Figures.Where(figures => figures.Ratios.Count > 0);

    public IReadOnlyList<TermFigures> Figures { get; } =
        new Dice(0x5F1E).Shuffle(terms.SelectMany(term => new[] { false, true }.Select(isDeep => new TermFigures(term, isDeep))));

    public TermFigures Worst => Asked.MaxBy(figures => figures.Ratio.Median)!;

    /// <summary>Of the page of everybody, in milliseconds.</summary>
    public double PageP50 => Spread.P50(_pages);

    public async Task WarmUpAsync()
    {
        for (var i = 0; i < WarmUpPages; i++)
        {
            await place.Asker.AskAsync(place.Page(_dice, i % 2 == 0));
        }

        foreach (var figures in Figures.Take(WarmUpTerms))
        {
            await place.Asker.AskAsync(place.Search(place.Page(_dice, figures.IsDeep), figures.Term));
        }
    }

    public async Task RepeatAsync()
    {
        var pages = new List<double>();
        var asked = new List<(TermFigures Figures, double P50, int At)>();
        var start = Stopwatch.GetTimestamp();
        for (var left = Figures.Count; left > 0 && Stopwatch.GetElapsedTime(start) < scale.LongestRepetition; left--)
        {
            var figures = Figures[_next++ % Figures.Count];
            if (figures.Milliseconds.Sum() >= scale.TermBudget)
            {
                continue;
            }

            var took = new List<double>();
            for (var i = 0; i < scale.AskedEach; i++)
            {
                var page = place.Page(_dice, figures.IsDeep);
                pages.Add(await place.Asker.AskAsync(page));
                took.Add(await place.Asker.AskAsync(place.Search(page, figures.Term)));
            }

            figures.Milliseconds.AddRange(took);
            asked.Add((figures, Spread.P50(took), pages.Count));
        }

        // Against the pages asked for just before and after, since a machine is not as fast all the time.
        asked.ForEach(one => one.Figures.Ratios.Add(one.P50 / Spread.P50(pages.Skip(one.At - PagesAround).Take(2 * PagesAround))));
        _pages.AddRange(pages);
    }
}
