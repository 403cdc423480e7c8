using Gateway.Domain.Search;

namespace Gateway.UnitTests.Search;

[TestFixture]
internal sealed class SearchGramsTests
{
    [Test]
    public void Are_every_one_two_and_three_neighbours() =>
        Assert.That(SearchGrams.Of("abcd"), Is.EquivalentTo(new[]
        {
            (Gram("a"), -1), (Gram("b"), -1), (Gram("c"), -1), (Gram("d"), -1), (Gram("ab"), -1), (Gram("bc"), -1), (Gram("cd"), -1), (Gram("abc"), 0), (Gram("bcd"), 1),
        }));

    [Test]
    public void Do_not_reach_across_fields() =>
        Assert.That(SearchGrams.Of("ab\n\ncd"), Is.EquivalentTo(new[] { (Gram("a"), -1), (Gram("b"), -1), (Gram("c"), -1), (Gram("d"), -1), (Gram("ab"), -1), (Gram("cd"), -1) }));

    [Test]
    public void Count_code_points_and_begin_anew_in_every_field() =>
        Assert.That(SearchGrams.Of("😀x\n😀😀李明").Where(entry => entry.Gram.HasOffsets), Is.EquivalentTo(new[] { (Gram("😀😀李"), 0), (Gram("😀李明"), 1) }));

    [Test]
    public void Come_once_where_fields_repeat() => Assert.That(SearchGrams.Of("ann\nann\n"), Is.EquivalentTo(SearchGrams.Of("ann\n\n")));

    [TestCase(SearchGrams.MaxOffsets, 0)]
    [TestCase(SearchGrams.MaxOffsets + 1, Posting.Anywhere)]
    public void That_repeat_too_often_are_anywhere(int times, int first)
    {
        var entries = SearchGrams.Of(new string('a', times + 2)).Where(entry => entry.Gram == Gram("aaa")).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(entries[0].Offset, Is.EqualTo(first));
            Assert.That(entries, Has.Count.EqualTo(first == Posting.Anywhere ? 1 : times));
        });
    }

    [TestCase("", 0)]
    [TestCase("\n\n", 0)]
    [TestCase("\n\n6", 1)]
    public void Of_little_are_few(string text, int count) => Assert.That(SearchGrams.Of(text), Has.Count.EqualTo(count));

    [Test]
    public void Keep_their_values_since_they_are_stored() =>
        Assert.That(new[] { "a", "ab", "abc", "李", "😀😀😀" }.Select(text => Gram(text).Value), Is.EqualTo(new[] { -1206928906, -323056714, 268604719, 510987424, 1606854475 }));

    [Test]
    public void Tell_texts_of_different_lengths_apart() =>
        Assert.That(new[] { "\0", "\0\0", "\0\0\0" }.Select(Gram).Distinct().Count(), Is.EqualTo(3));

    private static Gram Gram(string text) => Domain.Search.Gram.Of([.. text.EnumerateRunes()]);
}
