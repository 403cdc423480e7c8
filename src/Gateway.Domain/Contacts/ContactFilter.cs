using Gateway.Domain.Whatsapp;

namespace Gateway.Domain.Contacts;

/// <summary>A fact about how the session knows a person; a person may have both.</summary>
public enum ContactSource
{
    /// <summary>There is a direct chat.</summary>
    DirectChat = 1,

    /// <summary>Ever seen in a group.</summary>
    Group = 2,
}

/// <summary>Which contacts a walk returns; what is null does not filter, what is not combines with AND.</summary>
public sealed record ContactFilter(ContactSource? Source = null, GroupJid? Group = null, SearchTerm? Search = null)
{
    public const string DirectChatText = "dm";
    public const string GroupText = "group";

    /// <summary><c>dm</c> or <c>group</c>, exactly; absent does not filter.</summary>
    public static bool TryParseSource(string? text, out ContactSource? source)
    {
        source = text switch
        {
            DirectChatText => ContactSource.DirectChat,
            GroupText => ContactSource.Group,
            _ => null,
        };
        return text is null || source is not null;
    }

    /// <summary>Absent does not filter.</summary>
    public static bool TryParseGroup(string? text, out GroupJid? group)
    {
        var good = GroupJid.TryParse(text, out var parsed);
        group = good ? parsed : null;
        return good || text is null;
    }
}
