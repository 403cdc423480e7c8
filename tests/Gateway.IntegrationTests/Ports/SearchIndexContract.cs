using System.Globalization;
using Gateway.Application.Search;
using Gateway.Domain.Search;
using Gateway.Domain.Sessions;
using Gateway.Domain.Whatsapp;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.IntegrationTests.Ports;

/// <summary>Whatever upkeep has done so far, and in the middle of it, a search finds who a look at every row finds.</summary>
internal abstract class SearchIndexContract(TestDatabase database) : PortFixture(database)
{
    private const int People = 4_000;

    private SearchIndex Index => Services.GetRequiredService<SearchIndex>();

    [Test]
    public async Task Finds_the_same_before_while_and_after_texts_are_sealed()
    {
        var crowd = await MetAsync(1);
        await crowd.CheckAsync(20);
        while (await Index.KeepUpAsync(crowd.Session.Id, CancellationToken.None))
        {
            await crowd.CheckAsync(20);
        }

        await crowd.CheckAsync(100);
    }

    [Test]
    public async Task Finds_the_same_however_texts_change([Values(2, 3)] int seed)
    {
        var crowd = await MetAsync(seed);
        for (var round = 0; round < 12; round++)
        {
            await crowd.ChangeAsync(60);
            await crowd.CheckAsync(10);
            if (round % 3 == 0)
            {
                await KeepUpAsync(crowd.Session);
                await crowd.CheckAsync(10);
            }
        }
    }

    [Test]
    public async Task Finds_the_same_while_runs_are_merged()
    {
        var crowd = await MetAsync(4, 1_000);
        for (var round = 0; round < 20; round++)
        {
            await crowd.AppendAsync(1_000);
            await crowd.ChangeAsync(20);
            await crowd.SeeAsync(20);
            await KeepUpAsync(crowd.Session);
            await crowd.CheckAsync(5);
        }

        await crowd.CheckAsync(50);
        Assert.That(await Storage.PokeAsync($"SELECT count(*) FROM search_runs AS r JOIN sessions AS s ON s.session_key = r.session_key WHERE s.session_id = '{crowd.Session.Id.Text}'"), Is.EqualTo(new object[] { 6L }));
    }

    [Test]
    public async Task Leaves_nothing_of_a_text_that_is_no_longer_there()
    {
        var crowd = await MetAsync(5);
        await KeepUpAsync(crowd.Session);
        for (var round = 0; round < 8; round++)
        {
            await crowd.ChangeAsync(200);
            await KeepUpAsync(crowd.Session);
        }

        await crowd.Session.ForgetAsync(Identifier.FromText("6281200000000"));
        var before = await PostingsAsync(crowd.Session);
        await Storage.PokeAsync($"UPDATE sessions SET sealed_position = 0, search_is_due = (1 = 1) WHERE session_id = '{crowd.Session.Id.Text}'");
        foreach (var table in new[] { "search_postings", "search_runs", "search_changes" })
        {
            await Storage.PokeAsync($"DELETE FROM {table} WHERE session_key = (SELECT session_key FROM sessions WHERE session_id = '{crowd.Session.Id.Text}')");
        }

        await KeepUpAsync(crowd.Session);
        Assert.That(before, Is.EqualTo(await PostingsAsync(crowd.Session)));
    }

