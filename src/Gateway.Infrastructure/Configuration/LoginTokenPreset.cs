using Gateway.Domain.Access;

namespace Gateway.Infrastructure.Configuration;

/// <summary>What an issuer documents of its tokens: defaults in the place of ours. Whatever the configuration says itself goes before.</summary>
internal sealed record LoginTokenPreset(string OrganizationClaim, string RoleClaim)
{
    public static readonly LoginTokenPreset None = new("org", "role");

    private static readonly Dictionary<string, LoginTokenPreset> s_byName = new(StringComparer.Ordinal)
    {
        // Whatever its organization plugin's definePayload says; as our documentation has it.
        ["better-auth"] = None,

        // Session tokens, version 2.
        ["clerk"] = new("o.id", "o.rol") { Algorithms = ["RS256"] },

        // Of the API's settings: "Add Permissions in the Access Token"; roles themselves are in no token.
        ["auth0"] = new("org_id", "permissions") { Algorithms = ["RS256"], Roles = OurPermissions() },
        ["workos"] = new("org_id", "role") { Algorithms = ["RS256"] },

        // app_metadata is the server's; user_metadata can be changed by its user.
        ["supabase"] = new("app_metadata.org_id", "app_metadata.role") { Audience = "authenticated", Algorithms = ["ES256", "RS256"] },
    };

    public static IEnumerable<string> Names => s_byName.Keys;

    public string? Audience { get; private init; }

    public IReadOnlyList<string> Algorithms { get; private init; } = LoginTokenAlgorithms.All;

    public RolePermissions Roles { get; private init; } = RolePermissions.Default;

    public static LoginTokenPreset? Find(string name) => s_byName.GetValueOrDefault(name);

    private static RolePermissions OurPermissions() => new(
        new[] { Permissions.Read, Permissions.Send, Permissions.Manage, Permissions.Ingest }
            .Select(permission => KeyValuePair.Create(PermissionNames.Of(permission).Single(), permission)));
}
