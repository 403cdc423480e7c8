namespace Gateway.IntegrationTests.Oracle;

/// <summary>A database holds what plain tables hold, whoever writes.</summary>
internal abstract class StoredLaws(DatabaseStore store) : StoreLaws(store)
{
    [Test]
    public void After_every_batch_everything_is_stored_as_in_memory() =>
        Holds(History.Mixed, history =>
        {
            var (stored, memory) = (store.NewDatabaseSession(), new ReducerStore());
            foreach (var batch in history.InBatches(new Random(history.Seed)))
            {
                stored.Take(batch);
                memory.Take(batch);
                Law.Same(stored.Everything(), memory.Everything(), "store");
                Law.Same(stored.Counts, memory.Counts, "counts");
                Law.Same(FilterAnswers.Text(stored.Find), FilterAnswers.Text(memory.Find), "answers");
            }
        });

    [Test]
    public void Writers_at_once_equal_one_after_the_other()
    {
        var (histories, interleaved) = (0, 0);
        Holds(History.Long, history =>
        {
            var atOnce = store.NewDatabaseSession();
            var turns = TakeAtOnceAsync(atOnce, history).GetAwaiter().GetResult();
            var (stored, memory) = (store.NewDatabaseSession(), new ReducerStore());
            foreach (var (_, batch) in turns)
            {
                stored.Take(batch);
                memory.Take(batch);
            }

            Law.Same(stored.Everything(), memory.Everything(), "one after the other");
            Law.Same(atOnce.Everything(), stored.Everything(), "store");
            Law.Same(FilterAnswers.Text(atOnce.Find), FilterAnswers.Text(stored.Find), "answers");
            histories++;
            interleaved += turns.Zip(turns.Skip(1)).Count(pair => pair.First.Writer != pair.Second.Writer) >= WritersOf(history) ? 1 : 0;
        });
        Assert.That(interleaved, Is.GreaterThan(histories / 4), "writers took turns");
    }

    /// <summary>Writers share the batches; gives what each wrote, in the order in which the store let them.</summary>
    private static async Task<IReadOnlyList<(int Writer, Batch Batch)>> TakeAtOnceAsync(DatabaseSession session, History history)
    {
        var turns = new List<(int, Batch)>();
        var writes = history.InBatches(new Random(history.Seed)).SelectMany((batch, number) =>
            Write.Of(batch.Lines).Select(write => (Writer: number % WritersOf(history), Write: write, batch.Now))).ToLookup(write => write.Writer);
        using var queued = new CountdownEvent(writes.Count);
        await Task.WhenAll(writes.Select(own => Task.Run(async () =>
        {
            queued.Signal();
            foreach (var (writer, write, now) in own)
            {
                await session.ApplyAsync(write.Footprint, state =>
                {
                    queued.Wait(); // or the first could be through before the others begin
                    turns.Add((writer, new Batch(write.Lines, now))); // nobody else does: the session is locked
                    return write.Reduce(state, now);
                });
            }
        })));
        return turns;
    }

    private static int WritersOf(History history) => 2 + (history.Seed % 2);
}
