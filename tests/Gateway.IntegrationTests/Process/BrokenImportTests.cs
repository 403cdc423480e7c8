using System.Globalization;

namespace Gateway.IntegrationTests.Process;

/// <summary>Imports that die half-way: what was committed stays, and running them again ends as one clean run.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class BrokenImportTests
{
    private const int Lines = 20_000;
    private const string LargestFileKibibytes = "1024";
    private const int Kills = 5;
    private static readonly List<string> s_history = Observations.History(Lines, seed: 2026);

    [Test]
    public async Task Killed_at_any_moment_and_run_to_the_end_it_leaves_what_one_clean_import_leaves()
    {
        await using var place = new Workplace();
        var (clean, killed, key) = (await place.AddSessionAsync(), await place.AddSessionAsync(), await place.CreateKeyAsync());
        var service = await place.ServeAsync();
        var source = place.Write("history.ndjson", Observations.Bytes(s_history));
        (await place.CliAsync("import", "ndjson", source, "--session", clean)).Done();
        var expected = await service.EverybodyAsync(clean, key);
        var seed = Environment.TickCount;
        var random = new Random(seed);
        TestContext.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Seed {seed}"));

        for (var kill = 0; kill < Kills; kill++)
        {
            await KillWithinAsync(place, killed, random);
            Assert.That(await service.EverybodyAsync(killed, key), Has.Count.GreaterThan(0).And.Count.LessThan(expected.Count).And.Unique);
        }

        (await place.CliAsync("import", "ndjson", source, "--session", killed)).Done();
        Assert.That(expected, Has.Count.GreaterThan(5000).And.Unique);
        Assert.That(await service.EverybodyAsync(killed, key), Is.EqualTo(expected));
    }

    [Test]
    public async Task On_a_full_disk_it_fails_with_a_sentence_what_was_committed_is_served_and_later_it_finishes()
    {
        await using var place = new Workplace();
        var (clean, broken, key) = (await place.AddSessionAsync(), await place.AddSessionAsync(), await place.CreateKeyAsync());
        var source = place.Write("history.ndjson", Observations.Bytes(s_history));

        var end = await ImportWithLittleSpaceAsync(place, source, broken);
        Assert.That(end.ExitCode, Is.EqualTo(1), end.Error);
        Assert.That(end.ErrorLines[^1], Does.Match("^The embedded database .*[.]$"));
        Assert.That(end.Error, Does.Not.Contain("   at "));
        Assert.That(end.Output, Is.Empty);

        var service = await place.ServeAsync();
        var committed = await service.EverybodyAsync(broken, key);
        (await place.CliAsync("import", "ndjson", source, "--session", clean)).Done();
        var expected = await service.EverybodyAsync(clean, key);
        Assert.That(committed, Has.Count.GreaterThan(0).And.Count.LessThan(expected.Count).And.Unique);

        (await place.CliAsync("import", "ndjson", source, "--session", broken)).Done();
        Assert.That(await service.EverybodyAsync(broken, key), Is.EqualTo(expected));
    }

    /// <summary>Kills while the pipe it reads is still open: surely before the end.</summary>
    private static async Task KillWithinAsync(Workplace place, string session, Random random)
    {
        var import = place.StartCli("import", "ndjson", "-", "--session", session);
        await import.Input.WriteAsync(Observations.Bytes(s_history.Take(random.Next(6000, 15_000))));
        await import.Input.FlushAsync();
        await Task.Delay(random.Next(200));
        Assert.That(import.HasExited, Is.False);
        await import.KillAsync();
    }

    /// <summary>No file may grow larger: to the database this is a disk that refuses to write. Needs no privilege.</summary>
    private static Task<Finished> ImportWithLittleSpaceAsync(Workplace place, string source, string session)
    {
        // The runtime's own double mapping of code is such a file, too.
        place.With("DOTNET_EnableWriteXorExecute", "0");
        var import = place.Start(
            "bash",
            "-c",
            $"ulimit -f {LargestFileKibibytes}; trap '' XFSZ; exec dotnet \"$@\"",
            "bash",
            Workplace.Built("Gateway.Cli.dll"),
            "import",
            "ndjson",
            source,
            "--session",
            session);
        return import.ExitAsync();
    }
}
