using System.Globalization;

namespace Gateway.IntegrationTests.Process;

/// <summary>Imports that die half-way: what was committed stays, and running them again ends as one clean run.</summary>
[Category(TestCategories.Long)]
[OverEveryDatabase]
[Parallelizable(ParallelScope.All)]
public sealed class BrokenImportTests(TestedDatabase database)
{
    private const int Lines = 20_000;
    private static readonly int s_kills = Workplace.Kills(5);
    private static readonly List<string> s_history = Observations.History(Lines, seed: 2026);

    [Test]
    public async Task Killed_at_any_moment_and_run_to_the_end_it_leaves_what_one_clean_import_leaves()
    {
        await using var place = (await Workplace.CreateAsync(database)).WithUsualLogging();
        var (clean, killed, key) = (await place.AddSessionAsync(), await place.AddSessionAsync(), await place.CreateKeyAsync());
        var service = place.ServeInProcess();
        var source = place.Write("history.ndjson", Observations.Bytes(s_history));
        (await place.CliAsync("import", "ndjson", source, "--session", clean)).Done();
        var expected = await service.EverybodyAsync(clean, key);
        var seed = Environment.TickCount;
        var random = new Random(seed);
        TestContext.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Seed {seed}"));

        for (var kill = 0; kill < s_kills; kill++)
        {
            await KillWithinAsync(place, killed, random, async () => (await service.PageAsync(killed, key, "limit=1")).People.Count > 0);
            Assert.That(await service.EverybodyAsync(killed, key), Has.Count.GreaterThan(0).And.Count.LessThan(expected.Count).And.Unique);
        }

        (await place.CliAsync("import", "ndjson", source, "--session", killed)).Done();
        Assert.That(expected, Has.Count.GreaterThan(5000).And.Unique);
        Assert.That(await service.EverybodyAsync(killed, key), Is.EqualTo(expected));
    }

    /// <summary>Kills while the pipe it reads is still open: surely before the end, and the first time only after something was committed.</summary>
    private static async Task KillWithinAsync(Workplace place, string session, Random random, Func<Task<bool>> hasCommittedAsync)
    {
        var import = place.StartCli("import", "ndjson", "-", "--session", session);
        await import.Input.WriteAsync(Observations.Bytes(s_history.Take(random.Next(6000, 15_000))));
        await import.Input.FlushAsync();
        while (!await hasCommittedAsync() && !import.HasExited)
        {
            await Task.Delay(random.Next(50));
        }

        await Task.Delay(random.Next(200));
        Assert.That(import.HasExited, Is.False);
        await import.KillAsync();
    }
}
