using FsCheck;
using FsCheck.Fluent;
using Gateway.Domain.Search;

namespace Gateway.UnitTests.Search;

[TestFixture]
internal sealed class SearchUpkeepTests
{
    [TestCase(0, 1, 0)]
    [TestCase(0, 999, 0)]
    [TestCase(0, 7_999, 0)]
    [TestCase(0, 8_000, 1)]
    [TestCase(500, 8_499, 0)]
    [TestCase(500, 8_500, 1)]
    [TestCase(0, 63_999, 1)]
    [TestCase(0, 64_000, 2)]
    [TestCase(1_000_000, 1_262_144, 2)]
    public void A_run_of_eight_times_as_many_positions_is_a_level_higher(long after, long last, int level) =>
        Assert.That(SearchRun.Of(after, last), Is.EqualTo(new SearchRun(last, level)));

    [TestCase("", null)]
    [TestCase("0000000", null)]
    [TestCase("00000000", "0-8")]
    [TestCase("000000000", "1-9")]
    [TestCase("100000000", "1-9")]
    [TestCase("000000001", "1-9")]
    [TestCase("0000100000000", "5-13")]
    [TestCase("0000100001", "2-10")]
    [TestCase("0101010", null)]
    [TestCase("01010101", "0-8")]
    [TestCase("11111110000000", null)]
    [TestCase("111111110000000", "0-8")]
    [TestCase("1111111100000000", "8-16")]
    [TestCase("21111111100", "1-9")]
    public void The_youngest_eight_neighbours_of_one_level_are_merged(string levels, string? merged)
    {
        // Every run ends at a position of its number, from 1.
        var merge = SearchUpkeep.Mergeable([.. levels.Select((level, i) => new SearchRun(i + 1, level - '0'))]);
        Assert.That(merge is { } found ? $"{found.After}-{found.Last}" : null, Is.EqualTo(merged));
    }

    [Test]
    public void However_people_come_few_runs_are_left() => Prop.ForAll(
        Gen.Choose(SearchUpkeep.SealAt, 3 * SearchUpkeep.MostSealed).ListOf(400).ToArbitrary(), // up to some ten millions: five levels
        sizes =>
        {
            var runs = new List<SearchRun>();
            foreach (var size in sizes)
            {
                var last = runs.Count == 0 ? 0 : runs[^1].Last;
                runs.Add(SearchRun.Of(last, last + size));
                while (SearchUpkeep.Mergeable(runs) is { } merge)
                {
                    Assert.That(runs.RemoveAll(run => run.Last > merge.After && run.Last <= merge.Last), Is.EqualTo(SearchUpkeep.MergedRuns));
                    runs.Insert(runs.FindIndex(run => run.Last > merge.Last) is >= 0 and var next ? next : runs.Count, merge.Merged);
                    Assert.That(runs, Is.Ordered.By(nameof(SearchRun.Last)));
                }
            }

            Assert.That(runs, Has.Count.LessThanOrEqualTo(5 * (SearchUpkeep.MergedRuns - 1)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(30).WithQuietOnSuccess(true));

    [Test]
    public void The_parts_of_a_merge_are_all_grams_and_none_twice([Values(1_000, 16_384, 32_768, 50_000, 262_144, 1_000_000, 10_000_000)] long positions)
    {
        var merge = new RunMerge(77, 77 + positions);
        var next = (long)int.MinValue;
        for (var part = 0; part < merge.Parts; part++)
        {
            var (first, last) = merge.GramsOf(part);
            Assert.That((first, first <= last), Is.EqualTo((next, true)), $"part {part}");
            next = last + 1L;
        }

        Assert.That((merge.Parts, next), Is.EqualTo((Math.Max(1, positions / SearchUpkeep.MostSealed), int.MaxValue + 1L)));
    }
}
