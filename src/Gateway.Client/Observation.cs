using System.Text.Json.Serialization;

namespace Gateway.Client;

/// <summary>Something that a WhatsApp number saw, of one of four kinds. What is null is not sent: it says that nothing is known.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(ContactObservation), "contact")]
[JsonDerivedType(typeof(GroupObservation), "group")]
[JsonDerivedType(typeof(MappingObservation), "mapping")]
[JsonDerivedType(typeof(SessionObservation), "session")]
public abstract record Observation
{
    private protected Observation()
    {
    }

    /// <summary>When it was true: for every fact the later one counts. Null is when it arrives.</summary>
    public DateTimeOffset? At { get; init; }
}

/// <summary>A person, and what is known of it. The facts belong to the <see cref="Jid"/>, or to the <see cref="Lid"/> where there is none.</summary>
public sealed record ContactObservation : Observation
{
    /// <summary>The person's JID: <c>6281234567890@s.whatsapp.net</c>, or a LID.</summary>
    public string? Jid { get; init; }

    /// <summary>The person's LID: <c>205227043110953@lid</c>.</summary>
    public string? Lid { get; init; }

    /// <summary>The name in the address book.</summary>
    public string? SavedName { get; init; }

    /// <summary>The person's own name.</summary>
    public string? PushName { get; init; }

    /// <summary>The verified business name.</summary>
    public string? BusinessName { get; init; }

    /// <summary>True when there is a direct chat; false says nothing.</summary>
    public bool DirectChat { get; init; }
}

/// <summary>A group, and members of it.</summary>
public sealed record GroupObservation : Observation
{
    /// <summary>The group's JID: <c>120363021234567890@g.us</c>.</summary>
    public required string Jid { get; init; }

    /// <summary>The group's name.</summary>
    public string? Name { get; init; }

    /// <summary>Those that were seen in it.</summary>
    public IReadOnlyList<GroupMember> Members { get; init; } = [];

    /// <summary>True when <see cref="Members"/> is the whole list: who is not on it has left.</summary>
    public bool Complete { get; init; }
}

/// <summary>A member of a group, by <see cref="Jid"/>, <see cref="Lid"/> or both.</summary>
public sealed record GroupMember
{
    /// <summary>The person's JID, or a LID.</summary>
    public string? Jid { get; init; }

    /// <summary>The person's LID.</summary>
    public string? Lid { get; init; }

    /// <summary>What the person is in the group, such as <c>admin</c>.</summary>
    public string? Role { get; init; }

    /// <summary>The name in the address book.</summary>
    public string? SavedName { get; init; }

    /// <summary>The person's own name.</summary>
    public string? PushName { get; init; }

    /// <summary>The verified business name.</summary>
    public string? BusinessName { get; init; }
}

/// <summary>That a LID and a number are one person. Makes nobody known; joins what is or becomes known.</summary>
public sealed record MappingObservation : Observation
{
    /// <summary>The LID: <c>205227043110953@lid</c>.</summary>
    public required string Lid { get; init; }

    /// <summary>The number's JID: <c>6281234567890@s.whatsapp.net</c>.</summary>
    public required string Phone { get; init; }
}

/// <summary>The session itself: its own number and LID, who are never listed, and whether it is online.</summary>
public sealed record SessionObservation : Observation
{
    /// <summary>The session's own JID.</summary>
    public string? Jid { get; init; }

    /// <summary>The session's own LID.</summary>
    public string? Lid { get; init; }

    /// <summary>Whether the number is online.</summary>
    public SessionStatus? Status { get; init; }
}
