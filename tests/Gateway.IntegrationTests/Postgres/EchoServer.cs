using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Gateway.IntegrationTests.Postgres;

/// <summary>Says back what it hears, and farewell at the end.</summary>
internal sealed class EchoServer : IDisposable
{
    public const string Farewell = "bye";
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly StringBuilder _received = new();

    public EchoServer()
    {
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>From everybody so far.</summary>
    public string Received
    {
        get
        {
            lock (_received)
            {
                return _received.ToString();
            }
        }
    }

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = EchoAsync(await _listener.AcceptSocketAsync());
            }
        }
        catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException)
        {
            // The listener was.
        }
    }

    private async Task EchoAsync(Socket client)
    {
        using (client)
        {
            var buffer = new byte[64 * 1024];
            try
            {
                while (await client.ReceiveAsync(buffer) is > 0 and var count)
                {
                    lock (_received)
                    {
                        _received.Append(Encoding.ASCII.GetString(buffer, 0, count));
                    }

                    await client.SendAsync(buffer.AsMemory(0, count));
                }

                await client.SendAsync(Encoding.ASCII.GetBytes(Farewell));
            }
            catch (SocketException)
            {
                // The client is gone.
            }
        }
    }
}

/// <summary>What clients say and hear.</summary>
internal static class Talk
{
    private static readonly TimeSpan s_long = TimeSpan.FromSeconds(20);

    public static async Task<string> AskAsync(this TcpClient client, string text)
    {
        await client.WriteAsync(text);
        return await client.ReadAsync(text.Length);
    }

    public static Task WriteAsync(this TcpClient client, string text) => client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text)).AsTask();

    /// <summary>Fewer at the end.</summary>
    public static async Task<string> ReadAsync(this TcpClient client, int length)
    {
        using var limit = new CancellationTokenSource(s_long);
        var buffer = new byte[length];
        return Encoding.ASCII.GetString(buffer, 0, await client.GetStream().ReadAtLeastAsync(buffer, length, throwOnEndOfStream: false, limit.Token));
    }
}
