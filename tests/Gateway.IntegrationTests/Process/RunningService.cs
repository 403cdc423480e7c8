using System.Text.RegularExpressions;

namespace Gateway.IntegrationTests.Process;

/// <summary>The service as a process that listens.</summary>
internal sealed partial class RunningService : ListeningService
{
    private RunningService(RunningProcess process, Uri url)
        : base(url) => Process = process;

    public RunningProcess Process { get; }

    public static async Task<RunningService> OfAsync(RunningProcess process)
    {
        var line = await process.ErrorLineAsync(line => line.Contains("Now listening on", StringComparison.Ordinal));
        return new RunningService(process, new Uri(Address().Match(line).Value));
    }

    public async Task<Finished> StopAsync(Signal signal)
    {
        Process.Send(signal);
        return await Process.ExitAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Process.DisposeAsync();
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:[0-9]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Address();
}
