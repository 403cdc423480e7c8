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

/// <summary>Permissions by the names that callers and operators know.</summary>
public static class PermissionNames
{
    private static readonly Permissions[] s_each = [Permissions.Read, Permissions.Send, Permissions.Manage, Permissions.Ingest];

    /// <summary>The names of those in <paramref name="permissions"/>.</summary>
    public static IEnumerable<string> Of(Permissions permissions) => s_each.Where(each => permissions.HasFlag(each)).Select(Name);

    /// <summary>One permission by its name, lower case.</summary>
    public static bool TryParse(string? name, out Permissions permission)
    {
        permission = s_each.FirstOrDefault(each => Name(each) == name);
        return permission != Permissions.None;
    }

    private static string Name(Permissions permission) => permission.ToString().ToLowerInvariant();
}

/// <summary>Who asks: all that anybody but the authentication itself learns of a token.</summary>
/// <param name="Subject">For logs: an API key's id, or a hash of a login's subject.</param>
public sealed record Caller(string OrganizationId, Permissions Permissions, string Subject)
{
    public bool Has(Permissions permission) => (Permissions & permission) == permission;
}

/// <summary>A key as its organization sees it again; the key itself is shown once and never stored.</summary>
/// <param name="LastUsedAt">When a request last came with it while it was good, to the minute; null is never.</param>
public sealed record ApiKey(
    string Id,
    string OrganizationId,
    string Name,
    string ShownPrefix,
    Permissions Permissions,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? RevokedAt,
    DateTimeOffset? LastUsedAt = null)
{
    /// <summary>The longest name, in characters (UTF-16).</summary>
    public const int MaxNameLength = 100;

    /// <summary>Returns whether the text can name a key: 1 to 100 printable characters, with no space at its ends.</summary>
    public static bool IsName(string text) => text.Length <= MaxNameLength && PrintableText.IsWellFormed(text);

    /// <summary>A key's id, by which it is revoked: not a secret.</summary>
    public static string NewId(TimeProvider clock) => "key_" + Ulid.New(clock);

    public bool IsGoodAt(DateTimeOffset time) => RevokedAt is null && (ExpiresAt is null || time < ExpiresAt);
}

/// <summary>That a key was used, and when.</summary>
public readonly record struct ApiKeyUse(string KeyId, string OrganizationId, DateTimeOffset At);
