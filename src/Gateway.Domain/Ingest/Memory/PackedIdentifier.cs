using Gateway.Domain.Whatsapp;

namespace Gateway.Domain.Ingest.Memory;

/// <summary>
/// An identifier in 16 bytes: its digits as a decimal number behind a leading 1, since a LID may start with zeros, and whether it is a LID.
/// </summary>
internal readonly record struct PackedIdentifier
{
    private const int MostDigitsOfLong = 18;
    private readonly ulong _high;
    private readonly ulong _low;

    private PackedIdentifier(UInt128 value) => (_high, _low) = ((ulong)(value >> 64), (ulong)value);

    private UInt128 Value => new(_high, _low);

    public static PackedIdentifier Of(Identifier id)
    {
        var digits = id.IsLid ? id.Text.AsSpan(0, id.Text.Length - Identifier.LidSuffix.Length) : id.Text.AsSpan();
        var head = digits[..Math.Min(digits.Length, MostDigitsOfLong)];
        UInt128 number = Read(1, head);
        foreach (var digit in digits[head.Length..])
        {
            number = (number * 10) + (uint)(digit - '0');
        }

        return new PackedIdentifier((number << 1) | (id.IsLid ? 1u : 0u));
    }

    public Identifier Unpack()
    {
        var number = Value >> 1;
        Span<char> text = stackalloc char[64];
        var written = Write(number, text);
        if ((_low & 1) != 0)
        {
            Identifier.LidSuffix.CopyTo(text[written..]);
            written += Identifier.LidSuffix.Length;
        }

        return Identifier.FromText(text[1..written].ToString());
    }

    /// <summary>Spread over all bits; numbers follow each other.</summary>
    public override int GetHashCode() => (int)(((_low ^ (_high * 0xC2B2AE3D27D4EB4F)) * 0x9E3779B97F4A7C15) >> 32);

    public bool Equals(PackedIdentifier other) => _low == other._low && _high == other._high;

    private static ulong Read(ulong number, ReadOnlySpan<char> digits)
    {
        foreach (var digit in digits)
        {
            number = (number * 10) + (uint)(digit - '0');
        }

        return number;
    }

    private static int Write(UInt128 number, Span<char> text)
    {
        int written;
        _ = number <= ulong.MaxValue
            ? ((ulong)number).TryFormat(text, out written, provider: System.Globalization.CultureInfo.InvariantCulture)
            : number.TryFormat(text, out written, provider: System.Globalization.CultureInfo.InvariantCulture);
        return written;
    }
}
