using Gateway.Domain.Ingest;
using Gateway.Domain.Whatsapp;

namespace Gateway.Api.Demo;

internal enum DemoAcquaintance
{
    AddressBook,
    Chat,
    Group,
    ChatAndGroup,
}

/// <summary>A made-up person; a phone number, a LID or both.</summary>
/// <param name="IsMappedLater">That phone and LID are one person becomes known only by a mapping.</param>
internal sealed record DemoPerson(
    Culture Culture,
    DemoAcquaintance Acquaintance,
    Identifier? Phone,
    Identifier? Lid,
    bool IsMappedLater,
    string? SavedName,
    string? PushName,
    string? BusinessName)
{
    public bool HasChat => Acquaintance is DemoAcquaintance.Chat or DemoAcquaintance.ChatAndGroup;

    public bool IsInGroups => Acquaintance is DemoAcquaintance.Group or DemoAcquaintance.ChatAndGroup;

    /// <summary>By phone where there is one and LIDs are not asked for.</summary>
    public PersonObservation Seen(bool byLid) => Phone is not { } phone || (byLid && Lid is not null)
        ? new PersonObservation(Lid!.Value, null)
        : new PersonObservation(phone, IsMappedLater ? null : Lid);

    public PersonObservation SeenWithNames(bool byLid) =>
        Seen(byLid) with { SavedName = SavedName, PushName = PushName, BusinessName = BusinessName };
}
