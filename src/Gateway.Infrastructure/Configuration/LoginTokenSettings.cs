using Gateway.Domain.Access;

namespace Gateway.Infrastructure.Configuration;

/// <summary>Whose login tokens (JWTs) are accepted, and where they say who presents them.</summary>
/// <param name="KeySet">Where the issuer publishes its keys (JWKS, RFC 7517): https, or http on loopback.</param>
/// <param name="Audience">Who tokens must be for; null when <paramref name="AuthorizedParties"/> alone tell.</param>
/// <param name="AuthorizedParties">Whom tokens may be issued to (<c>azp</c>); empty when the audience alone tells.</param>
/// <param name="Algorithms">Of <see cref="LoginTokenAlgorithms.All"/>.</param>
public sealed record LoginTokenSettings(
    Uri KeySet,
    string Issuer,
    string? Audience,
    IReadOnlyList<string> AuthorizedParties,
    ClaimPath OrganizationClaim,
    ClaimPath RoleClaim,
    IReadOnlyList<string> Algorithms,
    RolePermissions Roles);

/// <summary>Where in a token's payload a claim is: <c>org</c>, or <c>o.id</c> for a member of a member.</summary>
public sealed class ClaimPath
{
    private ClaimPath(IReadOnlyList<string> names) => Names = names;

    /// <summary>From the outside in.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Names joined by dots; a URL, as issuers use to keep names apart (RFC 7519, section 4.2), is one name.</summary>
    public static ClaimPath? TryParse(string text)
    {
        string[] names = Uri.IsWellFormedUriString(text, UriKind.Absolute) && text.Contains("://", StringComparison.Ordinal) ? [text] : text.Split('.');
        return names.Any(string.IsNullOrWhiteSpace) ? null : new ClaimPath(names);
    }

    /// <exception cref="FormatException">It is none.</exception>
    internal static ClaimPath Parse(string text) => TryParse(text) ?? throw new FormatException("Not a claim's path.");
}

/// <summary>Signatures that a login token may bear (RFC 7518, section 3.1; RFC 8037; RFC 9864); never <c>none</c>, never HMAC.</summary>
public static class LoginTokenAlgorithms
{
    public const string EdDsa = "EdDSA";
    public const string Ed25519 = "Ed25519";

    public static IReadOnlyList<string> All { get; } =
        [EdDsa, Ed25519, "ES256", "ES384", "ES512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512"];
}
