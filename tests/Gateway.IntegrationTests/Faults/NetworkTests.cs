using Gateway.IntegrationTests.Postgres;

namespace Gateway.IntegrationTests.Faults;

/// <summary>The way to the server is slow, blocked or broken: nobody waits beyond a request's time, and all heals by itself.</summary>
[Category(TestCategories.Waiting)]
[TestFixtureSource(typeof(PostgresBinaries), nameof(PostgresBinaries.DefaultFixtures))]
[Parallelizable(ParallelScope.All)]
internal sealed class NetworkTests(PostgresVersion version)
{
    [Test]
    public async Task Slow_it_is_still_used()
    {
        await using var place = await TroubledPlace.CreateAsync(version);
        var service = await place.ServeWellAsync();
        place.Network.Delay(TimeSpan.FromMilliseconds(250));
        await place.UntilUnnoticedAsync(service, () => place.AskAsync(service));
    }

    [Test]
    public async Task Far_too_slow_it_is_out_of_reach()
    {
        await using var place = await TroubledPlace.CreateAsync(version);
        var service = await place.ServeWellAsync();
        place.Network.Delay(TimeSpan.FromSeconds(30));
        await MustBeUnavailableUntilItPassesAsync(place, service);
    }

    [Test]
    public async Task Blocked_it_is_out_of_reach([Values] bool isFirstRequest)
    {
        await using var place = await TroubledPlace.CreateAsync(version);
        var service = await (isFirstRequest ? place.ServeAsync() : place.ServeWellAsync());

        place.Network.Stall();
        await MustBeUnavailableUntilItPassesAsync(place, service);
    }

    [Test]
    public async Task Cut_it_is_out_of_reach()
    {
        await using var place = await TroubledPlace.CreateAsync(version);
        var service = await place.ServeWellAsync();
        place.Network.Cut();
        await MustBeUnavailableUntilItPassesAsync(place, service);
    }

    [TestCase(Towards.Client)]
    [TestCase(Towards.Server)]
    public async Task Half_closed_it_goes_unnoticed(Towards end)
    {
        await using var place = await TroubledPlace.CreateAsync(version);
        var service = await place.ServeWellAsync();
        var before = place.Network.Accepted;
        place.Network.HalfClose(end);
        await place.UntilUnnoticedAsync(service, () => place.AskAsync(service));
        Assert.That(place.Network.Accepted, Is.GreaterThan(before));
    }

    private static async Task MustBeUnavailableUntilItPassesAsync(TroubledPlace place, Process.RunningService service)
    {
        (await place.AskAsync(service)).MustBeUnavailable();
        (await Reply.ToAsync(service, "/readyz")).MustBeUnavailable();
        Assert.That(await service.StatusOfAsync("/livez"), Is.EqualTo(System.Net.HttpStatusCode.OK));
        place.Network.Pass();
        await Reply.UntilAPageAsync(() => place.AskAsync(service));
    }
}
