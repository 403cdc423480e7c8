using Gateway.IntegrationTests.Process;

namespace Gateway.IntegrationTests.Postgres;

/// <summary>No server outlives the tests, however they end.</summary>
[TestFixtureSource(typeof(PostgresBinaries), nameof(PostgresBinaries.NewestFixture))]
internal sealed class PostgresFolderTests(PostgresVersion version)
{
    [Test]
    public async Task Whatever_it_runs_dies_with_whoever_started_it()
    {
        using var folder = new PostgresFolder();
        await folder.InitializeAsync(version, "trust");
        await using var parent = RunningProcess.Start("sh", ["-c", "\"$@\" & wait", "sh", .. folder.Command("sleep", "600")], _ => { });
        Assert.That(() => ProcessTree.DescendantsOf(parent.Id), Is.Not.Empty.After(60_000, 10));
        var child = ProcessTree.DescendantsOf(parent.Id).Single();
        Assert.That(() => File.ReadAllText($"/proc/{child}/cmdline"), Does.StartWith("sleep").After(60_000, 10));

        await parent.KillAsync();
        Assert.That(() => ProcessTree.IsAlive(child), Is.False.After(60_000, 10));
    }
}
