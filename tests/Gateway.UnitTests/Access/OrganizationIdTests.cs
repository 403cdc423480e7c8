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
    [TestCase("\ud800")]
    [TestCase("a\udc00b")]
    [TestCase("\ud800\ud800\udc00")]
    public void What_no_database_or_log_could_hold_is_none(string text) => Assert.That(OrganizationId.IsWellFormed(text), Is.False);

    [TestCase(256, true)]
    [TestCase(257, false)]
    public void It_has_at_most_256_characters(int length, bool isOne) =>
        Assert.That(OrganizationId.IsWellFormed(new string('o', length)), Is.EqualTo(isOne));
}
