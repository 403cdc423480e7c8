using System.Diagnostics;

namespace Gateway.Bench.Measures;

internal sealed record ToolRun(double Seconds, double PeakMebibytes);

/// <summary>The operator's tool, as published.</summary>
internal static class GatewayTool
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(50);

    public static Task<ToolRun> ImportAsync(Options options, string connection, string format, string source, string session) =>
        RunAsync(options, "postgres", connection, "import", format, source, "--session", session);

    /// <summary>Imports lines into a file of the embedded database.</summary>
    public static Task<ToolRun> ImportIntoFileAsync(Options options, string file, string source, string session) =>
        RunAsync(options, "sqlite", $"Data Source={file}", "import", "ndjson", source, "--session", session);

    private static async Task<ToolRun> RunAsync(Options options, string provider, string connection, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [options.Program("Gateway.Cli"), .. arguments]) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["Gateway__Database__Provider"] = provider;
        start.Environment["Gateway__Database__ConnectionString"] = connection;
        start.Environment["Gateway__DataDirectory"] = options.Work;
        var since = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        var (said, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var peak = 0.0;
        var ended = process.WaitForExitAsync();
        while (await Task.WhenAny(ended, Task.Delay(s_look)) != ended)
        {
            peak = ProcessFiles.PeakMebibytes(process.Id) ?? peak;
        }

        var seconds = Stopwatch.GetElapsedTime(since).TotalSeconds;
        return process.ExitCode == 0
            ? new ToolRun(seconds, peak)
            : throw new InvalidOperationException($"The tool failed: {await said}{await error}");
    }
}
