using Gateway.Domain.Sessions;
using Gateway.Domain.Whatsapp;

namespace Gateway.Domain.Ingest;

/// <summary>One thing that a session was seen to know: a line of the neutral form, parsed and cleaned.</summary>
/// <param name="At">When it was true, in microseconds since the Unix epoch; null takes the arrival.</param>
public abstract record Observation(long? At);

/// <summary>A person, by one identifier, with what the line says about them.</summary>
/// <param name="Id">Whose facts these are.</param>
/// <param name="Lid">A second identifier, which only maps; null when there is none or <paramref name="Id"/> is it.</param>
/// <param name="Role">In a group's member list only.</param>
public sealed record PersonObservation(
    Identifier Id,
    Identifier? Lid,
    string? SavedName = null,
    string? PushName = null,
    string? BusinessName = null,
    string? Role = null)
{
    public IReadOnlyList<Identifier> Identifiers => Lid is { } lid ? [Id, lid] : [Id];
}

/// <summary>A person known from the address book or a chat.</summary>
/// <param name="DirectChat">False says nothing.</param>
/// <param name="DirectChatIfUnseen">Counts as a direct chat only where nothing else lists the person.</param>
public sealed record ContactObservation(PersonObservation Person, bool DirectChat, long? At, bool DirectChatIfUnseen = false) : Observation(At);

/// <summary>A group and members of it.</summary>
/// <param name="Complete">The list is the group's whole one of its time.</param>
public sealed record GroupObservation(
    GroupJid Group,
    string? Name,
    IReadOnlyList<PersonObservation> Members,
    bool Complete,
    long? At) : Observation(At)
{
    /// <summary>How many members could not be read.</summary>
    public int MembersRejected { get; private init; }

    /// <summary>
    /// Returns a line whose list is complete only if it can be. An empty list is how sources say that they know no member, since a group
    /// has at least the session. A member that cannot be read is missing from a list.
    /// </summary>
    /// <param name="isComplete">What the source says of the list.</param>
    public static GroupObservation Create(
        GroupJid group, string? name, IReadOnlyList<PersonObservation> members, int membersRejected, bool isComplete, long? at) =>
        new(group, name, members, isComplete && members.Count > 0 && membersRejected == 0, at) { MembersRejected = membersRejected };
}

/// <summary>A LID and a phone number belong to one person. Makes no identifier known.</summary>
public sealed record MappingObservation(Identifier Lid, Identifier Phone, long? At) : Observation(At);

/// <summary>The session's own number and LID, and whether it is online.</summary>
public sealed record SessionObservation(IReadOnlyList<Identifier> Own, SessionStatus? Status, long? At) : Observation(At);
