using System.Diagnostics;
using System.Globalization;
using Gateway.IntegrationTests.Oracle;

namespace Gateway.IntegrationTests.Http.Feeding;

/// <summary>Eight feeders at once tell of the same people. Many more lines each: <c>GATEWAY_WRITERS_LINES=100000</c>.</summary>
[OverEveryDatabase]
public sealed class EightFeedersTests(TestedDatabase database)
{
    private const int Feeders = 8;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(500);
    private static readonly int s_lines = int.Parse(Environment.GetEnvironmentVariable("GATEWAY_WRITERS_LINES") ?? "3000", CultureInfo.InvariantCulture);

    [Test]
    public async Task Together_they_make_the_same_people_as_one()
    {
        await using var application = new GatewayApplication(database);
        var (many, one) = (await Feeder.NewAsync(application), await Feeder.NewAsync(application));
        var throng = new Throng("62", s_lines / 2, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() * 1000);

        var time = Stopwatch.StartNew();
        var reports = await Task.WhenAll(Enumerable.Range(0, Feeders).Select(source => Task.Run(() => FeedAsync(many, LinesOf(throng, source)))));
        await TestContext.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{Feeders} x {s_lines} lines in {time.Elapsed.TotalSeconds:0.0} s"));
        await FeedAsync(one, Enumerable.Range(0, Feeders).SelectMany(source => LinesOf(throng, source)));

        Assert.That(reports, Is.All.EqualTo($$"""{"total":{{s_lines}},"applied":{{s_lines}},"ignored":0,"rejected":0}"""));
        var (people, expected) = (await EverybodyAsync(many.Tenant), await EverybodyAsync(one.Tenant));
        Assert.That(people, Has.Count.GreaterThan(s_lines / 4).And.Unique);
        Assert.That(people.Order(StringComparer.Ordinal).SequenceEqual(expected.Order(StringComparer.Ordinal)), "order aside");
    }

    private static IEnumerable<string> LinesOf(Throng throng, int source) => throng.Of(source, s_lines).Select(new LineText(new Random(0)).Of);

    /// <summary>
    /// Sends everything again after 503, as feeders should: on a busy machine, connecting to the database for all of them can take longer
    /// than an upload waits.
    /// </summary>
    private static async Task<string> FeedAsync(Feeder feeder, IEnumerable<string> lines)
    {
        var all = lines.ToList();
        for (var patience = Stopwatch.StartNew(); ; await Task.Delay(s_pause))
        {
            var answer = await feeder.StreamAsync(async stream =>
            {
                foreach (var some in all.Chunk(500))
                {
                    await stream.WriteAsync(Process.Observations.Bytes(some));
                }
            });
            if (answer.Status != 503 || patience.Elapsed > s_patience)
            {
                Assert.That(answer.Status, Is.EqualTo(200), answer.Text);
                return answer.Json.GetProperty("lines").ToString();
            }
        }
    }

    private static async Task<List<string>> EverybodyAsync(Tenant tenant) =>
        [.. (await tenant.WalkAsync("limit=200")).SelectMany(page => page.Json.GetProperty("data").EnumerateArray().Select(person => person.ToString()))];
}
