namespace Gateway.IntegrationTests.Process;

/// <summary>The embedded database's disk is full.</summary>
[Category(TestCategories.Long)]
[Parallelizable(ParallelScope.All)]
public sealed class FullDiskTests
{
    private const int Lines = 20_000;
    private const string LargestFileKibibytes = "1024";
    private static readonly List<string> s_history = Observations.History(Lines, seed: 2026);

    [Test]
    public async Task An_import_fails_with_a_sentence_what_was_committed_is_served_and_later_it_finishes()
    {
        await using var place = new Workplace().WithUsualLogging();
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
