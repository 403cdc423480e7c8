using Gateway.Application.Search;
using Gateway.Domain.Search;
using Gateway.Domain.Sessions;

namespace Gateway.Infrastructure.Search;

/// <summary>Upkeep of postings, step by step: each locks the session, looks what is to do first, and does it.</summary>
internal sealed class SearchIndex(ISearchStorage storage) : ISearchIndex
{
    public async Task<IReadOnlyList<SessionId>> DueAsync(CancellationToken cancellationToken) =>
        [.. (await storage.DueAsync(cancellationToken)).Select(id => SessionId.TryParse(id, out var session) ? session : throw new FormatException("Not a session's id."))];

    public async Task<bool> KeepUpAsync(SessionId session, CancellationToken cancellationToken) =>
        await storage.IsDueAsync(session, cancellationToken)
        && await storage.LockedAsync(session, StepAsync, cancellationToken) is { } step
        && (step.Merge is { } merge ? await MergeAsync(session, merge, cancellationToken) : step.IsDone);

    private static async Task<Step> StepAsync(ISearchTables tables)
    {
        var state = await tables.StateAsync(SearchUpkeep.FoldAt);
        var postings = new SessionPostings(tables);
        if (state.LastPosition - state.SealedPosition >= SearchUpkeep.SealAt)
        {
            await postings.SealAsync(state);
            return new Step(IsDone: true, null);
        }

        if (state.ChangeCount >= SearchUpkeep.FoldAt)
        {
            await postings.FoldAsync(SearchUpkeep.MostFolded);
            return new Step(IsDone: true, null);
        }

        var merge = await MergeableAsync(tables);
        if (merge is null)
        {
            await tables.MarkDoneAsync();
        }

        return new Step(IsDone: false, merge);
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
        SearchUpkeep.Mergeable([.. (await tables.RunsAsync()).Select(row => row.Run)]);

    private sealed record Step(bool IsDone, RunMerge? Merge);
}
