using System.Globalization;
using System.Text;
using Gateway.Domain.Access;
using Gateway.IntegrationTests.Http.Feeding;

namespace Gateway.IntegrationTests.Process;

/// <summary>An upload takes no more memory the longer it is. A million lines: <c>GATEWAY_FEED_LINES=1000000</c>.</summary>
[OverEveryDatabase]
[Category(TestCategories.Memory)]
[NonParallelizable]
public sealed class FeedMemoryTests(TestedDatabase database)
{
    private const long MostGrowth = 50L << 20;
    private const int People = 4_000;
    private const int LineCharacters = 500;
    private static readonly int s_lines = int.Parse(Environment.GetEnvironmentVariable("GATEWAY_FEED_LINES") ?? "200000", CultureInfo.InvariantCulture);

    [Test]
    public async Task A_long_upload_takes_no_more_memory_than_a_short_one()
    {
        await using var place = (await Workplace.CreateAsync(database)).WithUsualLogging();
        var (session, feeder) = (await place.AddSessionAsync(), await place.CreateKeyAsync(Permissions.Ingest));
        var service = await place.ServeAsync();
        await FeedAsync(service, session, feeder, s_lines / 2, () => Task.CompletedTask);
        var (before, most) = (Resident(service), 0L);
        await FeedAsync(service, session, feeder, s_lines, () =>
        {
            most = Math.Max(most, Resident(service));
            return Task.CompletedTask;
        });
        await TestContext.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{s_lines} lines: {before >> 20} MiB, then {most >> 20} MiB at most"));
        Assert.That(most - before, Is.LessThan(MostGrowth));
    }

    private static async Task FeedAsync(RunningService service, string session, string key, int lines, Func<Task> look)
    {
        using var http = new HttpClient { BaseAddress = service.Url, Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.Authorization = new("Bearer", key);
        var answer = await http.SendAsync(Feeder.PathOf(session), Feeder.Content(new WrittenContent(async stream =>
        {
            for (var first = 0; first < lines; first += People)
            {
                await stream.WriteAsync(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, People).Select(number => Line(first, number) + "\n"))));
                await look();
            }
        })));
        Assert.That(answer.Json.GetProperty("lines").GetProperty("applied").GetInt64(), Is.EqualTo(lines));
    }

    /// <summary>The same people over and over; every tenth is renamed. So long that all of them together would show.</summary>
    private static string Line(int round, int number) => Observations.Chat(
        string.Create(CultureInfo.InvariantCulture, $"{628_120_000_000 + number}"), string.Create(CultureInfo.InvariantCulture, $"Nomen {(number % 10 == 0 ? round : 0)}")).PadRight(LineCharacters);

    private static long Resident(RunningService service)
    {
        var line = File.ReadLines($"/proc/{service.Process.Id}/status").Single(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) << 10;
    }
}
