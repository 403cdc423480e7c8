using System.Diagnostics;
using Gateway.IntegrationTests.Postgres;

namespace Gateway.IntegrationTests.Faults;

/// <summary>Nobody waits for long: not for a server that froze, a statement that takes its time, or a free connection.</summary>
[Category(TestCategories.Waiting)]
[TestFixtureSource(typeof(PostgresBinaries), nameof(PostgresBinaries.DefaultFixtures))]
[Parallelizable(ParallelScope.All)]
internal sealed class TimeLimitTests(PostgresVersion version)
{
    private const int Attempts = 10;
    private const string KnownToBeOut = "out of reach a moment ago";
    private const string ActiveStatements = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'gateway' AND state <> 'idle'";

    [Test]
    public async Task A_frozen_server_is_unavailable_and_once_that_is_known_at_once()
    {
        await using var place = await TroubledPlace.CreateAsync(version);
        var service = await place.ServeWellAsync();
        place.Server.Freeze();
        for (var patience = Stopwatch.StartNew(); !service.Process.Error.Contains(KnownToBeOut, StringComparison.Ordinal);)
        {
            Assert.That(patience.Elapsed, Is.LessThan(Reply.Hang), "Each request finds out by itself.");

            // At once: the server counts as out of reach for half a second, in which a slow machine sends no second request.
            Array.ForEach(await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => place.AskAsync(service))), reply => reply.MustBeUnavailable());
        }

        place.Server.Thaw();
        await Reply.UntilAPageAsync(() => place.AskAsync(service));
    }

    [Test]
    public async Task A_statement_over_its_time_is_cancelled_by_the_server_and_others_are_served()
    {
        await using var place = await TroubledPlace.CreateAsync(version);
        var service = await place.ServeWellAsync();
        await using (await place.LockAsync("contacts"))
        {
            var late = (await place.AskAsync(service)).MustBeUnavailable();
            await TestContext.Out.WriteLineAsync($"{late.Elapsed.TotalMilliseconds:0} ms");
            Assert.That(place.Server.Log, Does.Contain("canceling statement due to statement timeout"));
            Assert.That(async () => await service.StatusOfAsync("/readyz"), Is.EqualTo(System.Net.HttpStatusCode.OK).After((int)Reply.Hang.TotalMilliseconds, 50));
        }

        await Reply.UntilAPageAsync(() => place.AskAsync(service));
        Assert.That(service.Process.Error, Does.Not.Contain(KnownToBeOut));
    }

    [Test]
    public async Task Without_a_free_connection_it_is_unavailable_soon_and_not_tried_again()
    {
        await using var place = await TroubledPlace.CreateAsync(version, "Maximum Pool Size=2");
        var service = await place.ServeWellAsync();
        var refusedInTime = false;
        for (var attempt = 0; attempt < Attempts && !refusedInTime; attempt++)
        {
            await Reply.UntilAPageAsync(() => place.AskAsync(service));
            var before = RefusalsOf(service);
            Task<Reply>[] holders;
            await using (await place.LockAsync("contacts"))
            {
                holders = [place.AskAsync(service), place.AskAsync(service)];
                await place.UntilWaitingAsync(2);
                (await place.AskAsync(service)).MustBeUnavailable();
                refusedInTime = holders.All(holder => !holder.IsCompleted); // else the machine was slow, and their time was over first
            }

            var replies = await Task.WhenAll(holders);
            if (refusedInTime)
            {
                Assert.That(RefusalsOf(service), Is.EqualTo(before + 1));
                Array.ForEach(replies, reply => reply.MustBeAPage());
            }
        }

        Assert.That(refusedInTime, "A request without a connection waits as long as those that have one.");
    }

    [Test]
    public async Task A_client_that_goes_away_takes_its_statement_along_and_that_is_no_error()
    {
        await using var place = await TroubledPlace.CreateAsync(version);
        var service = await place.ServeWellAsync();
        await using (await place.LockAsync("contacts"))
        {
            using var client = new HttpClient { BaseAddress = service.Url };
            client.DefaultRequestHeaders.Authorization = new("Bearer", place.Key);
            using var gone = new CancellationTokenSource();
            var asked = client.GetAsync(new Uri($"/api/v1/sessions/{place.Session}/contacts", UriKind.Relative), gone.Token);
            await place.UntilWaitingAsync();
            await gone.CancelAsync();
            Assert.CatchAsync<OperationCanceledException>(() => asked);
            Assert.That(async () => (await place.AdminAsync(ActiveStatements))[0], Is.EqualTo(0L).After(60_000, 20));
            Assert.That(place.Server.Log, Does.Contain("canceling statement due to user request"));
        }

        (await place.AskAsync(service)).MustBeAPage();
        Assert.That(service.Process.Error, Does.Not.Contain("\"Error\"").And.Not.Contain("\"Fatal\""));
    }

    /// <summary>How many requests got no connection. Background work may find none free, too, and say so.</summary>
    private static int RefusalsOf(Process.RunningService service) => service.Process.Error.Split('\n').Count(line =>
        line.Contains("ExceptionAnswers", StringComparison.Ordinal) && line.Contains("No connection to the database was free in time", StringComparison.Ordinal));
}
