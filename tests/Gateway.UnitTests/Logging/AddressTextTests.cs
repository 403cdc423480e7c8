using System.Net;
using Gateway.Api.Logging;
using Gateway.Infrastructure.Configuration;

namespace Gateway.UnitTests.Logging;

public sealed class AddressTextTests
{
    [TestCase("203.0.113.77", "203.0.113.0/24")]
    [TestCase("0.0.0.1", "0.0.0.0/24")]
    [TestCase("::ffff:203.0.113.77", "203.0.113.0/24")]
    [TestCase("2001:db8:1234:5678:9abc:def0:1234:5678", "2001:db8:1234::/48")]
    [TestCase("fe80::1%3", "fe80::/48")]
    [TestCase("::1", "::/48")]
    [TestCase("2002:cb00:714d:1::1", "2002:cb00:7100::/40")]
    [TestCase("64:ff9b::203.0.113.77", "64:ff9b::/48")]
    public void Truncated_it_is_the_network_around(string address, string text) =>
        Assert.That(AddressText.Of(IPAddress.Parse(address), AuditedAddress.Truncated), Is.EqualTo(text));

    [TestCase("203.0.113.77", "203.0.113.77")]
    [TestCase("::ffff:203.0.113.77", "203.0.113.77")]
    [TestCase("2001:DB8::0001", "2001:db8::1")]
    [TestCase("fe80::1%3", "fe80::1")]
    public void In_full_it_is_whole_and_without_its_scope(string address, string text) =>
        Assert.That(AddressText.Of(IPAddress.Parse(address), AuditedAddress.Full), Is.EqualTo(text));

    [Test]
    public void Off_there_is_none() => Assert.That(AddressText.Of(IPAddress.Loopback, AuditedAddress.Off), Is.Null);

    [TestCase(AuditedAddress.Truncated)]
    [TestCase(AuditedAddress.Full)]
    public void A_unix_socket_has_none(AuditedAddress detail) => Assert.That(AddressText.Of(address: null, detail), Is.Null);
}
