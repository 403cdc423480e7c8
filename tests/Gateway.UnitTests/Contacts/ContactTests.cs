using FsCheck.Fluent;
using Gateway.Domain.Contacts;

namespace Gateway.UnitTests.Contacts;

internal sealed class ContactTests
{
    private static readonly Contact s_alice = new(7, "6281234567890", "205227043110953@lid", "Alice Ä", "ACME Straße", true, false);

    [TestCase("alice")]
    [TestCase("ä")]
    [TestCase("STRASSE")]
    [TestCase("acme s")]
    [TestCase("1234")]
    public void Is_found_by_name_business_name_and_number(string text) => Assert.That(IsFound(s_alice, text), Is.True);

    [TestCase("bob")]
    [TestCase("205227043110953")]
    [TestCase("lid")]
    [TestCase("ÄACME")]
    [TestCase("straße6281")]
    [TestCase("strasse 6281")]
    public void Is_not_found_by_anything_else(string text) => Assert.That(IsFound(s_alice, text), Is.False);

    [Test]
    public void Is_never_found_across_the_border_of_two_fields() => Law.Holds(Gen.Two(Texts.Any), names =>
    {
        var (name, business) = (ContactName.Clean(names.Item1) ?? "", ContactName.Clean(names.Item2) ?? "");
        var contact = new Contact(1, "6281234567890", "", name, business, true, false);
        Law.Same(contact.SearchText.Split('\n').Length, 3, "the separator stands in no field");
        Law.Same(contact.SearchText, $"{TextFolding.Fold(name)}\n{TextFolding.Fold(business)}\n6281234567890", "the three fields");
    });

    [Test]
    public void Is_found_by_every_part_of_its_name() => Law.Holds(Texts.Any, text =>
    {
        var contact = new Contact(1, "", "", ContactName.Clean(text) ?? "", "", true, false);
        Law.Is(contact.Name.Length == 0 || IsFound(contact, contact.Name), "whole name");
        Law.Is(contact.Name.Length == 0 || IsFound(contact, contact.Name.Normalize(System.Text.NormalizationForm.FormD)), "decomposed");
    });

    private static bool IsFound(Contact contact, string text) =>
        SearchTerm.TryParse(text, out var term) && contact.SearchText.Contains(term!.Text, StringComparison.Ordinal);
}
