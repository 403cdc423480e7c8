using Gateway.Application;

namespace Gateway.Api.Hosting;

/// <summary>Runs all background work beside the requests. A defect in one ends the program, as in any other place.</summary>
internal sealed class BackgroundWorkers(IEnumerable<IBackgroundWork> works) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        StorageSetup.IsBuildTime ? Task.CompletedTask : Task.WhenAll(works.Select(work => work.RunAsync(stoppingToken)));
}
