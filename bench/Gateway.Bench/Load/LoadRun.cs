using System.Diagnostics;
using Gateway.Api.Demo;

namespace Gateway.Bench.Load;

/// <summary>Requests one after another on several connections for a while.</summary>
internal static class LoadRun
{
    public const int Connections = 16;

    /// <summary>Gives how many were answered, and in how many seconds.</summary>
    /// <exception cref="InvalidOperationException">One was refused, and not for lack of time or places.</exception>
    public static (long Answered, double Seconds) Run(int port, IReadOnlyList<byte[]> requests, double seconds, ulong seed, int connections = Connections)
    {
        using var stop = new CancellationTokenSource();
        var start = Stopwatch.GetTimestamp();
        stop.CancelAfter(TimeSpan.FromSeconds(seconds));
        var answered = Run(port, requests, seed, connections, stop.Token);
        return (answered, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    /// <summary>Until it is stopped.</summary>
    public static long Run(int port, IReadOnlyList<byte[]> requests, ulong seed, int connections, CancellationToken stop)
    {
        var answered = new long[connections];
        Exception? fault = null;
        var threads = Enumerable.Range(0, connections).Select(number => new Thread(() =>
        {
            try
            {
                answered[number] = RunOne(port, requests, new Dice(seed + (ulong)number), stop);
            }
            catch (Exception broken) when (broken is IOException or InvalidOperationException or System.Net.Sockets.SocketException)
            {
                fault = broken;
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        return fault is null ? answered.Sum() : throw new InvalidOperationException("A request of the load was not answered.", fault);
    }

    private static long RunOne(int port, IReadOnlyList<byte[]> requests, Dice dice, CancellationToken stop)
    {
        using var connection = new LeanConnection(port);
        var answered = 0L;
        while (!stop.IsCancellationRequested)
        {
            answered += connection.Exchange(dice.Pick(requests)) switch
            {
                200 => 1,
                503 => 0, // given up for its time, which counts
                var status => throw new InvalidOperationException($"Answered {status}."),
            };
        }

        return answered;
    }
}
