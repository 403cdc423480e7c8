using FsCheck;
using FsCheck.Fluent;

namespace Gateway.Laws;

/// <summary>Throws generated input at what strangers may reach: some, always the same, or as much as GATEWAY_FUZZ says.</summary>
internal static class Fuzz
{
    /// <summary>Where a case costs microseconds.</summary>
    public const int Cases = 2000;

    /// <summary>How many of the cases go where one costs a request, a signature or a database.</summary>
    private const int Sample = 10;

    /// <summary>Over every case.</summary>
    public static void Survives<T>(Gen<T> input, Action<T> law) => Law.Check(input, _ => [], law, Law.Asked("GATEWAY_FUZZ") ?? Cases);

    /// <summary>Over a tenth of the cases.</summary>
    public static void SurvivesSample<T>(Gen<T> input, Action<T> law) => Law.Check(input, _ => [], law, (Law.Asked("GATEWAY_FUZZ") ?? Cases) / Sample);

    /// <summary>Bytes of every sort; half of them what text formats are made of.</summary>
    public static Gen<byte[]> Bytes { get; } =
        Gen.Elements("{}[]\":,\\u0123dc.-_=%&+eE \t\r\n"u8.ToArray()).Or(Gen.Choose(0, 255).Select(value => (byte)value)).ArrayOf();

    /// <summary>These bytes with one to four things done to them: a bit flipped, a byte changed, some gone, some twice, some added.</summary>
    public static Gen<byte[]> Mutated(byte[] good) =>
        from count in Gen.Choose(1, 4)
        from changes in Gen.Choose(0, int.MaxValue - 1).ListOf(count)
        from extra in Bytes
        select changes.Aggregate(good, (bytes, seed) => Changed(bytes, new Random(seed), extra));

    private static byte[] Changed(byte[] bytes, Random dice, byte[] extra)
    {
        var at = dice.Next(bytes.Length + 1);
        var to = dice.Next(at, Math.Min(bytes.Length, at + 16) + 1);
        return dice.Next(6) switch
        {
            0 => [.. bytes[..at], .. bytes[to..]],
            1 => [.. bytes[..to], .. bytes[at..]],
            2 => [.. bytes[..at], .. extra, .. bytes[at..]],
            3 => bytes[..at],
            4 when at < bytes.Length => [.. bytes[..at], (byte)dice.Next(256), .. bytes[(at + 1)..]],
            _ when at < bytes.Length => [.. bytes[..at], (byte)(bytes[at] ^ (1 << dice.Next(8))), .. bytes[(at + 1)..]],
            _ => [.. bytes, (byte)dice.Next(256)],
        };
    }
}
