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
        return Parse(received.ToArray(), out _);
    }

    /// <summary>Everything that comes back, also nothing: the server may end the connection whenever it likes.</summary>
    /// <param name="isCutOff">Whether the client ends its half behind the bytes.</param>
    public static async Task<IReadOnlyList<Answer>> ExchangeAsync(Uri address, string request, bool isCutOff)
    {
        Gathered.Told(request);
        using var timeout = new CancellationTokenSource(s_hang);
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, timeout.Token);
        await using var stream = client.GetStream();
        using var received = new MemoryStream();
        try
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(request), timeout.Token);
            if (isCutOff)
            {
                client.Client.Shutdown(SocketShutdown.Send);
            }

            await stream.CopyToAsync(received, timeout.Token);
        }
        catch (IOException)
        {
            // It did; what came before that counts.
        }

        var answers = new List<Answer>();
        var rest = received.ToArray();
        while (rest.AsSpan().StartsWith("HTTP/"u8))
        {
            answers.Add(Parse(rest, out var length));
            rest = rest[length..];
        }

        // HTTP/2's preface gets a frame of HTTP/2: that it is not spoken here.
        Assert.That(rest.Length == 0 || answers.Count == 0, "something behind the answers");
        return answers;
    }

    /// <param name="length">Of the whole answer; more may follow it.</param>
    private static Answer Parse(byte[] bytes, out int length)
    {
        var end = bytes.AsSpan().IndexOf("\r\n\r\n"u8);
        Assert.That(end, Is.Positive, "no HTTP answer");
        var lines = Encoding.Latin1.GetString(bytes, 0, end).Split("\r\n");
        Assert.That(lines[0], Does.Match("^HTTP/1.1 [0-9]{3} "));
        var headers = lines.Skip(1).Select(line => line.Split(": ", 2)).Select(parts => KeyValuePair.Create(parts[0], parts[1])).ToList();
        var answer = new Answer(int.Parse(lines[0].AsSpan(9, 3), CultureInfo.InvariantCulture), headers, bytes[(end + 4)..]);
        length = bytes.Length;
        if (answer.Body.Length > 0 && answer.Header("Transfer-Encoding") == "chunked")
        {
            answer = answer with { Body = Joined(answer.Body, out var read) };
            length = end + 4 + read;
        }
        else if (answer.Body.Length > 0 && int.TryParse(answer.Header("Content-Length"), CultureInfo.InvariantCulture, out var count))
        {
            answer = answer with { Body = answer.Body[..count] };
            length = end + 4 + count;
        }

        return answer;
    }

    private static byte[] Joined(byte[] body, out int read)
    {
        var whole = new List<byte>();
        read = 0;
        while (true)
        {
            var line = body.AsSpan(read).IndexOf("\r\n"u8);
            var length = int.Parse(Encoding.ASCII.GetString(body, read, line), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            whole.AddRange(body.AsSpan(read + line + 2, length));
            read += line + 2 + length + 2;
            if (length == 0)
            {
                return [.. whole];
            }
        }
    }
}
