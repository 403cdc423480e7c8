using System.Globalization;
using Gateway.Application.Search;
using Gateway.Domain.Search;
using Gateway.Domain.Whatsapp;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.IntegrationTests.Ports;

/// <summary>Whatever upkeep has done so far, and in the middle of it, a search finds who a look at every row finds.</summary>
internal abstract class SearchIndexContract(TestDatabase database) : PortFixture(database)
{
    private const int People = 4_000;

    private ISearchIndex Index => Services.GetRequiredService<ISearchIndex>();

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

    private async Task<SearchedCrowd> MetAsync(int seed, int people = People)
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

        Assert.That(await Index.DueAsync(CancellationToken.None), Does.Not.Contain(session.Id));
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
}
