namespace Gateway.Client;

/// <summary>Whom a list keeps. What is null does not filter; what is set combines with AND.</summary>
public sealed record ContactFilter
{
    internal const int LargestPage = 200;

    /// <summary><see cref="ContactSource.DirectChat"/> keeps people with a direct chat, <see cref="ContactSource.Group"/> those ever seen in a group.</summary>
    public ContactSource? Source { get; init; }

    /// <summary>Keeps the current members of one group, by its JID: <c>120363021234567890@g.us</c>.</summary>
    public string? Group { get; init; }

    /// <summary>Keeps people whose name, business name or phone number contains this text, caseless in every script; at most 256 code points.</summary>
    public string? Q { get; init; }
}
