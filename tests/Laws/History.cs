using FsCheck;
using FsCheck.Fluent;
using Gateway.Domain.Ingest;
using Gateway.Domain.Whatsapp;

namespace Gateway.Laws;

/// <summary>Lines that a session took, and a seed for how a law plays with them.</summary>
internal sealed record History(IReadOnlyList<Observation> Lines, int Seed)
{
    /// <summary>Where the clock starts; the times that lines state are around it.</summary>
    public const long Start = 20;

    private static readonly Gen<long?> s_stated = Gen.Elements<long?>([10, 20, 21, 22, 23, 30]);
    private static readonly Gen<long?> s_unstated = Gen.Constant<long?>(null);

    /// <summary>Every line states its time.</summary>
    public static Gen<History> Stated { get; } = Of(HistoryLines.Any(s_stated));

    /// <summary>No line states its time.</summary>
    public static Gen<History> Unstated { get; } = Of(HistoryLines.Any(s_unstated));

    /// <summary>Some lines do, and at times a person is forgotten.</summary>
    public static Gen<History> Mixed { get; } = Of(MixedLine());

    /// <summary>The same, long enough to be told by several at once.</summary>
    public static Gen<History> Long { get; } = Of(MixedLine(), least: 12, most: 40);

    /// <summary>All that a history can speak of.</summary>
    public static Footprint Everything { get; } = new(HistoryLines.Identifiers.ToHashSet(), HistoryLines.Groups.ToHashSet(), new HashSet<GroupJid>());

    /// <summary>Histories without one of the lines, for a smallest one that breaks a law.</summary>
    public IEnumerable<History> Shrink() =>
        Enumerable.Range(0, Lines.Count).Select(i => this with { Lines = [.. Lines.Take(i), .. Lines.Skip(i + 1)] });

    /// <summary>The lines in batches of one to four, as the dice fall, while the clock stands still or goes on.</summary>
    public IEnumerable<Batch> InBatches(Random dice, long now = Start)
    {
        for (int i = 0, size; i < Lines.Count; i += size)
        {
            size = dice.Next(1, 5);
            yield return new Batch([.. Lines.Skip(i).Take(size)], now);
            now += dice.Next(2) * dice.Next(6);
        }
    }

    public override string ToString() => $"seed {Seed}\n{string.Join('\n', Lines.Select(HistoryLines.Show))}";

    private static Gen<Observation> MixedLine() => Gen.Frequency(
        (20, HistoryLines.Any(s_stated.Or(s_unstated))),
        (1, HistoryLines.Forgetting));

    private static Gen<History> Of(Gen<Observation> line, int least = 1, int most = 16) =>
        from count in Gen.Choose(least, most)
        from lines in line.ListOf(count)
        from seed in Gen.Choose(0, int.MaxValue - 1)
        select new History([.. lines], seed);
}
