namespace Gateway.Domain.Whatsapp;

/// <summary>A group's JID: 1 to 32 digits, or two such parts joined by <c>-</c> (old style: creator and time), then <c>@g.us</c>.</summary>
public readonly record struct GroupJid
{
    public const string Suffix = "@g.us";
    private const int MaxDigits = 32;

    private GroupJid(string text) => Text = text;

    public string Text { get; }

    public static bool TryParse(string? text, out GroupJid group)
    {
        var good = text is not null && text.EndsWith(Suffix, StringComparison.Ordinal) && IsUser(text.AsSpan(0, text.Length - Suffix.Length));
        group = good ? new GroupJid(text!) : default;
        return good;
    }

    /// <summary>Reads back what <see cref="Text"/> gave.</summary>
    /// <exception cref="FormatException">The text is no group's JID.</exception>
    public static GroupJid FromText(string text) => TryParse(text, out var group) ? group : throw new FormatException("Not a group's JID.");

    public override string ToString() => Text;

    private static bool IsUser(ReadOnlySpan<char> user)
    {
        var dash = user.IndexOf('-');
        return dash < 0 ? IsPart(user) : IsPart(user[..dash]) && IsPart(user[(dash + 1)..]);
    }

    private static bool IsPart(ReadOnlySpan<char> part) => part.Length is >= 1 and <= MaxDigits && Identifier.AllDigits(part);
}
