using Gateway.Application.Contacts;
using Gateway.Domain.Access;
using Gateway.Domain.Contacts;
using Gateway.Domain.Ingest;
using Gateway.Domain.Sessions;
using Gateway.Domain.Whatsapp;

namespace Gateway.Infrastructure.Rows;

// Rows as they are listed, as the statements of both databases name their columns.

/// <summary>A contact beside its session's freshness; an empty page is one row with no contact.</summary>
internal sealed class ContactRow
{
    public long? DataAsOf { get; init; }

    public long Status { get; init; }

    public long? Position { get; init; }

    public string PhoneNumber { get; init; } = "";

    public string Lid { get; init; } = "";

    public string Name { get; init; } = "";

    public string BusinessName { get; init; } = "";

    public bool HasDirectChat { get; init; }

    public bool SeenInGroup { get; init; }

    /// <summary>No row at all: no such session.</summary>
    public static ContactRows? Page(IReadOnlyList<ContactRow> rows) =>
        rows.Count == 0 ? null : new ContactRows([.. rows.Where(row => row.Position is not null).Select(row => row.Contact)], rows[0].Freshness);

    public Contact Contact => new(Position!.Value, PhoneNumber, Lid, Name, BusinessName, HasDirectChat, SeenInGroup);

    private SessionFreshness Freshness => new(DataAsOf is { } at ? Timestamp.ToDateTimeOffset(at) : null, (SessionStatus)Status);
}

internal sealed class SessionRow
{
    public string Id { get; init; } = "";

    public string Organization { get; init; } = "";

    public long? DataAsOf { get; init; }

    public long Status { get; init; }

    /// <summary>The session's own identifiers, parted by spaces.</summary>
    public string? Own { get; init; }

    public long ContactCount { get; init; }

    public Session Session => new(
        SessionId.FromText(Id),
        Organization,
        [.. (Own ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Identifier.FromText)],
        new SessionFreshness(DataAsOf is { } at ? Timestamp.ToDateTimeOffset(at) : null, (SessionStatus)Status),
        ContactCount);
}

internal sealed class ApiKeyRow
{
    public string Id { get; init; } = "";

    public string OrganizationId { get; init; } = "";

    public string Name { get; init; } = "";

    public string ShownPrefix { get; init; } = "";

    public long Permissions { get; init; }

    public byte[] Hash { get; init; } = [];

    public long CreatedAt { get; init; }

    public long? ExpiresAt { get; init; }

    public long? RevokedAt { get; init; }

    public long? LastUsedAt { get; init; }

    public ApiKey Key => new(
        Id, OrganizationId, Name, ShownPrefix, (Permissions)Permissions,
        Timestamp.ToDateTimeOffset(CreatedAt), Time(ExpiresAt), Time(RevokedAt), Time(LastUsedAt));

    public static ApiKeyRow Of(ApiKey key, byte[] hash) => new()
    {
        Id = key.Id,
        OrganizationId = key.OrganizationId,
        Name = key.Name,
        ShownPrefix = key.ShownPrefix,
        Permissions = (long)key.Permissions,
        Hash = hash,
        CreatedAt = Timestamp.From(key.CreatedAt),
        ExpiresAt = Time(key.ExpiresAt),
        RevokedAt = Time(key.RevokedAt),
        LastUsedAt = Time(key.LastUsedAt),
    };

    private static DateTimeOffset? Time(long? microseconds) => microseconds is { } at ? Timestamp.ToDateTimeOffset(at) : null;

    private static long? Time(DateTimeOffset? time) => time is { } at ? Timestamp.From(at) : null;
}
