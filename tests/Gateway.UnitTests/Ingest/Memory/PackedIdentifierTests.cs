using Gateway.Domain.Ingest.Memory;
using Gateway.Domain.Whatsapp;

namespace Gateway.UnitTests.Ingest.Memory;

public sealed class PackedIdentifierTests
{
    [TestCase("12345")]
    [TestCase("999999999999999")]
    [TestCase("0@lid")]
    [TestCase("00@lid")]
    [TestCase("000000000000000001@lid")]
    [TestCase("0000000000000000001@lid")]
    [TestCase("99999999999999999999@lid")]
    [TestCase("00000000000000000000@lid")]
    [TestCase("205227043110953@lid")]
    public void Gives_back_what_it_packed(string text) =>
        Assert.That(PackedIdentifier.Of(Identifier.FromText(text)).Unpack().Text, Is.EqualTo(text));

    [TestCase("12345", "12345@lid")]
    [TestCase("1@lid", "01@lid")]
    [TestCase("11@lid", "1@lid")]
    [TestCase("18446744073709551616@lid", "18446744073709551617@lid")]
    public void Tells_identifiers_apart(string one, string other) =>
        Assert.That(PackedIdentifier.Of(Identifier.FromText(one)), Is.Not.EqualTo(PackedIdentifier.Of(Identifier.FromText(other))));
}
