using System.Net;
using Gateway.Domain.Access;
using Gateway.IntegrationTests.Postgres;
using Gateway.IntegrationTests.Process;

namespace Gateway.IntegrationTests.Faults;

/// <summary>Uploads over a database that fails, or is held up.</summary>
[TestFixtureSource(typeof(PostgresBinaries), nameof(PostgresBinaries.DefaultFixtures))]
[Parallelizable(ParallelScope.All)]
internal sealed class FeedTests(PostgresVersion version)
{
    private const int Feeders = 8;
    private const int Reads = 20;
    private static readonly List<string> s_history = Observations.History(12_000, seed: 4);

    [TestCase(false)]
    [TestCase(true)]
    public async Task Whose_server_goes_away_in_the_middle_is_unavailable_and_sent_again_ends_as_if_nothing_had_been(bool crashes)
    {
        await using var place = await TroubledPlace.CreateAsync(version);
        var (clean, broken) = (await place.AddSessionAsync(), await place.AddSessionAsync());
        var (feeder, reader) = (await place.CreateKeyAsync(Permissions.Ingest), await place.CreateKeyAsync(Permissions.Read));
        var service = await place.ServeAsync();

        var end = new TaskCompletionSource();
        var feeding = service.FeedAsync(broken, feeder, s_history, end.Task);
        Assert.That(async () => (await service.EverybodyAsync(broken, reader)).Count, Is.GreaterThan(0).After(60_000, 20));
        await (crashes ? place.Server.KillAsync() : place.Server.StopAsync());
        end.SetResult();
        (await feeding).MustBe(503, "unavailable");
        (await service.FeedAsync(broken, feeder, s_history)).MustBe(503, "unavailable");

        await place.Server.StartAsync();
        await Reply.UntilAPageAsync(() => place.AskAsync(service));
        Assert.That((await service.FeedAsync(broken, feeder, s_history)).Status, Is.EqualTo(200));
        Assert.That((await service.FeedAsync(clean, feeder, s_history)).Status, Is.EqualTo(200));
        var expected = await service.EverybodyAsync(clean, reader);
        Assert.That(expected, Has.Count.GreaterThan(1_000).And.Unique);
        Assert.That(await service.EverybodyAsync(broken, reader), Is.EqualTo(expected));
    }

    [Test]
    public async Task Of_one_session_take_turns_before_they_take_connections_from_reads()
    {
        await using var place = await TroubledPlace.CreateAsync(version, options: "Maximum Pool Size=4");
        var (session, feeder) = (await place.AddSessionAsync(), await place.CreateKeyAsync(Permissions.Ingest));
        var service = await place.ServeWellAsync();
        Task<Answer>[] feeding;
        await using (await place.HoldAsync($"SELECT FROM sessions WHERE session_id = '{session}' FOR UPDATE"))
        {
            feeding = [.. Enumerable.Range(1, Feeders).Select(number => service.FeedAsync(session, feeder, [Lines.Person(number)]))];
            await place.UntilWaitingAsync();
            await Task.Delay(TimeSpan.FromSeconds(1)); // so that all have come, and who would wait for a connection has given up
            var replies = new List<Reply>();
            for (var i = 0; i < Reads; i++)
            {
                replies.Add(await place.AskAsync(service));
            }

            // On a slow machine a page may take too long; without a free connection, none would come.
            Assert.That(replies.Count(reply => reply.Status == HttpStatusCode.OK), Is.GreaterThan(Reads / 2));
        }

        // On a slow machine the lock outlasts what a statement may take: then an upload is unavailable, and can be sent again.
        Assert.That((await Task.WhenAll(feeding)).Select(answer => answer.Status), Is.All.AnyOf(200, 503));
        Assert.That((await service.FeedAsync(session, feeder, [Lines.Person(1)])).Status, Is.EqualTo(200));
    }
}
