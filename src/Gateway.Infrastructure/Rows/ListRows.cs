using Gateway.Domain.Access;
using Gateway.Domain.Ingest;
using Gateway.Domain.Sessions;
using Gateway.Domain.Whatsapp;

namespace Gateway.Infrastructure.Rows;

// Rows as they are listed, as the statements of both databases name their columns.

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
