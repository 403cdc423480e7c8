using Gateway.Domain.Whatsapp;

namespace Gateway.Domain.Sessions;

/// <summary>A session's id: <c>sess_</c> and 1 to 64 of <c>[0-9A-Za-z]</c>, compared exactly. Ids that we make are ULIDs.</summary>
public readonly record struct SessionId
{
    public const string Prefix = "sess_";
    public const int MaxLength = 5 + MaxCharacters; // with the prefix
    private const int MaxCharacters = 64;

    private SessionId(string text) => Text = text;

    public string Text { get; }

    public static bool TryParse(string? text, out SessionId id)
    {
        var good = text is not null && text.StartsWith(Prefix, StringComparison.Ordinal)
            && text.Length - Prefix.Length is >= 1 and <= MaxCharacters
            && text.AsSpan(Prefix.Length).IndexOfAnyExcept(Ulid.Alphanumeric) < 0;
        id = good ? new SessionId(text!) : default;
        return good;
    }

    /// <summary>Reads back what <see cref="Text"/> gave.</summary>
    /// <exception cref="FormatException">The text is no session's id.</exception>
    public static SessionId FromText(string text) => TryParse(text, out var id) ? id : throw new FormatException("Not a session's id.");

    public static SessionId New(TimeProvider clock) => new(Prefix + Ulid.New(clock));

    public override string ToString() => Text;
}

/// <summary>Who a session's own number is, and whom it belongs to.</summary>
/// <param name="OrganizationId">An opaque text, as tokens carry it.</param>
/// <param name="OwnIdentifiers">Every number and LID ever reported as the session's own.</param>
/// <param name="ContactCount">How many people are listed.</param>
public sealed record Session(
    SessionId Id,
    string OrganizationId,
    IReadOnlyList<Identifier> OwnIdentifiers,
    SessionFreshness Freshness,
    long ContactCount);

/// <summary>How current a session's data is.</summary>
/// <param name="DataAsOf">When it last accepted an observation or finished an import, by our clock; null when never.</param>
public sealed record SessionFreshness(DateTimeOffset? DataAsOf, SessionStatus Status);

/// <summary>Whether the number was online, as last reported.</summary>
public enum SessionStatus
{
    Unknown,
    Connected,
    Disconnected,
}
