using Gateway.Application.Search;
using Gateway.Domain.Contacts;
using Gateway.Domain.Ingest;
using Gateway.IntegrationTests.Oracle;
using Gateway.IntegrationTests.Postgres;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.IntegrationTests.Ports;

/// <summary>What one instance has written another finds at once, each with connections of its own, while a third keeps up the index.</summary>
[TestFixtureSource(typeof(PostgresBinaries), nameof(PostgresBinaries.DefaultFixtures))]
internal sealed class TwoInstancesTests(PostgresVersion version)
{
    private const int Writes = 500; // on each version
    private const int People = 1_500;
    private readonly PostgresTestDatabase _storage = new(version);
    private readonly Random _dice = new(20261123);
    private TestSession _writing = null!;
    private TestSession _searching = null!;
    private SearchIndex _index = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        var (one, two, three) = (await _storage.StartMigratedAsync(), await _storage.StartMigratedAsync(), await _storage.StartMigratedAsync());
        _writing = await TestSession.CreateAsync(one);
        _searching = new TestSession(two, _writing.Organization, _writing.Id);
        _index = three.GetRequiredService<SearchIndex>();
        await ImportAsync(Enumerable.Range(0, People).Select(number => Named(number, $"First {number}")));
    }

    [OneTimeTearDown]
    public ValueTask StopAsync() => _storage.DisposeAsync();

    [Test]
    public async Task A_search_through_one_finds_what_another_has_just_written()
    {
        using var done = new CancellationTokenSource();
        var keeper = Task.Run(() => KeepUpAsync(done.Token));
        var others = Task.Run(() => MoveAsync(done.Token));
        for (var write = 0; write < Writes; write++)
        {
            // A new person, or one whose text was sealed long ago.
            var number = write % 2 == 0 ? 2_000_000 + write : _dice.Next(People);
            var name = $"Wort{write}x";
            await ImportAsync([Named(number, name)]);
            Assert.That((await FindAsync(name)).Select(person => (person.PhoneNumber, person.Name)), Is.EqualTo(new[] { (Phone(number), name) }), $"write {write}");
            Assert.That((await FindAsync($"+{Phone(number)}")).Select(person => person.Name), Is.EqualTo(new[] { name }), $"write {write}");
            Assert.That(await FindAsync($"First {number}"), Has.None.With.Property(nameof(Contact.PhoneNumber)).EqualTo(Phone(number)), $"write {write}");
        }

        await done.CancelAsync();
        await Task.WhenAll(keeper, others);
        var upkeep = await _storage.PokeAsync($"SELECT s.search_folds * (SELECT max(level) FROM search_runs AS r WHERE r.session_key = s.session_key) FROM sessions AS s WHERE session_id = '{_writing.Id.Text}'");
        Assert.That(upkeep[0], Is.GreaterThan(0), "folded and merged meanwhile");
    }

    private async Task KeepUpAsync(CancellationToken done)
    {
        while (!done.IsCancellationRequested)
        {
            await _index.KeepUpAsync(_writing.Id, CancellationToken.None);
        }
    }

    /// <summary>Others come and are renamed, so that there is always something to keep up.</summary>
    private async Task MoveAsync(CancellationToken done)
    {
        for (var batch = 0; !done.IsCancellationRequested; batch++)
        {
            await ImportAsync(Enumerable.Range(batch * 100, 100).Select(number => Named(1_000_000 + number, $"Other {batch}")));
            await ImportAsync(Enumerable.Range(0, 30).Select(number => Named(1_000_000 + number, $"Renamed {batch}")));
        }
    }

    private Task<IReadOnlyList<Contact>> FindAsync(string q) => _searching.ContactsAsync(Rows.Filter(q: q), take: 51);

    private Task<ImportReport> ImportAsync(IEnumerable<ContactLine> lines) => _writing.ImportAsync(lines.Select(new LineText(new Random(0)).Of));

    private static ContactLine Named(int number, string name) => new(new Person(Phone(number), Saved: name), DirectChat: true);

    private static string Phone(int number) => $"{6_281_000_000_000 + (number * 13L)}";
}
