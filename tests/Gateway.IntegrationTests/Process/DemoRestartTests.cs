using System.Globalization;

namespace Gateway.IntegrationTests.Process;

[Category(TestCategories.Long)]
[Parallelizable(ParallelScope.All)]
public sealed class DemoRestartTests
{
    private static readonly Signal[] s_signals = [Signal.Interrupt, Signal.Terminate];

    [TestCaseSource(nameof(s_signals))]
    public async Task A_signal_ends_it_at_once_and_the_next_start_prints_a_line_with_the_same_key(object signal)
    {
        await using var place = new Workplace().With("Gateway__Shutdown__Delay", "600");
        var first = await RunningDemo.StartAsync(place);
        var people = await first.EverybodyAsync();

        (await first.Service.StopAsync((Signal)signal)).Done();
        OwnersAlone.Assert(place.Data);
        var second = await RunningDemo.StartAsync(place);

        Assert.That(second.Key, Is.EqualTo(first.Key));
        Assert.That(await second.EverybodyAsync(), Is.EqualTo(people));
    }

    [Test]
    public async Task After_kills_at_any_moment_of_the_first_start_the_next_serves_everybody()
    {
        await using var whole = new Workplace();
        var everybody = await (await RunningDemo.StartAsync(whole)).EverybodyAsync();
        await using var place = new Workplace();
        var seed = Environment.TickCount;
        var random = new Random(seed);
        TestContext.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Seed {seed}"));

        for (var kill = 0; kill < 6; kill++)
        {
            var start = place.StartApi("--demo");
            await Task.Delay(random.Next(100, 1500));
            await start.KillAsync();
        }

        Assert.That(await (await RunningDemo.StartAsync(place)).EverybodyAsync(), Is.EqualTo(everybody));
        OwnersAlone.Assert(place.Data);
    }

    [TestCase("ASPNETCORE_URLS", "http://0.0.0.0:0")]
    [TestCase("Gateway__Database__Provider", "postgres")]
    public async Task Refuses_to_be_more_than_a_demo(string key, string value)
    {
        await using var place = new Workplace().With(key, value);

        (await place.StartApi("--demo").ExitAsync()).FailedWithOneSentence(exitCode: 2);

        Assert.That(File.Exists(Path.Combine(place.Data, "demo.db")), Is.False);
    }
}
