namespace Gateway.Domain.Whatsapp;

/// <summary>
/// One of the two names WhatsApp has for a person: a phone JID or a LID. The text is the form the API gives it in:
/// <c>6281234567890</c> for a phone, <c>205227043110953@lid</c> for a LID.
/// </summary>
public readonly record struct Identifier : IComparable<Identifier>
{
    public const string LidSuffix = "@lid";
    private const int MinPhoneDigits = 5;
    private const int MaxPhoneDigits = 15;
    private const int MaxLidDigits = 20;

    private Identifier(string text) => Text = text;

    /// <summary>The stored and shown form; never null for a value made by the methods below.</summary>
    public string Text { get; }

    public bool IsLid => Text.EndsWith(LidSuffix, StringComparison.Ordinal);

    /// <summary>E.164 without the plus: 5 to 15 digits, the first not 0.</summary>
    public static bool TryPhone(ReadOnlySpan<char> digits, out Identifier phone)
    {
        var good = digits.Length is >= MinPhoneDigits and <= MaxPhoneDigits && digits[0] != '0' && AllDigits(digits);
        phone = good ? new Identifier(digits.ToString()) : default;
        return good;
    }

    /// <summary>1 to 20 digits; they say nothing about a phone number.</summary>
    public static bool TryLid(ReadOnlySpan<char> digits, out Identifier lid)
    {
        var good = digits.Length is >= 1 and <= MaxLidDigits && AllDigits(digits);
        lid = good ? new Identifier(string.Concat(digits, LidSuffix)) : default;
        return good;
    }

    /// <summary>Reads back what <see cref="Text"/> gave.</summary>
    /// <exception cref="FormatException">The text was not written by this type.</exception>
    public static Identifier FromText(string text)
    {
        var good = text.EndsWith(LidSuffix, StringComparison.Ordinal)
            ? TryLid(text.AsSpan(0, text.Length - LidSuffix.Length), out var identifier)
            : TryPhone(text, out identifier);
        return good ? identifier : throw new FormatException("Not a stored identifier.");
    }

    /// <summary>By code point; both forms are ASCII.</summary>
    public int CompareTo(Identifier other) => string.CompareOrdinal(Text, other.Text);

    public override string ToString() => Text;

    internal static bool AllDigits(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');

    public static bool operator <(Identifier left, Identifier right) => left.CompareTo(right) < 0;

    public static bool operator >(Identifier left, Identifier right) => left.CompareTo(right) > 0;

    public static bool operator <=(Identifier left, Identifier right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Identifier left, Identifier right) => left.CompareTo(right) >= 0;
}
