using Gateway.Domain.Search;
using Gateway.Domain.Sessions;

namespace Gateway.Application.Search;

/// <summary>
/// Upkeep of postings, step by step: each locks the session, looks what is to do first, and does it. However far they lag behind,
/// a search finds what was written before it.
/// </summary>
public sealed class SearchIndex(ISearchStorage storage)
{
    /// <summary>
    /// Does a step for a session; false when nothing was left to do. A step never holds up readers, nor a writer for longer than
    /// a batch of observations; several at once, of any instance, do no harm, nor does the end of the program in the middle of one.
    /// </summary>
    /// <exception cref="UnavailableException">The database is out of reach.</exception>
    public async Task<bool> KeepUpAsync(SessionId session, CancellationToken cancellationToken)
    {
        if (!await storage.IsDueAsync(session, cancellationToken) || await storage.LockedAsync(session, StepAsync, cancellationToken) is not { } step)
        {
            return false;
        }

        var sealedMany = step.LeavesMany && await SealManyAsync(session, cancellationToken);
        var merged = step.Merge is { } merge && await MergeAsync(session, merge, cancellationToken);
        return step.DidSomething || sealedMany || merged;
    }

    /// <summary>Something of everything that is due: where writers never pause, none of it must wait for the end of another.</summary>
    private static async Task<Step> StepAsync(ISearchTables tables)
    {
        var state = await tables.StateAsync(SearchUpkeep.FoldAt);
        var (unsealed, folds) = (state.LastPosition - state.SealedPosition, state.ChangeCount >= SearchUpkeep.FoldAt);
        var (leavesMany, seals) = (unsealed >= 2 * SearchUpkeep.MostSealed, unsealed is >= SearchUpkeep.SealAt and < 2 * SearchUpkeep.MostSealed);
        if (seals)
        {
            await SealFewAsync(tables);
        }

        if (folds)
        {
            await new SessionPostings(tables).FoldAsync(SearchUpkeep.MostFolded);
        }

        var merge = await MergeableAsync(tables);
        if (!leavesMany && !seals && !folds && merge is null)
        {
            await tables.MarkDoneAsync();
        }

        return new Step(seals || folds, leavesMany, merge);
    }

    /// <summary>Beside the writers; where they change what is being sealed, fewer at a time, while they wait.</summary>
    private async Task<bool> SealManyAsync(SessionId session, CancellationToken cancellationToken) =>
        await storage.SealAsideAsync(session, tables => new SessionPostings(tables).SealAsync(SearchUpkeep.MostSealedAside), cancellationToken)
        || await storage.LockedAsync(session, SealFewAsync, cancellationToken);

    private static async Task<bool> SealFewAsync(ISearchTables tables)
    {
        var state = await tables.StateAsync(countTo: 0);
        if (state.LastPosition == state.SealedPosition)
        {
            return true; // others did
        }

        await tables.MarkSealedAsync(await new SessionPostings(tables).SealAsync(SearchUpkeep.MostSealed));
        return true;
    }

    /// <summary>Part by part, each a transaction of its own. Readers do not know of runs, so that a merge half done is as good as none.</summary>
    private async Task<bool> MergeAsync(SessionId session, RunMerge merge, CancellationToken cancellationToken)
    {
        for (var part = 0; part < merge.Parts; part++)
        {
            var (first, last) = merge.GramsOf(part);
            await storage.LockedAsync(session, tables => new SessionPostings(tables).MergeAsync(merge, first, last), cancellationToken);
        }

        return await storage.LockedAsync(session, tables => ReplaceRunsAsync(tables, merge), cancellationToken);
    }

    /// <summary>Unless others did it meanwhile.</summary>
    private static async Task<bool> ReplaceRunsAsync(ISearchTables tables, RunMerge merge)
    {
        if (await MergeableAsync(tables) == merge)
        {
            await tables.ReplaceRunsAsync(merge);
        }

        return true;
    }

    private static async Task<RunMerge?> MergeableAsync(ISearchTables tables) =>
        SearchUpkeep.Mergeable(await tables.RunsAsync());

    /// <param name="LeavesMany">So much is unsealed that it is done beside the writers.</param>
    private sealed record Step(bool DidSomething, bool LeavesMany, RunMerge? Merge);
}
