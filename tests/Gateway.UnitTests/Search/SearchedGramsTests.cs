using Gateway.Domain.Search;

namespace Gateway.UnitTests.Search;

[TestFixture]
internal sealed class SearchedGramsTests
{
    [TestCase("a")]
    [TestCase("李明")]
    [TestCase("abc")]
    public void Of_a_short_term_are_the_term_itself_wherever(string term)
    {
        var grams = SearchedGrams.Of(term);
        Assert.That(grams.Select(gram => (gram.Gram, gram.Offsets.Count)), Is.EqualTo(new[] { (Gram.Of([.. term.EnumerateRunes()]), 0) }));
    }

    [TestCase("abcd", "0 1")]
    [TestCase("abcdefgh", "0 1 2 3 4 5")]
    [TestCase("abcdefghi", "0 3 6")]
    [TestCase("abcdefghij", "0 3 6 7")]
    public void Cover_a_longer_one(string term, string offsets) =>
        Assert.That(string.Join(' ', SearchedGrams.Of(term).SelectMany(gram => gram.Offsets).Order()), Is.EqualTo(offsets));

    [Test]
    public void Come_once_with_every_place() =>
        Assert.That(SearchedGrams.Of("ananan").Select(gram => string.Join(' ', gram.Offsets)), Is.EqualTo(new[] { "0 2", "1 3" }));

    [Test]
    public void Of_the_longest_terms_are_few_but_their_ends_are_among_them()
    {
        var term = string.Concat(Enumerable.Range(0, 4_000).Select(i => (char)('一' + i)));
        var offsets = SearchedGrams.Of(term).SelectMany(gram => gram.Offsets).Order().ToList();
        Assert.Multiple(() =>
        {
            Assert.That(offsets, Has.Count.EqualTo(16));
            Assert.That((offsets[0], offsets[^1]), Is.EqualTo((0, 3_997)));
        });
    }
}