    [Test]
    public async Task Leaves_nothing_of_somebody_forgotten()
    {
        var session = await NewSessionAsync();
        await session.ImportAsync(Enumerable.Range(0, 2_000).Select(i => $$"""{"type":"contact","jid":"{{6281200000000 + i}}@s.whatsapp.net","savedName":"Anna {{i}}","directChat":true}"""));
        await KeepUpAsync(session);
        var position = (await session.PositionsAsync(Rows.Filter(q: "+6281200000777"))).Single();
        await session.ImportAsync("""{"type":"contact","jid":"6281200000777@s.whatsapp.net","savedName":"Ωμέγα"}""");
        Assert.That((await PostingsAsync(session)).Where(entry => entry.Item2.Position == position), Is.Not.Empty);
        await session.ForgetAsync(Identifier.FromText("6281200000777"));
        var changes = $"SELECT position FROM search_changes AS c JOIN sessions AS s ON s.session_key = c.session_key WHERE s.session_id = '{session.Id.Text}'";
        Assert.Multiple(async () =>
        {
            Assert.That((await PostingsAsync(session)).Where(entry => entry.Item2.Position == position), Is.Empty);
            Assert.That(await Storage.PokeAsync(changes), Is.Empty);
            Assert.That(await session.PositionsAsync(Rows.Filter(q: "Ωμέγα")), Is.Empty);
            Assert.That(await session.PositionsAsync(Rows.Filter(q: "Anna")), Has.Count.EqualTo(1_999));
        });
    }

    [Test]
    public async Task Leaves_nothing_of_somebody_forgotten_among_thousands_of_changes()
    {
        var crowd = await MetAsync(7, 6_000);
        await KeepUpAsync(crowd.Session);
        await crowd.ChangeAsync(10_000); // not folded in one by one, but begun anew
        await crowd.Session.ForgetAsync(Identifier.FromText("6281200000000"));
        Assert.That(await PostingsAsync(crowd.Session), Is.Empty);
        await crowd.CheckAsync(20);
        await KeepUpAsync(crowd.Session);
        await crowd.CheckAsync(50);
    }

    /// <summary>Where sealing goes on beside the writers, they add people while texts are read.</summary>
    [Test]
    public async Task Finds_the_same_however_many_come_while_texts_are_sealed()
    {
        var crowd = await MetAsync(8, 2 * SearchUpkeep.MostSealed);
        await KeepUpOnceAsync(crowd, () => crowd.AppendAsync(100));
        await crowd.CheckAsync(20);
        await crowd.AppendAsync(1_000);
        await KeepUpAsync(crowd.Session);
        await crowd.CheckAsync(50);
        var postings = await PostingsAsync(crowd.Session);
        Assert.That(postings.Distinct().Count(), Is.EqualTo(postings.Count), "every posting once");
    }

    [Test]
    public async Task Nothing_waits_for_writers_to_pause()
    {
        var crowd = await MetAsync(6, 1_000);
        for (var round = 0; round < 30; round++)
        {
            await crowd.AppendAsync(1_000);
            await crowd.ChangeAsync(100);
            await Index.KeepUpAsync(crowd.Session.Id, CancellationToken.None);
        }

        await crowd.CheckAsync(10);
        Assert.Multiple(async () =>
        {
            Assert.That(await CountAsync("search_changes", crowd.Session), Is.LessThan(2 * SearchUpkeep.FoldAt), "texts to fold in");
            Assert.That(await CountAsync("search_runs", crowd.Session), Is.LessThan(2 * SearchUpkeep.MergedRuns), "runs");
        });
    }

    /// <summary>One step of upkeep, with something happening before each reading of texts beside the writers.</summary>
    /// <returns>How far texts are sealed then.</returns>
    protected async Task<long> KeepUpOnceAsync(SearchedCrowd crowd, Func<Task> happens)
    {
        await new SearchIndex(new BusyStorage(Services.GetRequiredService<ISearchStorage>(), happens)).KeepUpAsync(crowd.Session.Id, CancellationToken.None);
        return (long)(await Storage.PokeAsync($"SELECT sealed_position FROM sessions WHERE session_id = '{crowd.Session.Id.Text}'"))[0];
    }

    private async Task<long> CountAsync(string table, TestSession session) =>
        (long)(await Storage.PokeAsync($"SELECT count(*) FROM {table} AS t JOIN sessions AS s ON s.session_key = t.session_key WHERE s.session_id = '{session.Id.Text}'"))[0];

    protected async Task<SearchedCrowd> MetAsync(int seed, int people = People)
    {
        var crowd = new SearchedCrowd(await NewSessionAsync(), new Random(seed));
        await crowd.AppendAsync(people);
        return crowd;
    }

