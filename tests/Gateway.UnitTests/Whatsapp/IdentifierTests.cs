using FsCheck.Fluent;
using Gateway.Domain.Whatsapp;

namespace Gateway.UnitTests.Whatsapp;

internal sealed class IdentifierTests
{
    [TestCase("12345", true)]
    [TestCase("1234", false)]
    [TestCase("123456789012345", true)]
    [TestCase("1234567890123456", false)]
    [TestCase("100000", true)]
    [TestCase("012345", false)]
    [TestCase("6281234567890", true)]
    [TestCase("+6281234567890", false)]
    [TestCase("62812 34567890", false)]
    [TestCase("٦٢٨١٢٣", false)]
    [TestCase("", false)]
    public void Takes_5_to_15_digits_for_a_phone(string digits, bool isPhone)
    {
        Assert.That(Identifier.TryPhone(digits, out var phone), Is.EqualTo(isPhone));
        Assert.That(phone.Text, Is.EqualTo(isPhone ? digits : null));
    }

    [TestCase("1", true)]
    [TestCase("", false)]
    [TestCase("0", true)]
    [TestCase("a", false)]
    [TestCase("00123", true)]
    [TestCase("-1", false)]
    [TestCase("12345678901234567890", true)]
    [TestCase("123456789012345678901", false)]
    [TestCase("１２３", false)]
    public void Takes_1_to_20_digits_for_a_LID(string digits, bool isLid)
    {
        Assert.That(Identifier.TryLid(digits, out var lid), Is.EqualTo(isLid));
        Assert.That(lid.Text, Is.EqualTo(isLid ? digits + "@lid" : null));
    }

    [TestCase("6281234567890", false)]
    [TestCase("6281234567890@lid", true)]
    public void Tells_a_LID_from_a_phone(string text, bool isLid) => Assert.That(Identifier.FromText(text).IsLid, Is.EqualTo(isLid));

    [TestCase("")]
    [TestCase("1234")]
    [TestCase("@lid")]
    [TestCase("x@lid")]
    [TestCase("6281234567890@s.whatsapp.net")]
    public void Reads_back_only_what_it_wrote(string text) => Assert.That(() => Identifier.FromText(text), Throws.TypeOf<FormatException>());

    [Test]
    public void Reads_back_what_it_wrote() => Law.Holds(Texts.Digits, digits =>
    {
        if (Identifier.TryPhone(digits, out var phone))
        {
            Law.Same(Identifier.FromText(phone.Text), phone, "phone");
        }

        if (Identifier.TryLid(digits, out var lid))
        {
            Law.Same(Identifier.FromText(lid.Text), lid, "LID");
        }
    });

    [Test]
    public void Is_ordered_by_code_point()
    {
        var (small, large) = (Identifier.FromText("1234567"), Identifier.FromText("99999"));
        Assert.Multiple(() =>
        {
            Assert.That(small < large && small <= large && large > small && large >= small, Is.True);
            Assert.That(Identifier.FromText("12345@lid") > Identifier.FromText("12345"), Is.True);
            Assert.That(small.CompareTo(Identifier.FromText("1234567")), Is.Zero);
        });
    }

    [Test]
    public void Of_two_different_ones_one_is_larger() => Law.Holds(Gen.Two(Gen.Choose(10000, 99999)), pair =>
    {
        var (left, right) = (Identifier.FromText($"{pair.Item1}"), Identifier.FromText($"{pair.Item2}"));
        Law.Is((left == right) == (left.CompareTo(right) == 0), "order and equality agree");
        Law.Same(Math.Sign(left.CompareTo(right)), -Math.Sign(right.CompareTo(left)), "both ways");
    });
}
