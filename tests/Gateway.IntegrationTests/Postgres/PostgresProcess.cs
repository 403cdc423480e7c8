using System.Diagnostics;
using System.Globalization;
using Gateway.IntegrationTests.Process;
using OsProcess = System.Diagnostics.Process;

namespace Gateway.IntegrationTests.Postgres;

/// <summary>A running server with all its backends. Dies with the tests, however they end.</summary>
internal sealed class PostgresProcess
{
    private static readonly TimeSpan s_longestDeath = TimeSpan.FromSeconds(30);
    private readonly RunningProcess _postmaster;
    private readonly TaskCompletionSource _ended = new();
    private OsProcess? _guard;

    private PostgresProcess(RunningProcess postmaster) => _postmaster = postmaster;

    public bool HasExited => _postmaster.HasExited;

    /// <param name="command">Becomes the server's first process, and asks the kernel to be killed with its parent.</param>
    public static Task<PostgresProcess> StartAsync(IReadOnlyList<string> command)
    {
        var started = new TaskCompletionSource<PostgresProcess>(TaskCreationOptions.RunContinuationsAsynchronously);

        // To the kernel, the parent is the thread that made the child, not its process: this one stays as long as the server does.
        var parent = new Thread(() =>
        {
            try
            {
                var process = new PostgresProcess(RunningProcess.Start(command[0], command.Skip(1), WithoutOthersSettings));
                started.SetResult(process);
                process._ended.Task.Wait();
            }
            catch (Exception fault) when (!started.Task.IsCompleted)
            {
                started.SetException(fault);
            }
        });
        parent.IsBackground = true;
        parent.Start();
        return started.Task;
    }

    /// <summary>Stops every process. Should the tests be killed meanwhile, a guard ends those that are too stopped to notice.</summary>
    public void Freeze()
    {
        ProcessTree.SendToAll(_postmaster.Id, Signal.Stop);
        var frozen = ProcessTree.DescendantsOf(_postmaster.Id).Select(process => process.ToString(CultureInfo.InvariantCulture));
        var guard = new ProcessStartInfo("setsid", ["sh", "-c", "read -r _; kill -KILL \"$@\"", "sh", .. frozen]);
        (guard.RedirectStandardInput, guard.UseShellExecute) = (true, false);
        _guard ??= OsProcess.Start(guard);
    }

    public void Thaw()
    {
        _guard?.Kill();
        _guard?.Dispose();
        _guard = null;
        ProcessTree.SendToAll(_postmaster.Id, Signal.Continue);
    }

    /// <summary>Ends it by asking its first process, or by killing every one.</summary>
    public async Task EndAsync(Signal signal)
    {
        Thaw(); // what is stopped takes no other signal
        IReadOnlyList<int> asked = [_postmaster.Id];
        if (signal == Signal.Kill)
        {
            ProcessTree.Send(_postmaster.Id, Signal.Stop); // so that it makes no more; and once it is dead, they are nobody's
            asked = [_postmaster.Id, .. ProcessTree.DescendantsOf(_postmaster.Id)];
        }

        foreach (var process in asked)
        {
            ProcessTree.Send(process, signal);
        }

        await _postmaster.ExitAsync();
        for (var patience = Stopwatch.StartNew(); asked.Any(ProcessTree.IsAlive) && patience.Elapsed < s_longestDeath;)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5));
        }

        await _postmaster.DisposeAsync();
        _ended.SetResult();
    }

    /// <summary>What tells clients and servers of this machine where to find each other is not for these.</summary>
    private static void WithoutOthersSettings(IDictionary<string, string?> environment)
    {
        foreach (var key in environment.Keys.Where(key => key.StartsWith("PG", StringComparison.Ordinal)).ToList())
        {
            environment.Remove(key);
        }
    }
}
