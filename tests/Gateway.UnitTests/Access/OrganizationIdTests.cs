using Gateway.Domain.Access;

namespace Gateway.UnitTests.Access;

public sealed class OrganizationIdTests
{
    [TestCase("org_01HZX")]
    [TestCase("a")]
    [TestCase("Acme & Söhne, 東京 \U0001F600")]
    [TestCase("' OR 1=1--")]
    public void Any_plain_text_is_one(string text) => Assert.That(OrganizationId.IsWellFormed(text));

    [TestCase("")]
    [TestCase(" ")]
    [TestCase("a\0b")]
    [TestCase("a\nb")]
    [TestCase("a\u0085b")]
    [TestCase("\u3164")]
    [TestCase("\u2800\u200d")]
    public void What_no_database_or_log_could_hold_is_none(string text) => Assert.That(OrganizationId.IsWellFormed(text), Is.False);

    [Test]
    public void Half_a_character_is_none() => // an attribute could not hold these
        Assert.That(new[] { "\ud800", "a\udc00b", "\ud800\ud800\udc00", "\udc00\ud800" }.Where(OrganizationId.IsWellFormed), Is.Empty);

    [TestCase(256, true)]
    [TestCase(257, false)]
    public void It_has_at_most_256_characters(int length, bool isOne) =>
        Assert.That(OrganizationId.IsWellFormed(new string('o', length)), Is.EqualTo(isOne));
}