    private async Task KeepUpAsync(TestSession session)
    {
        while (await Index.KeepUpAsync(session.Id, CancellationToken.None))
        {
            // until nothing is left to do
        }

        Assert.That(await Services.GetRequiredService<ISearchStorage>().DueAsync(CancellationToken.None), Does.Not.Contain(session.Id));
    }

    /// <summary>Folded in to the last, whatever chunks they lie in.</summary>
    private async Task<List<(Gram, Posting)>> PostingsAsync(TestSession session)
    {
        async Task<List<T>> ColumnAsync<T>(string name) =>
            [.. (await Storage.PokeAsync($"SELECT p.{name} FROM search_postings AS p JOIN sessions AS s ON s.session_key = p.session_key WHERE s.session_id = '{session.Id.Text}' ORDER BY p.gram, p.last_position")).Select(value => (T)Convert.ChangeType(value, typeof(T), CultureInfo.InvariantCulture))];

        var (grams, lasts, data) = (await ColumnAsync<long>("gram"), await ColumnAsync<long>("last_position"), await ColumnAsync<byte[]>("postings"));
        return
        [
            .. grams.Zip(lasts, data)
                .Select(row => new PostingChunk(new Gram((int)row.First), row.Second, row.Third))
                .SelectMany(chunk => chunk.Postings().Select(posting => (chunk.Gram, posting))),
        ];
    }

    /// <summary>Where something happens before each reading of texts beside the writers.</summary>
    private sealed class BusyStorage(ISearchStorage storage, Func<Task> happens) : ISearchStorage
    {
        public Task<IReadOnlyList<SessionId>> DueAsync(CancellationToken cancellationToken) => storage.DueAsync(cancellationToken);

        public Task<bool> IsDueAsync(SessionId session, CancellationToken cancellationToken) => storage.IsDueAsync(session, cancellationToken);

        public Task<T?> LockedAsync<T>(SessionId session, Func<ISearchTables, Task<T>> work, CancellationToken cancellationToken) =>
            storage.LockedAsync(session, work, cancellationToken);

        public Task<bool> SealAsideAsync(SessionId session, Func<ISearchTables, Task<SearchRun>> seal, CancellationToken cancellationToken) =>
            storage.SealAsideAsync(session, tables => seal(new BusyTables(tables, happens)), cancellationToken);
    }

    private sealed class BusyTables(ISearchTables tables, Func<Task> happens) : ISearchTables
    {
        public int ChunkBytes => tables.ChunkBytes;

        public async Task<IReadOnlyList<PositionedText>> TextsAsync(long after, int most)
        {
            await happens();
            return await tables.TextsAsync(after, most);
        }

        public Task<SearchState> StateAsync(int countTo) => tables.StateAsync(countTo);

        public Task<IReadOnlyList<ChangedText>> ChangesAsync(int most) => tables.ChangesAsync(most);

        public Task<IReadOnlyList<PostingChunk>> ChunksAtAsync(IReadOnlyList<(Gram Gram, long Position)> places) => tables.ChunksAtAsync(places);

        public Task<IReadOnlyList<PostingChunk>> ChunksAsync(int firstGram, int lastGram, long after, long last) => tables.ChunksAsync(firstGram, lastGram, after, last);

        public Task DeleteAsync(IReadOnlyList<PostingChunk> chunks) => tables.DeleteAsync(chunks);

        public Task InsertAsync(IReadOnlyList<PostingChunk> chunks) => tables.InsertAsync(chunks);

        public Task MarkSealedAsync(SearchRun run) => tables.MarkSealedAsync(run);

        public Task MarkFoldedAsync(IReadOnlyList<long> positions) => tables.MarkFoldedAsync(positions);

        public Task<IReadOnlyList<SearchRun>> RunsAsync() => tables.RunsAsync();

        public Task ReplaceRunsAsync(RunMerge merge) => tables.ReplaceRunsAsync(merge);

        public Task MarkDoneAsync() => tables.MarkDoneAsync();

        public Task ResetAsync() => tables.ResetAsync();
    }
}
