using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.IntegrationTests.Http.Feeding;

/// <summary>How slow a feeder may be.</summary>
[Category(TestCategories.Waiting)]
[Parallelizable(ParallelScope.All)]
public sealed class SilentFeederTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(90);

    [Test]
    public async Task Who_falls_silent_is_cut_off_and_what_was_sent_is_there()
    {
        using var logged = new CapturingLoggers();
        await using var application = new GatewayApplication { Replace = services => services.AddSingleton<ILoggerProvider>(logged) };
        var feeder = await Feeder.NewAsync(application);
        using var feed = await RawFeed.BeginAsync(feeder, Lines.Person(1));
        var answer = feed.ReadToEndAsync();
        await feeder.UntilListedAsync(1);
        Assert.That(await answer.WaitAsync(s_patience), Does.Not.StartWith("HTTP/1.1 200"));
        Assert.That(() => logged.Lines.Select(line => line.Text), Has.Some.Contains("the body came too slowly").After(60_000, 20));
        Assert.That(logged.Lines.Where(line => line.Category.StartsWith("Gateway.Api.Errors", StringComparison.Ordinal)), Is.Empty);
        await feeder.UntilListedAsync(1);
    }

    [Test]
    public async Task Who_sends_a_blank_line_now_and_then_may_stay()
    {
        var feeder = await Feeder.NewAsync(SharedApplication.Application);
        using var feed = await RawFeed.BeginAsync(feeder, Lines.Person(1));
        for (var i = 0; i < 5; i++)
        {
            await Task.Delay(TimeSpan.FromSeconds(8)); // longer than silence may last, in all; slower than the server's own rate
            await feed.WriteAsync("\n");
        }

        await feed.WriteAsync(Lines.Person(2));
        await feed.EndAsync();
        Assert.That(await feed.ReadToEndAsync().WaitAsync(s_patience), Does.StartWith("HTTP/1.1 200").And.Contain("\"applied\":2"));
    }
}
