using Gateway.Application.Contacts;
using Gateway.Domain.Contacts;
using Gateway.Domain.Search;

namespace Gateway.Infrastructure.Search;

/// <summary>One page of a search: asks the database for what the search wants to know, until the page is full or nobody is left.</summary>
internal sealed class ContactSearch(ISearchStatements statements, ContactFilter filter, long after, int take)
{
    /// <summary>Estimates, of PostgreSQL nearby; SQLite differs, but hardly in what is worth while.</summary>
    private static readonly SearchCosts s_costs = new(Read: 60, Row: 3, Posting: 0.015, Member: 0.17);

    /// <summary>How many chunks of each list the start reads.</summary>
    public const int FirstChunks = 2;

    /// <summary>How many members of a filter's list one statement reads, at most.</summary>
    public const int MostMembers = 4_096;

    /// <summary>How many the start reads: of a group all, but for the largest communities; of other filters what tells how frequent they are.</summary>
    private int FirstMembers => filter.Group is null ? 1_024 : 5_120;

    private readonly PostingSearch _search = new(filter.Search!, filter.Source is not null || filter.Group is not null, after, s_costs);

    /// <summary>Null when the organization has no such session.</summary>
    /// <exception cref="TornSearchException">Postings changed between two statements: what they said does not fit together.</exception>
    public async Task<ContactRows?> FindAsync()
    {
        var start = await statements.StartAsync(_search.Grams, after, FirstMembers, take);
        if (start is null || start.SealedPosition <= after)
        {
            return start is null ? null : new ContactRows(start.Scanned, start.Freshness);
        }

        Begin(start);
        var found = new List<Contact>();
        for (var isLast = false; !isLast && found.Count < take;)
        {
            var step = _search.Next(take - found.Count);
            if (step.IsRead)
            {
                if (!Take(step, await statements.ReadAsync(step.Lists, step.Members), start.Reading.Folds))
                {
                    return null;
                }
            }
            else if (step.IsLast || step.Candidates.Count > 0)
            {
                isLast = step.IsLast;
                var rows = await statements.LookAsync(step.Candidates, isLast ? start.SealedPosition : long.MaxValue, take - found.Count);
                if (rows is null)
                {
                    return null;
                }

                found.AddRange(rows);
                _search.Tell(step.Candidates.Count, rows.Count);
            }
        }

        return new ContactRows(found, start.Freshness);
    }

    private void Begin(SearchStart start)
    {
        _search.Begin(start.SealedPosition, start.Changed);
        for (var list = 0; list < _search.Grams.Count; list++)
        {
            var chunks = start.Reading.Chunks[list].ToList();
            _search.Take(list, chunks, isAll: chunks.Count < FirstChunks);
        }

        if (_search.IsFiltered)
        {
            _search.TakeMembers(start.Reading.Members, ReachOf(start.Reading.Members, FirstMembers, long.MaxValue));
        }
    }

    /// <summary>False when the session is gone.</summary>
    private bool Take(SearchStep step, SearchReading? reading, long folds)
    {
        if (reading is null)
        {
            return false;
        }

        if (reading.Folds != folds)
        {
            throw new TornSearchException();
        }

        foreach (var list in step.Lists)
        {
            var chunks = reading.Chunks[list.List].ToList();
            _search.Take(list.List, chunks, isAll: chunks.Count == 0 || chunks[^1].Last <= list.Target);
        }

        if (step.Members is { } members)
        {
            _search.TakeMembers(reading.Members, ReachOf(reading.Members, MostMembers, members.Target));
        }

        return true;
    }

    private static long ReachOf(IReadOnlyList<long> members, int most, long target) => members.Count < most ? target : members[^1];
}

/// <summary>A search is to begin anew, of one moment: what it read of postings is of two.</summary>
internal sealed class TornSearchException : Exception;
