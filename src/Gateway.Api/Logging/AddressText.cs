using System.Net;
using System.Net.Sockets;
using Gateway.Infrastructure.Configuration;

namespace Gateway.Api.Logging;

/// <summary>The part of a client's address that is written down.</summary>
internal static class AddressText
{
    private const int Ipv4Bits = 24;
    private const int Ipv6Bits = 48;

    /// <summary>2002::/16 holds a whole IPv4 address in the 32 bits after it (RFC 3056).</summary>
    private const int SixToFourBits = 16 + Ipv4Bits;

    private static readonly IPNetwork s_sixToFour = IPNetwork.Parse("2002::/16");

    /// <summary>Returns the address, or the network around it in CIDR form; null where there is none, as on a Unix socket.</summary>
    public static string? Of(IPAddress? address, AuditedAddress detail)
    {
        if (address is null || detail == AuditedAddress.Off)
        {
            return null;
        }

        // Without its scope, which names an interface of this machine.
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : new IPAddress(address.GetAddressBytes());
        return detail == AuditedAddress.Full ? plain.ToString() : NetworkOf(plain);
    }

    private static string NetworkOf(IPAddress address)
    {
        var bits = address.AddressFamily == AddressFamily.InterNetwork ? Ipv4Bits : s_sixToFour.Contains(address) ? SixToFourBits : Ipv6Bits;
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(bits / 8).Clear();
        return string.Create(null, $"{new IPAddress(bytes)}/{bits}");
    }
}
