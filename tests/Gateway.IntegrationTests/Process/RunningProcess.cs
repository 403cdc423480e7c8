using System.Diagnostics;
using System.Text;
using OsProcess = System.Diagnostics.Process;

namespace Gateway.IntegrationTests.Process;

/// <summary>A process of a test: its two outputs kept apart, signals sent to it alone, and ended for certain.</summary>
internal sealed class RunningProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_longestExit = TimeSpan.FromSeconds(90);
    private readonly OsProcess _process;
    private readonly Captured _output;
    private readonly Captured _error;
    private bool _isDisposed;

    private RunningProcess(OsProcess process)
    {
        _process = process;
        _output = new Captured(process.StandardOutput);
        _error = new Captured(process.StandardError);
    }

    public int Id => _process.Id;

    public string Output => _output.Text;

    public string Error => _error.Text;

    public Stream Input => _process.StandardInput.BaseStream;

    public bool HasExited => _process.HasExited;

    public static RunningProcess Start(string program, IEnumerable<string> arguments, Action<IDictionary<string, string?>> setEnvironment)
    {
        // Tests that run in a shell's background inherit that SIGINT is ignored, and so would their children.
        string[] command = OperatingSystem.IsLinux() ? ["env", "--default-signal=INT", program, .. arguments] : [program, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            UseShellExecute = false,
        };
        setEnvironment(start.Environment);
        return new RunningProcess(OsProcess.Start(start)!);
    }

    /// <summary>The first such line on standard output.</summary>
    public Task<string> OutputLineAsync(Func<string, bool> isWanted) => LineAsync(_output, isWanted);

    /// <summary>The first such line on standard error.</summary>
    public Task<string> ErrorLineAsync(Func<string, bool> isWanted) => LineAsync(_error, isWanted);

    public void Send(Signal signal) => signal.SendTo(_process.Id);

    /// <summary>Waits for the end and all output.</summary>
    public Task<Finished> ExitAsync() => ExitAsync(s_longestExit);

    public async Task<Finished> ExitAsync(TimeSpan patience)
    {
        using var limit = new CancellationTokenSource(patience);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
            await Task.WhenAll(_output.Ended, _error.Ended).WaitAsync(limit.Token);
        }
        catch (OperationCanceledException late)
        {
            throw new TimeoutException($"The process did not end.{Environment.NewLine}{Output}{Environment.NewLine}{Error}", late);
        }

        return new Finished(_process.ExitCode, Output, Error);
    }

    /// <summary>Kills, as a failing machine would, and waits until it is gone.</summary>
    public Task<Finished> KillAsync()
    {
        _process.Kill(); // nothing happens when it has ended
        return ExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            await KillAsync();
            _process.Dispose();
        }
    }

    private async Task<string> LineAsync(Captured stream, Func<string, bool> isWanted)
    {
        var patience = Stopwatch.StartNew();
        while (true)
        {
            var isAll = stream.Ended.IsCompleted;
            if (stream.Lines.FirstOrDefault(isWanted) is { } line)
            {
                return line;
            }

            if (isAll || patience.Elapsed > s_longestExit)
            {
                throw new InvalidOperationException($"The line did not come.{Environment.NewLine}{Output}{Environment.NewLine}{Error}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10));
        }
    }

    /// <summary>What one stream has said so far.</summary>
    private sealed class Captured
    {
        private readonly StringBuilder _text = new();

        public Captured(StreamReader reader) => Ended = ReadAsync(reader);

        public Task Ended { get; }

        public string Text
        {
            get
            {
                lock (_text)
                {
                    return _text.ToString();
                }
            }
        }

        /// <summary>Whole lines only.</summary>
        public IEnumerable<string> Lines => Text.Split('\n').SkipLast(1);

        private async Task ReadAsync(StreamReader reader)
        {
            var buffer = new char[4096];
            while (await reader.ReadAsync(buffer) is > 0 and var count)
            {
                lock (_text)
                {
                    _text.Append(buffer, 0, count);
                }
            }
        }
    }
}
