using System.Net.Sockets;

namespace Gateway.IntegrationTests.Process;

/// <summary>HTTP to a service that listens on a Unix socket.</summary>
internal static class UnixSocket
{
    public static HttpClient ClientOf(string path) => new(new SocketsHttpHandler
    {
        ConnectCallback = async (_, token) =>
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), token);
            return new NetworkStream(socket, ownsSocket: true);
        },
    });
}
