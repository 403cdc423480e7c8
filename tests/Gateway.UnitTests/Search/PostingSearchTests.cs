using FsCheck;
using FsCheck.Fluent;
using Gateway.Domain.Contacts;
using Gateway.Domain.Search;

namespace Gateway.UnitTests.Search;

/// <summary>The search over lists in memory: whatever it asks for, it gives every position that matches, in order, and little else.</summary>
[TestFixture]
internal sealed class PostingSearchTests
{
    private static readonly SearchCosts s_costs = new(60, 4, 0.02, 0.25);

    [Test]
    public void Finds_whoever_matches([Values(16, 200)] int chunkBytes, [Values] bool isFiltered)
    {
        var scenes = from people in Gen.Choose(1, 600)
                     from letters in Gen.Elements("ab", "abc", "aabcdefgh ", "0123", "李明a")
                     from seed in Gen.Choose(0, int.MaxValue)
                     from length in Gen.Choose(1, 12)
                     select new Scene(people, letters, seed, length);
        Prop.ForAll(scenes.ToArbitrary(), scene => scene.Check(chunkBytes, isFiltered)).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    [Test]
    public void Reads_no_further_than_it_must()
    {
        var texts = Enumerable.Range(1, 100_000).Select(i => i % 2 == 0 ? "anna\n\n" : "otto\n\n").ToList();
        var table = new Table(texts, 1_900);
        Assert.That(table.Page("a", null, after: 50_000, take: 51), Is.EqualTo(Enumerable.Range(25_001, 51).Select(i => i * 2L)));
        Assert.That((table.Reads, table.Looked / 10), Is.EqualTo((0, 6)));
    }

    [Test]
    public void Reads_lists_that_spare_more_rows_than_they_cost()
    {
        // Both halves of the term are in every second text, but never side by side.
        var texts = Enumerable.Range(1, 100_000).Select(i => i % 2 == 0 ? "abc xx bcd\n\n" : "zzz\n\n").ToList();
        var table = new Table(texts, 1_900);
        Assert.That(table.Page("abcd", null, after: 0, take: 51), Is.Empty);
        Assert.That(table.Looked, Is.LessThan(1_000));
        Assert.That(table.Reads, Is.LessThan(8));
    }

    /// <summary>Random texts of few letters, so that parts of terms are everywhere.</summary>
    private sealed record Scene(int People, string Letters, int Seed, int Length)
    {
        public bool Check(int chunkBytes, bool isFiltered)
        {
            var random = new Random(Seed);
            string Text(int length) => string.Concat(Enumerable.Range(0, length).Select(_ => Letters[random.Next(Letters.Length)]));
            var texts = Enumerable.Range(0, People).Select(_ => $"{Text(random.Next(20))}\n{Text(random.Next(4))}\n{random.Next(100_000)}").ToList();
            var term = random.Next(3) == 0 && texts[random.Next(People)].Split('\n')[0] is { Length: > 0 } name ? name[..Math.Min(name.Length, Length)] : Text(Length);
            var table = new Table(texts, chunkBytes);
            var members = isFiltered ? Enumerable.Range(1, People).Where(_ => random.Next(1 + (Seed % 40)) == 0).Select(i => (long)i).ToArray() : null;
            var (after, take) = (random.Next(-1, People), random.Next(1, 60));
            return table.Page(term, members, Math.Max(0, after), take).SequenceEqual(table.Expected(term, members, Math.Max(0, after), take));
        }
    }

    /// <summary>Lists of texts at positions from 1, and the part of the adapter.</summary>
    private sealed class Table(List<string> texts, int chunkBytes)
    {
        private const int FirstChunks = 2;
        private const int FirstMembers = 20;
        private readonly ILookup<Gram, PostingChunk> _lists = Lists(texts, chunkBytes);

        public int Reads { get; private set; }

        public int Looked { get; private set; }

        public IReadOnlyList<long> Expected(string term, long[]? members, long after, int take) =>
            [.. Positions(after).Where(position => Matches(position, Parsed(term)) && members?.Contains(position) != false).Take(take)];

        public List<long> Page(string term, long[]? members, long after, int take)
        {
            var search = new PostingSearch(Parsed(term), members is not null, after, s_costs);
            search.Begin(texts.Count, []);
            for (var i = 0; i < search.Grams.Count; i++)
            {
                var chunks = Chunks(search.Grams[i], after).Take(FirstChunks).ToList();
                search.Take(i, chunks, chunks.Count < FirstChunks);
            }

            if (members is not null)
            {
                TakeMembers(search, [.. members.Where(member => member > after).Take(FirstMembers)], FirstMembers, long.MaxValue);
            }

            return Follow(search, Parsed(term), members, take);
        }

        private List<long> Follow(PostingSearch search, SearchTerm term, long[]? members, int take)
        {
            var found = new List<long>();
            for (var isLast = false; !isLast && found.Count < take;)
            {
                var step = search.Next(take - found.Count);
                if (step.IsRead)
                {
                    Read(search, step, members);
                    continue;
                }

                isLast = step.IsLast;
                Looked += step.Candidates.Count;
                var rows = step.Candidates.Where(position => Matches(position, term) && members?.Contains(position) != false).Take(take - found.Count).ToList();
                found.AddRange(rows);
                search.Tell(step.Candidates.Count, rows.Count);
            }

            return found;
        }

        private void Read(PostingSearch search, SearchStep step, long[]? members)
        {
            Reads++;
            foreach (var list in step.Lists)
            {
                var chunks = Chunks(list.Gram, list.After).ToList();
                var read = chunks.TakeWhile(chunk => chunk.Last <= list.Target).Concat(chunks.SkipWhile(chunk => chunk.Last <= list.Target).Take(1)).ToList();
                search.Take(list.List, read, read.Count == 0 || read[^1].Last <= list.Target);
            }

            if (step.Members is { } more)
            {
                TakeMembers(search, [.. members!.Where(member => member > more.After && member <= more.Target).Take(FirstMembers)], FirstMembers, more.Target);
            }
        }

        private static void TakeMembers(PostingSearch search, long[] read, int most, long target) =>
            search.TakeMembers(read, read.Length < most ? target : read[^1]);

        private IEnumerable<PostingChunk> Chunks(Gram gram, long after) => _lists[gram].Where(chunk => chunk.Last > after);

        private IEnumerable<long> Positions(long after) => Enumerable.Range(1, texts.Count).Select(i => (long)i).Where(position => position > after);

        private bool Matches(long position, SearchTerm term)
        {
            var text = texts[(int)position - 1];
            return text.Contains(term.Text, StringComparison.Ordinal)
                || (term.Digits is { } digits && text[(text.LastIndexOf('\n') + 1)..].Contains(digits, StringComparison.Ordinal));
        }

        private static SearchTerm Parsed(string term) => SearchTerm.TryParse(term, out var parsed) && parsed is not null ? parsed : throw new ArgumentException("Not a term.", nameof(term));

        private static ILookup<Gram, PostingChunk> Lists(List<string> texts, int chunkBytes)
        {
            var writer = new PostingWriter(chunkBytes);
            foreach (var together in texts.Select((text, i) => new PositionedText(i + 1, text)).Chunk(7))
            {
                writer.Add(new CutTexts(together));
            }

            return writer.Chunks().ToLookup(chunk => chunk.Gram);
        }
    }
}
