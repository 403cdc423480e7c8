namespace Gateway.IntegrationTests.Process;

[OverEveryDatabase]
[Parallelizable(ParallelScope.All)]
public sealed class CliMigrateTests(TestedDatabase database)
{
    [Test]
    public async Task Tells_what_it_did_and_then_that_there_is_nothing_to_do()
    {
        await using var place = await Workplace.CreateAsync(database, isMigrated: false);

        var first = (await place.CliAsync("migrate")).Done();
        var second = (await place.CliAsync("migrate")).Done();

        Assert.That(first.OutputLines, Is.Not.Empty.And.All.Match("^Applied migration 0.*[.]sql[.]$"));
        Assert.That(second.OutputLines, Is.EqualTo(new[] { "Everything is up to date." }));
        if (database == TestedDatabase.Sqlite)
        {
            OwnersAlone.Assert(place.Data);
        }
    }

    [Test]
    public async Task Tells_scripts_the_same_in_JSON()
    {
        await using var place = await Workplace.CreateAsync(database, isMigrated: false);

        var first = (await place.CliAsync("migrate", "--json")).Done().Json;
        var second = (await place.CliAsync("--json", "migrate")).Done();

        Assert.That(first["done"]!.AsArray(), Is.Not.Empty);
        Assert.That(second.Output, Is.EqualTo("{\"done\":[]}" + Environment.NewLine));
    }

    [Test]
    public async Task Several_at_once_agree()
    {
        await using var place = await Workplace.CreateAsync(database, isMigrated: false);

        var ends = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => place.CliProcessAsync("migrate")));

        Assert.That(ends.Select(end => end.Error + end.ExitCode), Is.All.EqualTo("0"));
        var applied = ends.SelectMany(end => end.Output.Split('\n')).Where(line => line.StartsWith("Applied", StringComparison.Ordinal)).ToList();
        Assert.That(applied, Is.Unique.And.Not.Empty, "each by whoever came first");
    }
}
