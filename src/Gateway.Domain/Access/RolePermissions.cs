using System.Collections.Frozen;

namespace Gateway.Domain.Access;

/// <summary>What the roles that an issuer gives allow here. A role that is not named allows nothing.</summary>
public sealed class RolePermissions(IEnumerable<KeyValuePair<string, Permissions>> roles)
{
    private const Permissions Everything = Permissions.Read | Permissions.Send | Permissions.Manage | Permissions.Ingest;
    private readonly FrozenDictionary<string, Permissions> _roles = roles.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Unless the configuration names others.</summary>
    public static RolePermissions Default { get; } = new(
    [
        new("owner", Everything),
        new("admin", Everything),
        new("member", Permissions.Read | Permissions.Send),
        new("viewer", Permissions.Read),
    ]);

    /// <summary>All that any of the roles allows.</summary>
    /// <param name="texts">A role each, or several joined by commas.</param>
    public Permissions Of(IEnumerable<string> texts) =>
        texts.SelectMany(text => text.Split(',', StringSplitOptions.TrimEntries))
            .Aggregate(Permissions.None, (all, role) => all | _roles.GetValueOrDefault(role));
}
