using Gateway.Domain.Search;

namespace Gateway.UnitTests.Search;

[TestFixture]
internal sealed class CutTextsTests
{
    private static readonly string[] s_letters = ["a", "b", "é", "李", "明", "😀", "7", "\n"];

    [Test]
    public void Have_the_postings_of_each_in_order([Range(1, 20)] int seed)
    {
        var dice = new Random(seed);
        var texts = Enumerable.Range(0, dice.Next(CutTexts.Most + 1)).Select(i => new PositionedText((5 * i) + dice.Next(5), Text(dice))).ToList();
        using var cut = new CutTexts(texts);
        var writer = new PostingWriter(chunkBytes: 8 + dice.Next(2_000));
        writer.Add(cut);
        var expected = texts.SelectMany(text => SearchGrams.Of(text.Text).Select(entry => (entry.Gram, Posting: new Posting(text.Position, entry.Offset)))).ToList();
        var chunks = writer.Chunks();
        Assert.Multiple(() =>
        {
            Assert.That(writer.Count, Is.EqualTo(expected.Count));
            Assert.That(
                chunks.SelectMany(chunk => chunk.Postings().Select(posting => (chunk.Gram, Posting: posting))),
                Is.EqualTo(expected.OrderBy(entry => entry.Gram.Value).ThenBy(entry => entry.Posting, Posting.Order)));
        });
    }

    [Test]
    public void May_be_none()
    {
        using var cut = new CutTexts([]);
        var writer = new PostingWriter(chunkBytes: 8);
        writer.Add(cut);
        Assert.That(writer.Chunks(), Is.Empty);
    }

    [Test]
    public void Are_sorted_as_comparing_would([Range(1, 20)] int seed)
    {
        var dice = new Random(seed);
        var numbers = Enumerable.Range(0, dice.Next(5_000)).Select(_ => (ulong)dice.NextInt64(long.MinValue, long.MaxValue) >> (8 * dice.Next(8)) << (8 * dice.Next(8))).ToArray();
        var (sorted, _) = RadixSort.Ascending([.. numbers, 3, 1], new ulong[numbers.Length + 2], numbers.Length);
        Assert.That(sorted.Take(numbers.Length), Is.EqualTo(numbers.Order()));
    }

    private static string Text(Random dice) => string.Concat(Enumerable.Range(0, dice.Next(8) == 0 ? 100 : dice.Next(20)).Select(_ => s_letters[dice.Next(dice.Next(s_letters.Length) + 1)]));
}
