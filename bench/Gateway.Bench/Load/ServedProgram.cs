using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Gateway.Bench.Load;

/// <summary>A program that serves HTTP, as published, in a process of its own; what it says on standard error is thrown away.</summary>
internal sealed class ServedProgram : IAsyncDisposable
{
    private const int Terminate = 15;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly string _counters;

    private ServedProgram(Process process, int port, string counters) => (_process, Port, _counters) = (process, port, counters);

    public int Port { get; }

    public int ProcessId => _process.Id;

    public static async Task<ServedProgram> StartAsync(Options options, string name, int port, params (string Name, string Value)[] settings)
    {
        var counters = Path.Combine(options.Work, $"{name}.{port}");
        // By exec, so that the process is the program's.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec dotnet \"$0\" > /dev/null 2> /dev/null", options.Program(name)]);
        foreach (var (key, value) in settings)
        {
            start.Environment[key] = value;
        }

        start.Environment["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}";
        start.Environment["DOTNET_STARTUP_HOOKS"] = options.Program("Gateway.Bench.Counters");
        start.Environment["BENCH_COUNTERS"] = counters;
        var program = new ServedProgram(Process.Start(start)!, port, counters);
        await program.WaitAsync();
        return program;
    }

    /// <summary>Since its start.</summary>
    public long AllocatedBytes()
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint(_counters));
        var answer = new byte[sizeof(long)];
        socket.Receive(answer);
        return BinaryPrimitives.ReadInt64LittleEndian(answer);
    }

    public async ValueTask DisposeAsync()
    {
        // The shell's own kill: as a program of its own it need not be there.
        using (var kill = Process.Start("/bin/sh", ["-c", "kill -s \"$0\" \"$1\"", Terminate.ToString(), _process.Id.ToString()]))
        {
            await kill.WaitForExitAsync();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task WaitAsync()
    {
        var start = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                using var socket = new TcpClient();
                await socket.ConnectAsync(IPAddress.Loopback, Port);
                return;
            }
            catch (SocketException) when (!_process.HasExited && Stopwatch.GetElapsedTime(start) < s_patience)
            {
                await Task.Delay(100);
            }
        }
    }
}
