using Gateway.Domain.Sessions;

namespace Gateway.Domain.Access;

/// <summary>What a token allows; stored as numbers, so the values stay.</summary>
[Flags]
public enum Permissions
{
    None = 0,
    Read = 1,
    Send = 2,
    Manage = 4,
    Ingest = 8,
}

/// <summary>Who asks: all that anybody but the authentication itself learns of a token.</summary>
/// <param name="Subject">For logs: an API key's id, or a hash of a login's subject.</param>
public sealed record Caller(string OrganizationId, Permissions Permissions, string Subject)
{
    public bool Has(Permissions permission) => (Permissions & permission) == permission;
}

/// <summary>A key as its organization sees it again; the key itself is shown once and never stored.</summary>
public sealed record ApiKey(
    string Id,
    string OrganizationId,
    string Name,
    string ShownPrefix,
    Permissions Permissions,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? RevokedAt)
{
    /// <summary>A key's id, by which it is revoked: not a secret.</summary>
    public static string NewId(TimeProvider clock) => "key_" + Ulid.New(clock);

    public bool IsGoodAt(DateTimeOffset time) => RevokedAt is null && (ExpiresAt is null || time < ExpiresAt);
}
