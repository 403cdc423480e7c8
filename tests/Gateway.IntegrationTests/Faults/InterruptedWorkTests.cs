using Gateway.Domain.Access;
using Gateway.IntegrationTests.Postgres;
using Gateway.IntegrationTests.Process;

namespace Gateway.IntegrationTests.Faults;

/// <summary>What is interrupted happened in part, whole batches of it, or not at all; run again it ends as if nothing had been.</summary>
[TestFixtureSource(typeof(PostgresBinaries), nameof(PostgresBinaries.DefaultFixtures))]
[Parallelizable(ParallelScope.All)]
internal sealed class InterruptedWorkTests(PostgresVersion version)
{
    private const int Lines = 12_000;
    private const string DropAll = $"DROP OWNED BY {PostgresServer.User}";
    private const string MigrationWaits = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'gateway' AND wait_event_type = 'Lock'";
    private static readonly List<string> s_history = Observations.History(Lines, seed: 3);

    [Test]
    public async Task A_migration_killed_in_its_middle_leaves_nothing_and_can_be_run_again()
    {
        await using var place = await TroubledPlace.CreateAsync(version);
        await place.AdminAsync(DropAll);
        await using (await place.HoldAsync("CREATE TABLE contacts ()")) // whose creation has to wait for this one's end
        {
            var migration = place.StartCli("migrate");
            Assert.That(async () => (await place.AdminAsync(MigrationWaits))[0], Is.EqualTo(1L).After(60_000, 20));
            await migration.KillAsync();
        }

        Assert.That(async () => await TablesAsync(place), Is.Empty.After(60_000, 50));
        Assert.That((await place.StartCli("migrate").ExitAsync()).Done().Output, Does.Contain("0001"));
        Assert.That(await TablesAsync(place), Does.Contain("contacts"));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task An_import_whose_server_goes_away_fails_with_a_sentence_and_finishes_later(bool crashes)
    {
        await using var place = await TroubledPlace.CreateAsync(version);
        var (clean, broken) = (await place.AddSessionAsync(), await place.AddSessionAsync());
        var source = place.Write("history.ndjson", Observations.Bytes(s_history));
        (await ImportAsync(place, source, clean).ExitAsync()).Done();

        var import = place.StartCli("import", "ndjson", "-", "--session", broken);
        await import.Input.WriteAsync(Observations.Bytes(s_history.Take(Lines / 2)));
        await import.Input.FlushAsync();
        Assert.That(async () => (long)(await place.AdminAsync("SELECT sum(last_position)::bigint FROM sessions WHERE session_id = '" + broken + "'"))[0], Is.GreaterThan(0).After(60_000, 20));
        await (crashes ? place.Server.KillAsync() : place.Server.StopAsync());
        var end = await FinishAsync(import);
        Assert.That(end.ExitCode, Is.EqualTo(1), end.Error);
        Assert.That(end.ErrorLines[^1], Does.Match("^The (database|connection) .*[.]$"));
        Assert.That(end.Error, Does.Not.Contain("   at "));

        await place.Server.StartAsync();
        (await ImportAsync(place, source, broken).ExitAsync()).Done();
        var service = await place.ServeAsync();
        var key = await place.CreateKeyAsync(Permissions.Read);
        var expected = await service.EverybodyAsync(clean, key);
        Assert.That(expected, Has.Count.GreaterThan(1_000).And.Unique);
        Assert.That(await service.EverybodyAsync(broken, key), Is.EqualTo(expected));
    }

    private static async Task<Finished> FinishAsync(RunningProcess import)
    {
        try
        {
            await import.Input.WriteAsync(Observations.Bytes(s_history.Skip(Lines / 2)));
            import.Input.Close();
        }
        catch (IOException)
        {
            // It ended before it read all: its exit tells.
        }

        return await import.ExitAsync();
    }

    private static async Task<IReadOnlyList<object>> TablesAsync(TroubledPlace place) =>
        await place.AdminAsync("SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'");

    private static RunningProcess ImportAsync(TroubledPlace place, string source, string session) => place.StartCli("import", "ndjson", source, "--session", session);
}
