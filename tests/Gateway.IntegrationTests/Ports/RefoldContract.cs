using Gateway.Application.Search;
using Gateway.Application.Storage;
using Gateway.Domain.Contacts;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.IntegrationTests.Ports;

/// <summary>Search text that another folding made is made anew.</summary>
internal abstract class RefoldContract(Func<TestDatabase> empty)
{
    private TestDatabase _storage = null!;
    private IDatabase _database = null!;
    private SearchIndex _index = null!;
    private TestSession _session = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _storage = empty();
        var services = await _storage.StartAsync();
        _database = services.GetRequiredService<IDatabase>();
        await _database.MigrateAsync(CancellationToken.None);
        _index = services.GetRequiredService<SearchIndex>();
        _session = await TestSession.CreateAsync(services);
        await _session.ApplyAsync(Rows.Nobody, state => Rows.None(state) with
        {
            Session = state.Session with { LastPosition = 4_500 },
            Contacts = [.. Enumerable.Range(1, 4_500).Select(position => Rows.Contact(position, $"Straße {position}"))],
        });
    }

    [TearDown]
    public ValueTask StopAsync() => _storage.DisposeAsync();

    [TestCase("UPDATE search_text_version SET version = 'of old'")]
    [TestCase("DELETE FROM search_text_version")]
    public async Task Migrating_folds_anew_what_another_version_folded(string makeOld)
    {
        await _storage.PokeAsync($"{makeOld}; UPDATE contacts SET search_text = 'old' || position WHERE position % 3 = 0");
        Assert.That(await _session.PositionsAsync(Rows.Filter(q: "STRASSE")), Has.Count.EqualTo(3_000));
        var told = await _database.MigrateAsync(CancellationToken.None);
        Assert.Multiple(async () =>
        {
            Assert.That(told, Has.Count.EqualTo(1).And.One.Contains("1500"));
            Assert.That(await _session.PositionsAsync(Rows.Filter(q: "STRASSE")), Has.Count.EqualTo(4_500));
            Assert.That(await _session.PositionsAsync(Rows.Filter(q: "old")), Is.Empty);
            Assert.That(await _database.MigrateAsync(CancellationToken.None), Is.Empty);
            Assert.That(await VersionsAsync(), Is.EqualTo(new[] { TextFolding.Version }));
        });
    }

    [Test]
    public async Task Migrating_trusts_the_version_that_is_stored()
    {
        await _storage.PokeAsync("UPDATE contacts SET search_text = 'old' WHERE position = 7");
        Assert.That(await _database.MigrateAsync(CancellationToken.None), Is.Empty);
        Assert.That(await _session.PositionsAsync(Rows.Filter(q: "old")), Is.EqualTo(new long[] { 7 }));
    }

    [Test]
    public async Task Several_may_fold_at_once()
    {
        await _storage.PokeAsync("UPDATE search_text_version SET version = 'of old'; UPDATE contacts SET search_text = 'old'");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => _database.MigrateAsync(CancellationToken.None))));
        Assert.That(await VersionsAsync(), Is.EqualTo(new[] { TextFolding.Version }));
        Assert.That(await _session.PositionsAsync(Rows.Filter(q: "STRASSE")), Has.Count.EqualTo(4_500));
    }

    [Test]
    public async Task Several_that_end_at_once_leave_one_version()
    {
        await _storage.PokeAsync("DELETE FROM contacts"); // nothing to fold: all end together
        for (var round = 0; round < 10; round++)
        {
            await _storage.PokeAsync("UPDATE search_text_version SET version = 'of old'");
            await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => _database.MigrateAsync(CancellationToken.None))));
            Assert.That(await VersionsAsync(), Is.EqualTo(new[] { TextFolding.Version }));
        }
    }

    [Test]
    public async Task What_was_sealed_is_sealed_anew()
    {
        await KeepUpAsync();
        await _session.WriteAsync([.. Enumerable.Range(1, 300).Select(position => Rows.Contact(position, $"Straße neu {position}"))]);
        await _storage.PokeAsync("UPDATE search_text_version SET version = 'of old'; UPDATE contacts SET search_text = 'old' || position; DELETE FROM search_postings WHERE gram % 2 = 0");
        await _database.MigrateAsync(CancellationToken.None);
        Assert.Multiple(async () =>
        {
            Assert.That(await _storage.PokeAsync("SELECT sealed_position FROM sessions"), Is.EqualTo(new object[] { 0L }));
            Assert.That(await _storage.PokeAsync("SELECT position FROM search_changes UNION ALL SELECT last_position FROM search_runs UNION ALL SELECT last_position FROM search_postings"), Is.Empty);
            Assert.That(await _session.PositionsAsync(Rows.Filter(q: "STRASSE 4")), Has.Count.EqualTo(601));
        });
        await KeepUpAsync();
        Assert.Multiple(async () =>
        {
            Assert.That(await _storage.PokeAsync("SELECT sealed_position FROM sessions"), Is.EqualTo(new object[] { 4_500L }));
            Assert.That(await _session.PositionsAsync(Rows.Filter(q: "STRASSE")), Has.Count.EqualTo(4_500));
            Assert.That(await _session.PositionsAsync(Rows.Filter(q: "STRASSE NEU 2")), Has.Count.EqualTo(111));
            Assert.That(await _session.PositionsAsync(Rows.Filter(q: "old")), Is.Empty);
        });
    }

    private async Task KeepUpAsync()
    {
        while (await _index.KeepUpAsync(_session.Id, CancellationToken.None))
        {
            // until nothing is left to do
        }
    }

    private Task<IReadOnlyList<object>> VersionsAsync() => _storage.PokeAsync("SELECT version FROM search_text_version");
}
