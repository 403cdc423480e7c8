using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Gateway.IntegrationTests.Postgres;

/// <summary>A road to a server on this machine that a test can make slow, block or break at any time. At first all passes.</summary>
internal sealed class FaultyNetwork : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<FaultyConnection> _connections = new();
    private readonly Task _accepting;
    private Traffic _traffic = Traffic.Flowing(TimeSpan.Zero);
    private int _accepted;

    public FaultyNetwork(int serverPort)
    {
        _listener.Start();
        _accepting = AcceptAsync(serverPort);
    }

    /// <summary>Where clients find the server.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many connections came so far, cut or not.</summary>
    public int Accepted => Volatile.Read(ref _accepted);

    private Traffic Now => Volatile.Read(ref _traffic);

    /// <summary>What was held up goes on; new connections are let through.</summary>
    public void Pass() => Change(Traffic.Flowing(TimeSpan.Zero));

    /// <summary>Every chunk, in either direction, waits so long.</summary>
    public void Delay(TimeSpan time) => Change(Traffic.Flowing(time));

    /// <summary>Connections stay and new ones are let in, but nothing gets through: it waits here, and goes on later.</summary>
    public void Stall() => Change(Traffic.Stalled());

    /// <summary>Resets every connection, and each new one as soon as it comes.</summary>
    public void Cut()
    {
        Change(Traffic.Cut);
        foreach (var connection in _connections)
        {
            connection.Reset();
        }
    }

    /// <summary>Tells one end of every connection that the other has no more to say; that end may go on talking.</summary>
    public void HalfClose(Towards end)
    {
        foreach (var connection in _connections)
        {
            connection.HalfClose(end);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _accepting;
        Cut();
        await Task.WhenAll(_connections.Select(connection => connection.Ended)); // reset, so that nothing is left to dispose of
        _listener.Dispose();
    }

    private void Change(Traffic traffic) => Interlocked.Exchange(ref _traffic, traffic).End();

    private async Task AcceptAsync(int serverPort)
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync();
                Interlocked.Increment(ref _accepted);
                var connection = new FaultyConnection(client, serverPort, () => Now);
                _connections.Enqueue(connection);
                if (Now == Traffic.Cut)
                {
                    connection.Reset();
                }
            }
        }
        catch (SocketException)
        {
            // The listener was stopped.
        }
    }
}

/// <summary>What happens to bytes, until something else does.</summary>
internal sealed class Traffic
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TimeSpan _delay;

    private Traffic(TimeSpan delay) => _delay = delay;

    public static Traffic Cut { get; } = new(TimeSpan.Zero);

    public static Traffic Flowing(TimeSpan delay) => new(delay);

    public static Traffic Stalled() => new(Timeout.InfiniteTimeSpan);

    /// <summary>True once what comes now may go on; false when something else holds before.</summary>
    /// <exception cref="SocketException">Nothing goes on any more: what is held up when the way is cut is lost.</exception>
    public async Task<bool> MayPassAsync()
    {
        if (this == Cut)
        {
            throw new SocketException((int)SocketError.ConnectionReset);
        }

        var wait = Task.Delay(_delay);
        return await Task.WhenAny(wait, _ended.Task) == wait;
    }

    public void End() => _ended.TrySetResult();
}
