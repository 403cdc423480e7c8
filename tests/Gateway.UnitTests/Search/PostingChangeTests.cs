using FsCheck;
using FsCheck.Fluent;
using Gateway.Domain.Search;

namespace Gateway.UnitTests.Search;

/// <summary>Changed texts put among the postings of earlier ones leave what the texts of now alone would have given.</summary>
[TestFixture]
internal sealed class PostingChangeTests
{
    [Test]
    public void Gives_the_postings_of_the_texts_of_now([Values(1, 16, 64, 1_900)] int chunkBytes) =>
        Prop.ForAll(Scenes(), scene =>
        {
            var chunks = scene.Apply(chunkBytes);
            Assert.That(Postings(chunks), Is.EqualTo(Postings(Chunks(scene.After, chunkBytes))));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200).WithQuietOnSuccess(true));

    [Test]
    public void Leaves_chunks_that_follow_one_another_without_touching([Values(1, 16, 64, 1_900)] int chunkBytes) =>
        Prop.ForAll(Scenes(), scene =>
        {
            foreach (var list in scene.Apply(chunkBytes).GroupBy(chunk => chunk.Gram))
            {
                var ordered = list.OrderBy(chunk => chunk.Last).ToList();
                Assert.That(ordered.Zip(ordered.Skip(1)).All(pair => pair.First.Last < pair.Second.Postings()[0].Position));
                Assert.That(ordered.TrueForAll(chunk => chunk.Postings().Count > 0 && chunk.Last == chunk.Postings()[^1].Position));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200).WithQuietOnSuccess(true));

    [Test]
    public void Done_twice_changes_nothing_more() =>
        Prop.ForAll(Scenes(), scene =>
        {
            var once = scene.Apply(64);
            Assert.That(Postings(Scene.Applied(scene.Change, once, 64)), Is.EqualTo(Postings(once)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(100).WithQuietOnSuccess(true));

    [Test]
    public void A_text_that_is_gone_leaves_nothing()
    {
        var change = new PostingChange([new ChangedText(3, "anna\n\n6281", "")]);
        Assert.That(change.ApplyTo(Chunks(new() { [3] = "anna\n\n6281" }, 1_900), 1_900), Is.Empty);
    }

    private static Arbitrary<Scene> Scenes() =>
        (from people in Gen.Choose(0, 120) from letters in Gen.Elements("a", "ab", "abc 李", "0123") from seed in Gen.Choose(0, int.MaxValue - 1) select Scene.Of(people, letters, new Random(seed)))
        .ToArbitrary();

    private static IReadOnlyList<PostingChunk> Chunks(SortedDictionary<long, string> texts, int chunkBytes)
    {
        var writer = new PostingWriter(chunkBytes);
        writer.Add(new CutTexts([.. texts.Select(text => new PositionedText(text.Key, text.Value))]));
        return writer.Chunks();
    }

    private static List<(int Gram, Posting Posting)> Postings(IEnumerable<PostingChunk> chunks) =>
        [.. chunks.OrderBy(chunk => chunk.Gram.Value).ThenBy(chunk => chunk.Last).SelectMany(chunk => chunk.Postings().Select(posting => (chunk.Gram.Value, posting)))];

    /// <summary>Texts before and after: some changed, some gone, some at positions that had none.</summary>
    private sealed record Scene(SortedDictionary<long, string> Before, SortedDictionary<long, string> After)
    {
        public PostingChange Change => new(
            Before.Keys.Union(After.Keys).Order()
                .Select(position => new ChangedText(position, Before.GetValueOrDefault(position, ""), After.GetValueOrDefault(position, "")))
                .Where(text => text.Sealed != text.Current));

        public static Scene Of(int people, string letters, Random random)
        {
            string Text(int length) => string.Concat(Enumerable.Range(0, length).Select(_ => letters[random.Next(letters.Length)]));
            string Person() => $"{Text(random.Next(8) == 0 ? 60 : random.Next(12))}\n{Text(random.Next(4))}\n{random.Next(1_000)}";
            var (before, after) = (new SortedDictionary<long, string>(), new SortedDictionary<long, string>());
            for (var position = 1L; position <= people; position++)
            {
                var (was, stays) = (random.Next(5) > 0, random.Next(3) > 0);
                if (was)
                {
                    before[position] = Person();
                }

                if (was && stays)
                {
                    after[position] = before[position];
                }
                else if (random.Next(3) > 0)
                {
                    after[position] = Person();
                }
            }

            return new Scene(before, after);
        }

        public IReadOnlyList<PostingChunk> Apply(int chunkBytes) => Applied(Change, Chunks(Before, chunkBytes), chunkBytes);

        /// <summary>As a store does: takes out the chunks of the places, puts in what becomes of them.</summary>
        public static IReadOnlyList<PostingChunk> Applied(PostingChange change, IReadOnlyList<PostingChunk> stored, int chunkBytes)
        {
            var lists = stored.ToLookup(chunk => chunk.Gram);
            var taken = change.Places
                .SelectMany(place => lists[place.Gram].Where(chunk => chunk.Last >= place.Position).OrderBy(chunk => chunk.Last).Take(1))
                .DistinctBy(chunk => (chunk.Gram, chunk.Last)).ToList();
            var keys = taken.Select(chunk => (chunk.Gram, chunk.Last)).ToHashSet();
            return [.. stored.Where(chunk => !keys.Contains((chunk.Gram, chunk.Last))), .. change.ApplyTo(taken, chunkBytes)];
        }
    }
}
