using Gateway.Domain.Search;

namespace Gateway.Application.Search;

/// <summary>What is done to a session's postings in one transaction, which holds the session's lock.</summary>
public sealed class SessionPostings(ISearchTables tables)
{
    /// <summary>More changed texts are put right sooner by beginning anew.</summary>
    private const int MostFoldedTogether = 4_096;

    /// <summary>Cuts texts behind the sealed ones into postings, the oldest first.</summary>
    /// <param name="most">How many positions, at most.</param>
    /// <returns>The run that they are, to be marked as sealed.</returns>
    public async Task<SearchRun> SealAsync(int most)
    {
        var state = await tables.StateAsync(countTo: 0);
        var writer = new PostingWriter(tables.ChunkBytes);
        var (last, isMore, cut) = (state.SealedPosition, true, Task.FromResult(new CutTexts([])));
        var reading = ReadAsync(last);
        for (var count = 0; isMore && count < most && writer.Count < (long)most * SearchUpkeep.PostingsAPosition; count += CutTexts.Most)
        {
            var texts = await reading;
            isMore = texts.Count == CutTexts.Most;
            // Beside the writers, more may have come since.
            last = isMore ? texts[^1].Position : Math.Max(texts.Count == 0 ? last : texts[^1].Position, state.LastPosition);
            reading = isMore ? ReadAsync(last) : reading;
            var before = cut;
            cut = Task.Run(() => new CutTexts(texts));
            Add(writer, await before);
        }

        Add(writer, await cut);
        await reading;
        await tables.InsertAsync(writer.Chunks());
        return SearchRun.Of(state.SealedPosition, last);
    }

    /// <summary>On a thread of its own, as the cutting is: beside adding what was cut to the postings.</summary>
    private Task<IReadOnlyList<PositionedText>> ReadAsync(long after) => Task.Run(() => tables.TextsAsync(after, CutTexts.Most));

    private static void Add(PostingWriter writer, CutTexts texts)
    {
        using (texts)
        {
            writer.Add(texts);
        }
    }

    /// <summary>Makes postings tell of changed texts, and no longer of what was there before.</summary>
    /// <returns>How many there were, at most as many as asked for.</returns>
    public async Task<int> FoldAsync(int most)
    {
        var texts = await tables.ChangesAsync(most);
        if (texts.Count > 0)
        {
            var change = new PostingChange(texts);
            var chunks = await tables.ChunksAtAsync([.. change.Places]);
            await tables.DeleteAsync(chunks);
            await tables.InsertAsync(change.ApplyTo(chunks, tables.ChunkBytes));
            await tables.MarkFoldedAsync([.. texts.Select(text => text.Position)]);
        }

        return texts.Count;
    }

    /// <summary>Leaves nothing of any text that is no longer there; of somebody forgotten, that is all there was.</summary>
    public async Task FoldAllAsync()
    {
        if ((await tables.StateAsync(MostFoldedTogether + 1)).ChangeCount > MostFoldedTogether)
        {
            await tables.ResetAsync();
            return;
        }

        while (await FoldAsync(SearchUpkeep.MostFolded) > 0)
        {
            // until none is left
        }
    }

    /// <summary>Makes the runs' chunks of some grams the fewest that they can be.</summary>
    public async Task<bool> MergeAsync(RunMerge merge, int firstGram, int lastGram)
    {
        var parted = (await tables.ChunksAsync(firstGram, lastGram, merge.After, merge.Last)).GroupBy(chunk => chunk.Gram).Where(ofGram => ofGram.Skip(1).Any()).ToList();
        var writer = new PostingWriter(tables.ChunkBytes);
        foreach (var chunk in parted.SelectMany(ofGram => ofGram.OrderBy(chunk => chunk.Last)))
        {
            writer.Add(chunk);
        }

        await tables.DeleteAsync([.. parted.SelectMany(ofGram => ofGram)]);
        await tables.InsertAsync(writer.Chunks());
        return true;
    }
}
