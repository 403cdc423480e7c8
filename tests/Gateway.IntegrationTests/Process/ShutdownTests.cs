using System.Diagnostics;
using System.Net;
using Gateway.Domain.Access;
using Gateway.IntegrationTests.Http.Feeding;

namespace Gateway.IntegrationTests.Process;

[Category(TestCategories.Waiting)]
[OverEveryDatabase]
[Parallelizable(ParallelScope.All)]
public sealed class ShutdownTests(TestedDatabase database)
{
    private const int Clients = 4;
    private static readonly TimeSpan s_hang = TimeSpan.FromSeconds(60);

    [Test]
    public async Task SIGTERM_makes_it_not_ready_while_it_serves_on_and_no_request_is_lost()
    {
        await using var place = (await Workplace.CreateAsync(database)).WithUsualLogging().With("Gateway__Shutdown__Delay", "10"); // so that a slow machine is through before
        var (session, key) = (await place.AddSessionAsync(), await place.CreateKeyAsync());
        var service = await place.ServeAsync();
        using var balancerHasMovedOn = new CancellationTokenSource();
        var clients = Enumerable.Range(0, Clients).Select(_ => AskAllTheTimeAsync(service, session, key, balancerHasMovedOn.Token)).ToList();

        service.Process.Send(Signal.Terminate);
        await UntilAsync(service, "/readyz", HttpStatusCode.ServiceUnavailable);
        Assert.That(await service.StatusOfAsync("/livez"), Is.EqualTo(HttpStatusCode.OK));
        await service.PageAsync(session, key);
        await Task.Delay(TimeSpan.FromSeconds(1));
        await balancerHasMovedOn.CancelAsync();
        var answered = await Task.WhenAll(clients);

        Assert.That(answered, Is.All.GreaterThan(1));
        (await service.Process.ExitAsync()).Done();
    }

    [TestCase(1)]
    [TestCase(2)]
    public async Task SIGINT_or_a_second_SIGTERM_ends_it_without_the_delay(int signals)
    {
        await using var place = (await Workplace.CreateAsync(database)).With("Gateway__Shutdown__Delay", "600");
        var service = await place.ServeAsync();

        for (var more = signals; more > 1; more--)
        {
            service.Process.Send(Signal.Terminate);
            await UntilAsync(service, "/readyz", HttpStatusCode.ServiceUnavailable);
        }

        (await service.StopAsync(signals == 1 ? Signal.Interrupt : Signal.Terminate)).Done();
    }

    [Test]
    public async Task An_upload_is_ended_and_what_was_committed_stays()
    {
        await using var place = (await Workplace.CreateAsync(database)).With("Gateway__Shutdown__Delay", "0").With("ASPNETCORE_SHUTDOWNTIMEOUTSECONDS", "600");
        var (session, reader, feeder) = (await place.AddSessionAsync(), await place.CreateKeyAsync(), await place.CreateKeyAsync(Permissions.Ingest));
        var service = await place.ServeAsync();
        using var feed = await RawFeed.BeginAsync(service.Url, session, feeder, Observations.Chat("6281234567890", "ali"));
        while ((await service.EverybodyAsync(session, reader)).Count == 0)
        {
            await Task.Delay(20);
        }

        service.Process.Send(Signal.Terminate);
        Assert.That(await feed.ReadToEndAsync().WaitAsync(s_hang), Does.StartWith("HTTP/1.1 503 ").And.Contain("\"unavailable\""));
        Assert.That((await service.Process.ExitAsync()).Done().ErrorLines, Has.None.Contains("A defect"));

        var next = await place.ServeAsync();
        Assert.That(await next.EverybodyAsync(session, reader), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Lives_and_is_ready_in_between()
    {
        await using var place = await Workplace.CreateAsync(database);
        var service = await place.ServeAsync();

        Assert.That(await service.StatusOfAsync("/livez"), Is.EqualTo(HttpStatusCode.OK));
        await UntilAsync(service, "/readyz", HttpStatusCode.OK);
    }

    /// <summary>As through a load balancer: new requests until it has seen that the service is not ready. Gives how many were answered, all well.</summary>
    private static async Task<int> AskAllTheTimeAsync(RunningService service, string session, string key, CancellationToken stop)
    {
        var answered = 0;
        for (; !stop.IsCancellationRequested; answered++)
        {
            await service.PageAsync(session, key);
        }

        return answered;
    }

    private static async Task UntilAsync(RunningService service, string path, HttpStatusCode status)
    {
        var patience = Stopwatch.StartNew();
        while (await service.StatusOfAsync(path) != status)
        {
            Assert.That(patience.Elapsed, Is.LessThan(s_hang), $"{path} does not turn {status}");
            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }
    }
}
