using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Gateway.Infrastructure.Configuration;

namespace Gateway.Api.Hosting;

/// <summary>
/// The addresses that the service is told to listen on, checked before Kestrel binds them. Kestrel listens on every address for a host
/// name that is not <c>localhost</c>, and on port 80 for a port that is not a number.
/// </summary>
internal static class ListenAddresses
{
    private const string Urls = "ASPNETCORE_URLS";
    private const int MaxPort = ushort.MaxValue;
    private static readonly string[] s_everyAddress = ["*", "+", "0.0.0.0", "[::]"];

    /// <summary>Returns one sentence for each address or list of ports that the service must not listen on.</summary>
    public static IEnumerable<string> FaultsOf(IConfiguration configuration) =>
    [
        .. UrlsOf(configuration).SelectMany(entry => FaultsOf(entry.Key, entry.Url)).Distinct(),
        .. PortFaults(configuration, "http_ports"),
        .. PortFaults(configuration, "https_ports"),
    ];

    /// <summary>
    /// Removes the files of Unix sockets that a killed process left behind: nothing listens on them, and Kestrel could not bind them.
    /// </summary>
    /// <exception cref="ConfigurationException">One cannot be removed.</exception>
    public static void RemoveStaleSockets(IConfiguration configuration)
    {
        foreach (var address in UrlsOf(configuration).Select(entry => BindingAddress.Parse(entry.Url)).Where(address => address.IsUnixPipe))
        {
            if (IsStaleSocket(address.UnixPipePath))
            {
                Remove(address.UnixPipePath);
            }
        }
    }

    private static void Remove(string socket)
    {
        try
        {
            File.Delete(socket);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException([$"{Urls} names the socket of a process that ended, and this user may not remove its file: {socket}."]);
        }
    }

    private static IEnumerable<(string Key, string Url)> UrlsOf(IConfiguration configuration)
    {
        var urls = (configuration["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren().Where(endpoint => endpoint["Url"] is not null);
        return [.. urls.Select(url => (Urls, url)), .. endpoints.Select(endpoint => ($"Kestrel__Endpoints__{endpoint.Key}__Url", endpoint["Url"]!))];
    }

    private static IEnumerable<string> FaultsOf(string key, string url)
    {
        BindingAddress address;
        try
        {
            address = BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            return [$"{key} must begin with http:// or https://."];
        }

        return FaultOf(address) is { } fault ? [$"{key} {fault}"] : [];
    }

    private static string? FaultOf(BindingAddress address)
    {
        if (address.Scheme is not ("http" or "https"))
        {
            return "must begin with http:// or https://.";
        }

        if (address.IsUnixPipe)
        {
            return null;
        }

        if (address.PathBase.Length > 0)
        {
            return "must have no path.";
        }

        if (!IsHost(address.Host) || address.Port is < 0 or > MaxPort)
        {
            return "must have localhost, an IP address of this machine, or * for every address, and a port from 0 to 65535. Another host name would open the service to every address.";
        }

        return address is { Host: "localhost", Port: 0 } ? "must have 127.0.0.1 in place of localhost where the port is 0." : null;
    }

    /// <summary>An address that means every address must be written as such: <c>0</c> and <c>::ffff:0.0.0.0</c> are not.</summary>
    private static bool IsHost(string host)
    {
        if (host == "localhost" || s_everyAddress.Contains(host))
        {
            return true;
        }

        var isBracketed = host.StartsWith('[') && host.EndsWith(']');
        return IPAddress.TryParse(isBracketed ? host[1..^1] : host, out var address)
            && isBracketed == (address.AddressFamily == AddressFamily.InterNetworkV6)
            && !IsEveryAddress(address)
            && (isBracketed || address.ToString() == host);
    }

    private static bool IsEveryAddress(IPAddress address) =>
        (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address) is var plain && (plain.Equals(IPAddress.Any) || plain.Equals(IPAddress.IPv6Any));

    private static IEnumerable<string> PortFaults(IConfiguration configuration, string name)
    {
        var ports = (configuration[name] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return ports.All(port => int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= MaxPort)
            ? []
            : [$"ASPNETCORE_{name.ToUpperInvariant()} must be ports from 0 to 65535, separated by semicolons."];
    }

    private static bool IsStaleSocket(string path)
    {
        if (!File.Exists(path) || IsReadable(path))
        {
            return false;
        }

        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(path));
            return false;
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode == SocketError.ConnectionRefused;
        }
    }

    /// <summary>An ordinary file refuses connections as well; a socket alone cannot be opened.</summary>
    private static bool IsReadable(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
        catch (UnauthorizedAccessException)
        {
            return true;
        }
    }
}
