using FsCheck;
using FsCheck.Fluent;
using Gateway.Domain.Search;

namespace Gateway.UnitTests.Search;

[TestFixture]
internal sealed class PostingCodecTests
{
    private static readonly Gram s_plain = new(42);
    private static readonly Gram s_withOffsets = new(43);

    [Test]
    public void Gives_back_what_it_was_given([Values] bool hasOffsets, [Values(8, 64, 1900)] int chunkBytes) =>
        Prop.ForAll(Postings(hasOffsets), postings =>
        {
            var chunks = Chunks(hasOffsets ? s_withOffsets : s_plain, postings, chunkBytes);
            return chunks.SelectMany(chunk => chunk.Postings()).SequenceEqual(postings);
        }).QuickCheckThrowOnFailure();

    [Test]
    public void Chunks_follow_one_another_without_parting_a_position([Values] bool hasOffsets, [Values(8, 64)] int chunkBytes) =>
        Prop.ForAll(Postings(hasOffsets), postings =>
        {
            var chunks = Chunks(hasOffsets ? s_withOffsets : s_plain, postings, chunkBytes);
            return chunks.All(chunk => chunk.Last == chunk.Postings()[^1].Position)
                && chunks.Zip(chunks.Skip(1)).All(pair => pair.First.Last < pair.Second.Postings()[0].Position);
        }).QuickCheckThrowOnFailure();

    [Test]
    public void A_chunk_is_hardly_larger_than_asked_for()
    {
        var chunks = Chunks(s_withOffsets, [.. Enumerable.Range(1, 10_000).Select(i => new Posting(i * 3L, i % 30))], 1_900);
        Assert.Multiple(() =>
        {
            Assert.That(chunks.Max(chunk => chunk.Data.Length), Is.InRange(1_900, 1_920));
            Assert.That(chunks.SkipLast(1).Min(chunk => chunk.Data.Length), Is.GreaterThanOrEqualTo(1_900));
        });
    }

    [Test]
    public void Gives_chunks_in_the_order_of_grams_and_positions()
    {
        var writer = new PostingWriter(8);
        for (var position = 1; position <= 100; position++)
        {
            writer.Add(s_withOffsets, new Posting(position, 0));
            writer.Add(s_plain, new Posting(position, Posting.Anywhere));
        }

        Assert.That(writer.Chunks().Select(chunk => (chunk.Gram.Value, chunk.Last)), Is.Ordered);
    }

    [TestCase("")]
    [TestCase("80")]
    [TestCase("0080")]
    [TestCase("0000FFFFFFFFFFFFFFFFFFFFFF")]
    [TestCase("0001", TestName = "Refuses_a_chunk_that_ends_elsewhere")]
    public void Refuses_bytes_that_are_no_chunk(string hex) =>
        Assert.That(() => new PostingChunk(s_plain, 7, Convert.FromHexString(hex)).Postings(), Throws.TypeOf<InvalidDataException>());

    internal static IReadOnlyList<PostingChunk> Chunks(Gram gram, IEnumerable<Posting> postings, int chunkBytes)
    {
        var writer = new PostingWriter(chunkBytes);
        foreach (var posting in postings)
        {
            writer.Add(gram, posting);
        }

        return writer.Chunks();
    }

    private static Arbitrary<List<Posting>> Postings(bool hasOffsets) =>
        (from positions in Gen.Choose(1, 1_000_000).ListOf()
         from offsets in Gen.Choose(0, 300).ListOf(positions.Count)
         select positions.Zip(offsets, (position, offset) => new Posting(position, hasOffsets ? offset : Posting.Anywhere)).Distinct().Order(Posting.Order).ToList()).ToArbitrary();
}
