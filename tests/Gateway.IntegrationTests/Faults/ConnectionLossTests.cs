using Gateway.IntegrationTests.Postgres;
using Gateway.IntegrationTests.Process;

namespace Gateway.IntegrationTests.Faults;

/// <summary>What was lost with a connection is done again on another, before the first byte of the answer: nobody notices.</summary>
[Category(TestCategories.Waiting)]
[TestFixtureSource(typeof(PostgresBinaries), nameof(PostgresBinaries.DefaultFixtures))]
[Parallelizable(ParallelScope.All)]
internal sealed class ConnectionLossTests(PostgresVersion version)
{
    private const int PreparedAfter = 8;
    private const string Kill = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'gateway'";

    [Test]
    public async Task Idle_connections_that_are_killed_go_unnoticed()
    {
        await using var place = await TroubledPlace.CreateAsync(version);
        var service = await place.ServeWellAsync();
        for (var i = 0; i < 3; i++)
        {
            await place.UntilUnnoticedAsync(service, async () =>
            {
                await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => place.AskAsync(service))); // more than one to be killed
                Assert.That(await place.AdminAsync(Kill), Is.Not.Empty);
                return await place.AskAsync(service);
            });
        }
    }

    [Test]
    public async Task A_restart_between_two_requests_goes_unnoticed()
    {
        await using var place = await TroubledPlace.CreateAsync(version);
        var service = await place.ServeWellAsync();
        await place.UntilUnnoticedAsync(service, async () =>
        {
            await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => place.AskAsync(service)));
            service.Process.Send(Signal.Stop); // its background work would find the server out of reach, and say so to requests
            await place.Server.StopAsync();
            await place.Server.StartAsync();
            service.Process.Send(Signal.Continue);
            return await place.AskAsync(service);
        });
    }

    [Test]
    public async Task A_connection_killed_in_the_middle_of_a_statement_goes_unnoticed()
    {
        await using var place = await TroubledPlace.CreateAsync(version);
        var service = await place.ServeWellAsync();
        await place.UntilUnnoticedAsync(service, async () =>
        {
            Task<Reply> asked;
            await using (await place.LockAsync("contacts"))
            {
                asked = place.AskAsync(service);
                await place.UntilWaitingAsync();
                await place.AdminAsync(Kill);
            }

            return await asked;
        });
    }

    [Test]
    public async Task It_is_tried_again_once_and_not_for_ever()
    {
        await using var place = await TroubledPlace.CreateAsync(version);
        var service = await place.ServeWellAsync();
        await using var held = await place.LockAsync("contacts");
        var asked = place.AskAsync(service);
        for (var i = 0; i < 2; i++)
        {
            await place.UntilWaitingAsync();
            await place.AdminAsync(Kill);
        }

        (await asked).MustBeUnavailable();
    }

    [Test]
    public async Task A_schema_that_changes_under_prepared_statements_goes_unnoticed()
    {
        await using var place = await TroubledPlace.CreateAsync(version, "Maximum Pool Size=1");
        var service = await place.ServeWellAsync();
        for (var i = 0; i < PreparedAfter; i++)
        {
            await Reply.UntilAPageAsync(() => place.AskAsync(service));
        }

        await place.AdminAsync("ALTER TABLE contacts ALTER COLUMN name TYPE varchar(300)");
        (await place.AskAsync(service)).MustBeAPage();
        Assert.That(place.Server.Log, Does.Contain("cached plan must not change result type"));
    }
}
