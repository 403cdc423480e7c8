using System.Diagnostics;
using System.Net;
using Gateway.IntegrationTests.Postgres;
using Gateway.IntegrationTests.Process;

namespace Gateway.IntegrationTests.Faults;

/// <summary>The server is not there, or refuses: the program says so, and heals by itself.</summary>
[Category(TestCategories.Waiting)]
[TestFixtureSource(typeof(PostgresBinaries), nameof(PostgresBinaries.DefaultFixtures))]
[Parallelizable(ParallelScope.All)]
internal sealed class OutageTests(PostgresVersion version)
{
    /// <summary>Not those that a page is read from.</summary>
    private static readonly string[] s_tables = ["groups", "memberships", "own_identifiers", "identifiers"];

    [Test]
    public async Task Out_of_reach_at_the_start_the_program_starts_and_is_ready_once_the_server_is()
    {
        await using var place = await TroubledPlace.CreateAsync(version);
        await place.Server.StopAsync();
        var service = await place.ServeAsync();
        await MustBeUnavailableAsync(place, service);
        await place.Server.StartAsync();
        await Reply.UntilAPageAsync(() => place.AskAsync(service));
        Assert.That(async () => await service.StatusOfAsync("/readyz"), Is.EqualTo(HttpStatusCode.OK).After((int)Reply.Hang.TotalMilliseconds, 50));
    }

    [Test]
    public async Task Told_to_migrate_at_the_start_it_does_once_the_server_is_there()
    {
        await using var place = (await TroubledPlace.CreateAsync(version)).With("Gateway__Database__MigrateOnStart", "true");
        await place.AdminAsync("DELETE FROM search_text_version");
        await place.Server.StopAsync();
        var service = await place.ServeAsync();
        await MustBeUnavailableAsync(place, service);
        await place.Server.StartAsync();
        await Reply.UntilAPageAsync(() => place.AskAsync(service));
        Assert.That(async () => (await place.AdminAsync("SELECT version FROM search_text_version")).Count, Is.EqualTo(1).After(60_000, 50));
    }

    [Test]
    public async Task A_schema_that_does_not_fit_ends_the_program_with_an_error_also_when_the_server_comes_later()
    {
        await using var place = (await TroubledPlace.CreateAsync(version)).With("Gateway__Database__MigrateOnStart", "true");
        await place.AdminAsync("INSERT INTO migrations (number, name) VALUES (99, '0099-later.sql')");
        await place.Server.StopAsync();
        var process = place.StartApi();
        await process.ErrorLineAsync(line => line.Contains("The schema cannot be brought up to date yet", StringComparison.Ordinal));
        await place.Server.StartAsync();
        Assert.That((await process.ExitAsync()).ExitCode, Is.EqualTo(1));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Stopped_or_crashed_and_back_it_is_well_again_without_a_restart(bool crashes)
    {
        await using var place = await TroubledPlace.CreateAsync(version);
        var service = await place.ServeWellAsync();
        await (crashes ? place.Server.KillAsync() : place.Server.StopAsync());
        await MustBeUnavailableAsync(place, service);
        await place.Server.StartAsync();
        await Reply.UntilAPageAsync(() => place.AskAsync(service));
    }

    [Test]
    public async Task Too_many_connections_are_an_alarm()
    {
        await using var place = await TroubledPlace.CreateAsync(version, settings: ["max_connections=8", "superuser_reserved_connections=4"]);
        var others = new List<IAsyncDisposable>();
        foreach (var table in s_tables)
        {
            others.Add(await place.LockAsync(table)); // a connection each
        }

        var service = await place.ServeAsync();
        await MustBeAnAlarmAsync(place, service, "53300");
        foreach (var other in others)
        {
            await other.DisposeAsync();
        }

        await Reply.UntilAPageAsync(() => place.AskAsync(service));
    }

    [Test]
    public async Task A_changed_password_is_an_alarm()
    {
        await using var place = await TroubledPlace.CreateAsync(version, authentication: "scram-sha-256");
        var service = await place.ServeWellAsync();
        await place.AdminAsync($"ALTER ROLE {PostgresServer.User} PASSWORD 'another'; SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'gateway'");
        await MustBeAnAlarmAsync(place, service, "28P01");
    }

    /// <summary>The table of keys stands in: whatever a statement needs on the disk, the server tells it so.</summary>
    [Test]
    public async Task A_full_disk_is_an_alarm()
    {
        await using var place = await TroubledPlace.CreateAsync(version);
        await place.AdminAsync("""
            CREATE FUNCTION no_space() RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN RAISE disk_full; END $$;
            ALTER TABLE api_keys RENAME TO kept_keys;
            CREATE VIEW api_keys AS SELECT * FROM kept_keys WHERE no_space();
            GRANT SELECT ON api_keys TO PUBLIC;
            """);
        var service = await place.ServeAsync();
        await MustBeAnAlarmAsync(place, service, "53100");
        await place.AdminAsync("CREATE OR REPLACE FUNCTION no_space() RETURNS boolean LANGUAGE sql AS 'SELECT true'");
        await Reply.UntilAPageAsync(() => place.AskAsync(service));
    }

    private static async Task MustBeUnavailableAsync(TroubledPlace place, RunningService service)
    {
        (await place.AskAsync(service)).MustBeUnavailable();
        (await Reply.ToAsync(service, "/readyz")).MustBeUnavailable();
        Assert.That(await service.StatusOfAsync("/livez"), Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await service.StatusOfAsync("/unknown"), Is.EqualTo(HttpStatusCode.NotFound));
    }

    /// <summary>A busy machine may fail by another cause first.</summary>
    private static async Task MustBeAnAlarmAsync(TroubledPlace place, RunningService service, string cause)
    {
        string? alarm = null;
        for (var patience = Stopwatch.StartNew(); alarm is null && patience.Elapsed < Reply.Hang; alarm = service.Process.Error.Split('\n').SkipLast(1).FirstOrDefault(line => IsAlarm(line, cause)))
        {
            (await place.AskAsync(service)).MustBeUnavailable();
        }

        Assert.That(alarm, Does.Contain("ExceptionAnswers"));
    }

    private static bool IsAlarm(string line, string cause) => line.Contains(cause, StringComparison.Ordinal) && line.Contains("\"Fatal\"", StringComparison.Ordinal);
}
