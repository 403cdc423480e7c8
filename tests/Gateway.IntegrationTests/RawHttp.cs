using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Gateway.IntegrationTests.Leaks;

namespace Gateway.IntegrationTests;

/// <summary>HTTP/1.1 over a bare socket, one request a connection.</summary>
internal static class RawHttp
{
    private static readonly TimeSpan s_hang = TimeSpan.FromSeconds(30);

    /// <param name="request">Latin-1: every character is a byte. Must make the server close the connection.</param>
    public static async Task<Answer> SendAsync(Uri address, string request)
    {
        Gathered.Told(request);
        using var timeout = new CancellationTokenSource(s_hang);
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, timeout.Token);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), timeout.Token);
        using var received = new MemoryStream();
        await stream.CopyToAsync(received, timeout.Token);
        Gathered.Told(received.ToArray());
        return Parse(received.ToArray());
    }

    private static Answer Parse(byte[] bytes)
    {
        var end = bytes.AsSpan().IndexOf("\r\n\r\n"u8);
        Assert.That(end, Is.Positive, "no HTTP answer");
        var lines = Encoding.Latin1.GetString(bytes, 0, end).Split("\r\n");
        Assert.That(lines[0], Does.Match("^HTTP/1.1 [0-9]{3} "));
        var headers = lines.Skip(1).Select(line => line.Split(": ", 2)).Select(parts => KeyValuePair.Create(parts[0], parts[1])).ToList();
        var body = bytes[(end + 4)..];
        var isChunked = headers.Contains(KeyValuePair.Create("Transfer-Encoding", "chunked")) && body.Length > 0;
        return new Answer(int.Parse(lines[0].AsSpan(9, 3), CultureInfo.InvariantCulture), headers, isChunked ? Joined(body) : body);
    }

    private static byte[] Joined(ReadOnlySpan<byte> chunks)
    {
        var body = new List<byte>();
        while (true)
        {
            var line = chunks.IndexOf("\r\n"u8);
            var length = int.Parse(Encoding.ASCII.GetString(chunks[..line]), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (length == 0)
            {
                return [.. body];
            }

            body.AddRange(chunks.Slice(line + 2, length));
            chunks = chunks[(line + 2 + length + 2)..];
        }
    }
}
