using System.Globalization;
using Gateway.IntegrationTests.Import;
using Gateway.IntegrationTests.Import.Stores;

namespace Gateway.IntegrationTests.Process;

/// <summary>Imports and follows of a store that die half-way: finished once, they leave what one clean run leaves.</summary>
[Category(TestCategories.Long)]
[OverEveryDatabase]
[Parallelizable(ParallelScope.All)]
public sealed class BrokenStoreImportTests(TestedDatabase database)
{
    private const int People = 20_000;
    private static readonly int s_kills = Workplace.Kills(4);

    [TestCase]
    [TestCase("--follow", "1")]
    public async Task Killed_at_any_moment_and_run_to_the_end_it_leaves_what_one_clean_import_leaves(params string[] options)
    {
        await using var place = (await Workplace.CreateAsync(database)).WithUsualLogging();
        await using var store = await OtherStore.CreateAsync(new StoreCase("whatsmeow", "large", [("whatsmeow.db", WhatsmeowStores.Crowd(People))], []));
        var (clean, killed, key) = (await place.AddSessionAsync(), await place.AddSessionAsync(), await place.CreateKeyAsync());
        var service = place.ServeInProcess();
        string[] Import(string session) => ["import", "whatsmeow", store.Source, "--session", session, "--unseen", "dm"];
        (await place.CliAsync(Import(clean))).Done();
        var expected = await service.EverybodyAsync(clean, key);
        var seed = Environment.TickCount;
        var random = new Random(seed);
        await TestContext.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Seed {seed}"));

        var halfway = 0;
        for (var kill = 0; kill < s_kills; kill++)
        {
            var import = place.StartCli([.. Import(killed), .. options]);
            while (kill == 0 && (await service.PageAsync(killed, key)).People.Count == 0 && !import.HasExited)
            {
                await Task.Delay(random.Next(20)); // the first is killed after something was committed
            }

            await Task.Delay(random.Next(kill * 300));
            await import.KillAsync();
            var found = await service.EverybodyAsync(killed, key);
            Assert.That(found, Is.Unique);
            halfway += found.Count > 0 && found.Count < expected.Count ? 1 : 0;
        }

        (await place.CliAsync(Import(killed))).Done();
        Assert.That(halfway, Is.Positive);
        Assert.That(expected, Has.Count.EqualTo(People).And.Unique);
        Assert.That(await service.EverybodyAsync(killed, key), Is.EqualTo(expected));
    }
}
