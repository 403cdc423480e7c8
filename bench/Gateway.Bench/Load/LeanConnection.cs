using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;

namespace Gateway.Bench.Load;

/// <summary>
/// One kept-alive HTTP/1.1 connection, as cheap as can be, since it shares the machine with what it measures: blocking calls,
/// one buffer, and of an answer only its status and its end are looked at.
/// </summary>
internal sealed class LeanConnection : IDisposable
{
    private const int FirstBufferBytes = 256 * 1024;
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[FirstBufferBytes];

    public LeanConnection(int port) => _socket.Connect(IPAddress.Loopback, port);

    private static ReadOnlySpan<byte> HeadEnd => "\r\n\r\n"u8;

    private static ReadOnlySpan<byte> LastChunk => "\r\n0\r\n\r\n"u8;

    /// <summary>Sends a whole request, reads the whole answer; gives its status.</summary>
    public int Exchange(byte[] request)
    {
        for (var sent = 0; sent < request.Length;)
        {
            sent += _socket.Send(request.AsSpan(sent));
        }

        var (length, whole) = (0, -1);
        while (whole < 0 || length < whole)
        {
            var read = _socket.Receive(_buffer.AsSpan(length));
            if (read == 0)
            {
                throw new IOException("The connection was closed.");
            }

            length += read;
            whole = Whole(_buffer.AsSpan(0, length));
        }

        return ((_buffer[9] - '0') * 100) + ((_buffer[10] - '0') * 10) + _buffer[11] - '0';
    }

    public void Dispose() => _socket.Dispose();

    /// <summary>How long the answer is; -1 while that cannot be told. JSON holds no line break, so that the last chunk is known by its bytes.</summary>
    private static int Whole(ReadOnlySpan<byte> answer)
    {
        var head = answer.IndexOf(HeadEnd);
        if (head < 0)
        {
            return -1;
        }

        var at = answer[..head].IndexOf("Content-Length: "u8);
        if (at >= 0)
        {
            return Utf8Parser.TryParse(answer[(at + 16)..], out int body, out _) ? head + HeadEnd.Length + body : throw new IOException("Not an answer.");
        }

        return answer.EndsWith(LastChunk) ? answer.Length : -1;
    }
}
