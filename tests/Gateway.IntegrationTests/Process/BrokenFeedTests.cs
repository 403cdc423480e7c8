using System.Globalization;
using Gateway.Domain.Access;

namespace Gateway.IntegrationTests.Process;

/// <summary>Services that die while they are fed: what was committed stays, and sending everything again ends as one clean run.</summary>
[Category(TestCategories.Long)]
[OverEveryDatabase]
[Parallelizable(ParallelScope.All)]
public sealed class BrokenFeedTests(TestedDatabase database)
{
    private const int Lines = 20_000;
    private static readonly int s_kills = Workplace.Kills(3);
    private static readonly List<string> s_history = Observations.History(Lines, seed: 2027);

    [Test]
    public async Task Killed_at_any_moment_and_sent_again_it_leaves_what_one_clean_upload_leaves()
    {
        await using var place = (await Workplace.CreateAsync(database)).WithUsualLogging();
        var (clean, killed, reader, feeder) = (await place.AddSessionAsync(), await place.AddSessionAsync(), await place.CreateKeyAsync(), await place.CreateKeyAsync(Permissions.Ingest));
        var seed = Environment.TickCount;
        var random = new Random(seed);
        TestContext.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Seed {seed}"));
        for (var kill = 0; kill < s_kills; kill++)
        {
            await using var service = await place.ServeAsync();
            await KillWithinAsync(service, killed, reader, feeder, random);
        }

        var last = await place.ServeAsync();
        Assert.That(await last.EverybodyAsync(killed, reader), Is.Not.Empty.And.Unique);
        foreach (var session in new[] { clean, killed })
        {
            Assert.That((await last.FeedAsync(session, feeder, s_history)).Status, Is.EqualTo(200));
        }

        var expected = await last.EverybodyAsync(clean, reader);
        Assert.That(expected, Has.Count.GreaterThan(5000).And.Unique);
        Assert.That(await last.EverybodyAsync(killed, reader), Is.EqualTo(expected));
    }

    /// <summary>While the upload is still open: surely before its end, and after something was committed.</summary>
    private static async Task KillWithinAsync(RunningService service, string session, string reader, string feeder, Random random)
    {
        var never = new TaskCompletionSource();
        var feeding = service.FeedAsync(session, feeder, s_history.Take(random.Next(6000, Lines)), never.Task);
        while ((await service.PageAsync(session, reader, "limit=1")).People.Count == 0)
        {
            await Task.Delay(random.Next(50));
        }

        await Task.Delay(random.Next(300));
        Assert.That(feeding.IsCompleted, Is.False);
        await service.Process.KillAsync();
        never.SetResult();
        Assert.CatchAsync<HttpRequestException>(() => feeding);
    }
}
