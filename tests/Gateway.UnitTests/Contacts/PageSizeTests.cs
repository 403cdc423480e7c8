using Gateway.Domain.Contacts;

namespace Gateway.UnitTests.Contacts;

internal sealed class PageSizeTests
{
    [TestCase(null, 50)]
    [TestCase("0", 50)]
    [TestCase("-0", 50)]
    [TestCase("000", 50)]
    [TestCase("1", 1)]
    [TestCase("007", 7)]
    [TestCase("50", 50)]
    [TestCase("199", 199)]
    [TestCase("200", 200)]
    [TestCase("201", 200)]
    [TestCase("-1", 1)]
    [TestCase("-50", 1)]
    [TestCase("9223372036854775807", 200)]
    [TestCase("-9223372036854775808", 1)]
    [TestCase("00000000000000000000000000000000000005", 5)]
    public void Is_a_whole_number_brought_into_range(string? text, int value)
    {
        Assert.That(PageSize.TryParse(text, out var size), Is.True);
        Assert.That(size.Value, Is.EqualTo(value));
    }

    [TestCase("")]
    [TestCase("abc")]
    [TestCase("1e3")]
    [TestCase("5.0")]
    [TestCase("1,000")]
    [TestCase("(1)")]
    [TestCase("+50")]
    [TestCase(" 50")]
    [TestCase("50 ")]
    [TestCase("5\n")]
    [TestCase("5\0")]
    [TestCase("-")]
    [TestCase("--1")]
    [TestCase("1-")]
    [TestCase("- 1")]
    [TestCase("0x10")]
    [TestCase("٥٠")]
    [TestCase("５０")]
    [TestCase("−1")]
    [TestCase("9223372036854775808")]
    [TestCase("-9223372036854775809")]
    public void Is_nothing_else(string text) => Assert.That(PageSize.TryParse(text, out _), Is.False);

    [Test]
    public void Survives_ten_thousand_digits() => Assert.Multiple(() =>
    {
        Assert.That(PageSize.TryParse(new string('9', 10_000), out _), Is.False);
        Assert.That(PageSize.TryParse(new string('0', 10_000) + "7", out var size), Is.True);
        Assert.That(size.Value, Is.EqualTo(7));
    });
}
