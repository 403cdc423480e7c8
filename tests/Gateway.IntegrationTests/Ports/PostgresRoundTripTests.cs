using System.Diagnostics;
using Gateway.Domain.Ingest;
using Gateway.Domain.Whatsapp;
using Gateway.IntegrationTests.Postgres;

namespace Gateway.IntegrationTests.Ports;

/// <summary>A batch takes as many round trips as its statement groups, a page takes one; whatever their sizes.</summary>
[TestFixtureSource(typeof(PostgresBinaries), nameof(PostgresBinaries.NewestFixture))]
internal sealed class PostgresRoundTripTests(PostgresVersion version)
{
    private readonly PostgresTestDatabase _storage = new(version);
    private TestSession _session = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        var services = await _storage.StartMigratedAsync();
        _session = await TestSession.CreateAsync(services);
    }

    [OneTimeTearDown]
    public ValueTask StopAsync() => _storage.DisposeAsync();

    [TestCase(1, 0)]
    [TestCase(10, 0)]
    [TestCase(700, 2)]
    public async Task A_batch_takes_four_and_its_commit_and_many_new_rows_are_copied(int lines, int copiedTables)
    {
        var batch = Enumerable.Range(0, lines).SelectMany(number => Lines(number)).ToList();
        Assert.That(await CountAsync(() => _session.ApplyAsync(Footprint.Of(batch), state => Reducer.Reduce(state, batch, _storage.Clock.Microseconds))), Is.EqualTo(4 + copiedTables));
        Assert.That(await CountAsync(() => _session.ApplyAsync(Footprint.Of(batch), state => Reducer.Reduce(state, batch, _storage.Clock.Microseconds))), Is.EqualTo(4));
    }

    [TestCase(1)]
    [TestCase(201)]
    public async Task A_page_takes_one(int take)
    {
        await _session.WriteAsync([.. Enumerable.Range(1, 300).Select(position => Rows.Contact(position))]);
        Assert.That(await CountAsync(() => _session.ListAsync(take: take)), Is.EqualTo(1));
    }

    private static IEnumerable<Observation> Lines(int number)
    {
        var (phone, lid) = (Identifier.FromText($"{62_000_000_000 + number}"), Identifier.FromText($"{number + 1}@lid"));
        yield return new ContactObservation(new PersonObservation(phone, null, PushName: $"{number}x"), true, null);
        yield return new MappingObservation(lid, phone, null);
    }

    /// <summary>Npgsql traces each but commits as it happens; of this test alone, by the activity around it.</summary>
    private static async Task<int> CountAsync(Func<Task> work)
    {
        using var source = new ActivitySource(nameof(PostgresRoundTripTests));
        var trips = 0;
        using var listener = new ActivityListener
        {
            ShouldListenTo = activities => activities.Name == "Npgsql" || activities == source,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
        };
        ActivitySource.AddActivityListener(listener);
        using var around = source.StartActivity("around")!;
        listener.ActivityStopped = activity => trips += activity.Source.Name == "Npgsql" && activity.TraceId == around.TraceId ? 1 : 0;
        await work();
        return trips;
    }
}
