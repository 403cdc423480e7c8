using Gateway.Domain.Search;
using Gateway.Infrastructure.Rows;

namespace Gateway.Infrastructure.Search;

/// <summary>What is done to a session's postings in one transaction, which holds the session's lock.</summary>
internal sealed class SessionPostings(ISearchTables tables)
{
    private const int TextsAtOnce = 2_048;

    /// <summary>More changed texts are put right sooner by beginning anew.</summary>
    private const int MostFoldedTogether = 4_096;

    /// <summary>Cuts texts behind the sealed ones into postings, the oldest first.</summary>
    public async Task SealAsync(SearchStateRow state)
    {
        var writer = new PostingWriter(tables.ChunkBytes);
        var last = state.SealedPosition;
        for (var count = 0; count < SearchUpkeep.MostSealed && writer.Count < SearchUpkeep.MostPostings; count += TextsAtOnce)
        {
            var texts = await tables.TextsAsync(last, TextsAtOnce);
            foreach (var text in texts)
            {
                writer.Add(text.Position, text.SearchText);
            }

            if (texts.Count < TextsAtOnce)
            {
                last = state.LastPosition;
                break;
            }

            last = texts[^1].Position;
        }

        await tables.InsertAsync(writer.Chunks());
        await tables.MarkSealedAsync(last);
    }

    /// <summary>Makes postings tell of changed texts, and no longer of what was there before.</summary>
    /// <returns>How many there were, at most as many as asked for.</returns>
    public async Task<int> FoldAsync(int most)
    {
        var texts = await tables.ChangesAsync(most);
        if (texts.Count > 0)
        {
            var change = new PostingChange(texts.Select(row => row.Text));
            var chunks = await tables.ChunksAtAsync([.. change.Places]);
            await tables.DeleteAsync(chunks);
            await tables.InsertAsync(change.ApplyTo(chunks.Select(row => row.Chunk), tables.ChunkBytes));
            await tables.MarkFoldedAsync([.. texts.Select(row => row.Position)]);
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
        var parted = (await tables.ChunksAsync(firstGram, lastGram, merge.After, merge.Last)).GroupBy(row => row.Gram).Where(ofGram => ofGram.Skip(1).Any()).ToList();
        var writer = new PostingWriter(tables.ChunkBytes);
        foreach (var row in parted.SelectMany(ofGram => ofGram.OrderBy(row => row.LastPosition)))
        {
            writer.Add(row.Chunk);
        }

        await tables.DeleteAsync([.. parted.SelectMany(ofGram => ofGram)]);
        await tables.InsertAsync(writer.Chunks());
        return true;
    }
}
