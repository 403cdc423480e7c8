using System.Collections.Immutable;
using Gateway.Domain.Ingest;
using Gateway.Domain.Sessions;
using Gateway.Domain.Whatsapp;

namespace Gateway.Infrastructure.Rows;

// Rows of the stored state, as the statements of both databases name their columns.

internal sealed class SessionStateRow
{
    public long LastPosition { get; init; }

    public long LastArrival { get; init; }

    public long Status { get; init; }

    public long? StatusAt { get; init; }

    public long? DataAsOf { get; init; }

    public long SealedPosition { get; init; }

    public SessionFacts Facts => new(LastPosition, LastArrival, (SessionStatus)Status, StatusAt, DataAsOf);
}

internal sealed class IdentifierRow
{
    public string Identifier { get; init; } = "";

    public bool IsKnown { get; init; }

    public string? Partner { get; init; }

    public long? PartnerAt { get; init; }

    public string? SavedName { get; init; }

    public long? SavedNameAt { get; init; }

    public string? PushName { get; init; }

    public long? PushNameAt { get; init; }

    public string? BusinessName { get; init; }

    public long? BusinessNameAt { get; init; }

    public long? DirectChatAt { get; init; }

    public long? Position { get; init; }

    public static Dictionary<Identifier, IdentifierFacts> Facts(IEnumerable<IdentifierRow> identifiers, IEnumerable<MembershipRow> memberships)
    {
        var byIdentifier = memberships.ToLookup(row => row.Identifier, StringComparer.Ordinal);
        return identifiers.ToDictionary(
            row => Domain.Whatsapp.Identifier.FromText(row.Identifier),
            row => row.With(byIdentifier[row.Identifier].ToImmutableDictionary(m => GroupJid.FromText(m.GroupJid), m => m.Membership)));
    }

    public static Fact? FactOf(string? value, long? at) => value is null ? null : new Fact(value, at!.Value);

    private IdentifierFacts With(ImmutableDictionary<GroupJid, Membership> memberships) => new(
        IsKnown,
        Partner is null ? null : new Partner(Domain.Whatsapp.Identifier.FromText(Partner), PartnerAt!.Value),
        FactOf(SavedName, SavedNameAt),
        FactOf(PushName, PushNameAt),
        FactOf(BusinessName, BusinessNameAt),
        DirectChatAt,
        Position,
        memberships);
}

internal sealed class MembershipRow
{
    public string Identifier { get; init; } = "";

    public string GroupJid { get; init; } = "";

    public long SeenAt { get; init; }

    public string? Role { get; init; }

    public long? RoleAt { get; init; }

    public Membership Membership => new(SeenAt, IdentifierRow.FactOf(Role, RoleAt));
}

internal sealed class GroupRow
{
    public string GroupJid { get; init; } = "";

    public string? Name { get; init; }

    public long? NameAt { get; init; }

    public long? CompleteAt { get; init; }

    public GroupFacts Facts => new(IdentifierRow.FactOf(Name, NameAt), CompleteAt);
}
