using System.Net;
using System.Net.Sockets;

namespace Gateway.IntegrationTests.Postgres;

/// <summary>Which way bytes go.</summary>
internal enum Towards
{
    Server,
    Client,
}

/// <summary>One client's way to the server.</summary>
internal sealed class FaultyConnection : IDisposable
{
    private const int ChunkBytes = 16 * 1024;
    private readonly Func<Traffic> _traffic;
    private readonly Socket _client;
    private readonly Socket _server = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly bool[] _isClosed = new bool[2];

    public FaultyConnection(Socket client, int serverPort, Func<Traffic> traffic)
    {
        (_client, _traffic) = (client, traffic);
        Ended = RunAsync(serverPort);
    }

    /// <summary>When both directions have.</summary>
    public Task Ended { get; }

    /// <summary>Both ends see it.</summary>
    public void Reset()
    {
        _client.Close(timeout: 0);
        _server.Close(timeout: 0);
    }

    public void Dispose() => Reset();

    /// <summary>Whoever listens there sees the end; what comes for them later is lost.</summary>
    public void HalfClose(Towards end)
    {
        Volatile.Write(ref _isClosed[(int)end], value: true);
        try
        {
            SocketAt(end).Shutdown(SocketShutdown.Send);
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // It has ended already.
        }
    }

    private Socket SocketAt(Towards end) => end == Towards.Server ? _server : _client;

    private async Task RunAsync(int serverPort)
    {
        try
        {
            _client.NoDelay = true;
            await _server.ConnectAsync(IPAddress.Loopback, serverPort);
            await Task.WhenAll(PumpAsync(_client, Towards.Server), PumpAsync(_server, Towards.Client));
            _client.Dispose();
            _server.Dispose();
        }
        catch (Exception broken) when (broken is SocketException or ObjectDisposedException)
        {
            Reset();
        }
    }

    private async Task PumpAsync(Socket from, Towards end)
    {
        try
        {
            var buffer = new byte[ChunkBytes];
            int count;
            do
            {
                count = await from.ReceiveAsync(buffer);
                await PassageAsync();
                if (count == 0)
                {
                    HalfClose(end);
                }
                else if (!Volatile.Read(ref _isClosed[(int)end]))
                {
                    await SocketAt(end).SendAsync(buffer.AsMemory(0, count));
                }
            }
            while (count > 0);
        }
        catch (Exception broken) when (broken is SocketException or ObjectDisposedException)
        {
            // One side is gone: the other learns of it as soon as anything gets through.
            await PassageAsync();
            Reset();
        }
    }

    /// <summary>Until what comes now may go on.</summary>
    private async Task PassageAsync()
    {
        while (!await _traffic().MayPassAsync())
        {
            // Something else holds by now: ask again.
        }
    }
}
