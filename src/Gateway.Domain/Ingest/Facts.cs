using Gateway.Domain.Whatsapp;

namespace Gateway.Domain.Ingest;

/// <summary>A text that was true at a time, in microseconds since the Unix epoch.</summary>
public readonly record struct Fact(string Value, long At)
{
    /// <summary>
    /// What is known after seeing <paramref name="value"/>: the later time wins, at equal times the larger text by code
    /// point. Nothing seen changes nothing, and without a time of its own a repeated value leaves its time alone.
    /// </summary>
    public static Fact? Observe(Fact? stored, string? value, Moment moment)
    {
        if (value is null || (!moment.IsStated && stored?.Value == value))
        {
            return stored;
        }

        var seen = new Fact(value, moment.Time);
        return stored is { } known && !seen.Beats(known) ? stored : seen;
    }

    /// <summary>Of a phone's and a LID's fact the later one; of equally late ones the phone's.</summary>
    public static string? Later(Fact? phone, Fact? lid) =>
        phone is not { } ofPhone ? lid?.Value : lid is { } ofLid && ofLid.At > ofPhone.At ? ofLid.Value : ofPhone.Value;

    /// <summary>Of two values of one time, the one that counts.</summary>
    public static string? Larger(string? left, string? right) =>
        left is null ? right : right is null || CompareCodePoints(left, right) >= 0 ? left : right;

    private bool Beats(Fact other) => At != other.At ? At > other.At : CompareCodePoints(Value, other.Value) > 0;

    private static int CompareCodePoints(string left, string right)
    {
        var common = left.AsSpan().CommonPrefixLength(right);
        return common == left.Length || common == right.Length
            ? left.Length.CompareTo(right.Length)
            : Rank(left[common]).CompareTo(Rank(right[common]));
    }

    /// <summary>UTF-16 puts surrogates below U+E000 to U+FFFF, code points above.</summary>
    private static int Rank(char unit) => unit >= '\uE000' ? unit - 0x800 : unit >= '\uD800' ? unit + 0x2000 : unit;
}

/// <summary>When a line was true: as it states, or else its arrival.</summary>
public readonly record struct Moment(long Time, bool IsStated);

/// <summary>The other half of the latest mapping that names an identifier.</summary>
public readonly record struct Partner(Identifier Other, long At)
{
    public static Partner Observe(Partner? stored, Identifier other, Moment moment)
    {
        if (stored is not { } known)
        {
            return new Partner(other, moment.Time);
        }

        var repeats = !moment.IsStated && known.Other == other;
        var wins = moment.Time != known.At ? moment.Time > known.At : other > known.Other;
        return !repeats && wins ? new Partner(other, moment.Time) : known;
    }
}

/// <summary>That an identifier was seen in a group.</summary>
/// <param name="At">The latest time it was seen there.</param>
public sealed record Membership(long At, Fact? Role);

/// <summary>What is stored about a group.</summary>
/// <param name="CompleteAt">The time of the latest complete member list.</param>
public sealed record GroupFacts(Fact? Name, long? CompleteAt)
{
    public static GroupFacts Unknown { get; } = new(null, null);

    /// <summary>A membership counts while it is not older than the group's latest complete list.</summary>
    public bool Has(Membership membership) => CompleteAt is not { } complete || membership.At >= complete;
}

/// <summary>All that is stored about one identifier.</summary>
/// <param name="IsKnown">Made by a contact or a membership; false when only mappings ever named it.</param>
/// <param name="Position">Given with the first direct chat or membership, for good; null before. Memberships keep it, too.</param>
public sealed record IdentifierFacts(
    bool IsKnown,
    Partner? Partner,
    Fact? SavedName,
    Fact? PushName,
    Fact? BusinessName,
    long? DirectChatAt,
    long? Position,
    Memberships Memberships)
{
    public static IdentifierFacts Unknown { get; } = new(false, null, null, null, null, null, null, Memberships.None);

    /// <summary>Whether the stored row stays as it was before: memberships have rows of their own, which keep the position that the first gave.</summary>
    internal bool HasRowOf(IdentifierFacts before) =>
        this == before with { Memberships = Memberships, Position = Memberships.IsEmpty ? before.Position : Position };
}
