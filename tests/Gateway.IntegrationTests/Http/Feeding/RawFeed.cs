using System.Net.Sockets;
using System.Text;
using Gateway.IntegrationTests.Leaks;

namespace Gateway.IntegrationTests.Http.Feeding;

/// <summary>An upload over a bare socket, piece by piece.</summary>
internal sealed class RawFeed : IDisposable
{
    public const string Chunked = "Transfer-Encoding: chunked\r\n";
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp);
    private readonly string _framing;

    private RawFeed(string framing) => _framing = framing;

    public static Task<RawFeed> BeginAsync(Feeder feeder, string line, string framing = Chunked) =>
        BeginAsync(feeder.Tenant.Application.Address, feeder.Tenant.Session, feeder.Token, line, framing);

    public static async Task<RawFeed> BeginAsync(Uri address, string session, string token, string line, string framing = Chunked)
    {
        Gathered.Told($"{line} Bearer {token}");
        var feed = new RawFeed(framing);
        await feed._socket.ConnectAsync(address.Host, address.Port);
        await feed.SendAsync($"POST {Feeder.PathOf(session)} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {token}\r\nConnection: close\r\nContent-Type: {Feeder.Ndjson}\r\n{framing}\r\n");
        await feed.WriteAsync(line + "\n");
        return feed;
    }

    public Task WriteAsync(string text) => SendAsync(_framing == Chunked ? $"{text.Length:x}\r\n{text}\r\n" : text);

    public Task EndAsync() => SendAsync("0\r\n\r\n");

    /// <summary>Gone without a word, instead of with one.</summary>
    public void VanishRudely()
    {
        _socket.LingerState = new LingerOption(enable: true, seconds: 0);
        Dispose();
    }

    public async Task<string> ReadToEndAsync()
    {
        using var received = new MemoryStream();
        try
        {
            await using var stream = new NetworkStream(_socket);
            await stream.CopyToAsync(received);
        }
        catch (IOException)
        {
            // Cut off is ended, too.
        }

        return Encoding.UTF8.GetString(received.ToArray());
    }

    public void Dispose() => _socket.Dispose();

    private async Task SendAsync(string bytes) => await _socket.SendAsync(Encoding.Latin1.GetBytes(bytes));
}
