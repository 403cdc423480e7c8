using System.Net;
using Gateway.Domain.Access;

namespace Gateway.Infrastructure.Configuration;

/// <summary>Reads whose login tokens are accepted. What is wrong is told also where no key set turns them on.</summary>
internal sealed class LoginTokenSettingsReader(SettingsSection section)
{
    private const string KeySet = "Jwt:JwksUrl";

    /// <summary>Null: only API keys are accepted.</summary>
    public LoginTokenSettings? Read()
    {
        var faults = section.Faults.Count;
        var preset = Preset();
        var keySet = section.Text(KeySet) is { } text ? KeySetUrl(text) : null;
        var issuer = section.Text("Jwt:Issuer");
        var audience = section.Text("Jwt:Audience") ?? preset.Audience;
        var parties = Texts("Jwt:AuthorizedParties", text => text.Length > 0, "must not be empty");
        var organization = Path("Jwt:OrganizationClaim", preset.OrganizationClaim);
        var role = Path("Jwt:RoleClaim", preset.RoleClaim);
        var algorithms = Algorithms(preset);
        var roles = Roles(preset);
        if (section.Text(KeySet) is not null)
        {
            Require(issuer is not null, "Gateway__Jwt__Issuer must be set beside Gateway__Jwt__JwksUrl: the iss of the tokens.");
            Require(audience is not null || parties.Count > 0, "Gateway__Jwt__Audience or Gateway__Jwt__AuthorizedParties__0 must be set beside Gateway__Jwt__JwksUrl: tokens made for others are not to be accepted.");
        }

        Require(section.Text(KeySet) is not null || section.Faults.Count > faults || !section.IsSet("Jwt"), "Gateway__Jwt__JwksUrl must be set beside other keys of Gateway__Jwt: without it, no login token is accepted.");
        return keySet is null || issuer is null ? null : new LoginTokenSettings(keySet, issuer, audience, parties, organization, role, algorithms, roles);
    }

    private void Require(bool isGood, string sentence)
    {
        if (!isGood)
        {
            section.Faults.Add(sentence);
        }
    }

    private LoginTokenPreset Preset()
    {
        var preset = section.Text("Jwt:Preset") is { } name ? LoginTokenPreset.Find(name) : LoginTokenPreset.None;
        Require(preset is not null, $"Gateway__Jwt__Preset must be one of {string.Join(", ", LoginTokenPreset.Names)}.");
        return preset ?? LoginTokenPreset.None;
    }

    /// <summary>Whoever can change what comes from there can sign tokens: it must come by TLS, or not leave the machine.</summary>
    private Uri? KeySetUrl(string text)
    {
        var isUrl = Uri.TryCreate(text, UriKind.Absolute, out var url) && url.UserInfo.Length == 0 && url.Fragment.Length == 0;
        if (isUrl && (url!.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && IsLoopback(url))))
        {
            return url;
        }

        section.Faults.Add("Gateway__Jwt__JwksUrl must be an https URL, or http on 127.0.0.1, without user or fragment.");
        return null;
    }

    private static bool IsLoopback(Uri url) =>
        url.Host == "localhost" || (IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private ClaimPath Path(string name, string fallback)
    {
        var path = ClaimPath.TryParse(section.Text(name) ?? fallback);
        Require(path is not null, $"{SettingsSection.Key(name)} must be a claim's name, or names joined by dots, such as app_metadata.org_id.");
        return path ?? ClaimPath.Parse(fallback);
    }

    private IReadOnlyList<string> Algorithms(LoginTokenPreset preset)
    {
        var named = Texts("Jwt:Algorithms", LoginTokenAlgorithms.All.Contains, $"must be one of {string.Join(", ", LoginTokenAlgorithms.All)}: signatures whose key only the issuer has");
        return named.Count == 0 ? preset.Algorithms : named;
    }

    /// <summary>An issuer's role may have colons, as <c>org:admin</c>: it is all between the name and the number.</summary>
    private RolePermissions Roles(LoginTokenPreset preset)
    {
        var roles = new Dictionary<string, Permissions>(StringComparer.Ordinal);
        foreach (var (name, value) in section.Below("Jwt:Roles"))
        {
            var role = name.LastIndexOf(':') is var end and >= 0 ? name[..end] : "";
            Require(role.Length > 0 && PermissionNames.TryParse(value, out _), $"{SettingsSection.Key("Jwt:Roles:" + name)} must be read, send, manage or ingest, as Gateway__Jwt__Roles__owner__0=read.");
            _ = PermissionNames.TryParse(value, out var permission);
            roles[role] = roles.GetValueOrDefault(role) | permission;
        }

        return roles.Count == 0 ? preset.Roles : new RolePermissions(roles);
    }

    private List<string> Texts(string name, Func<string, bool> isGood, string rule)
    {
        var entries = section.List(name).ToList();
        foreach (var entry in entries)
        {
            Require(isGood(entry.Value ?? ""), $"{SettingsSection.Key(name)}__{entry.Key} {rule}.");
        }

        return [.. entries.Select(entry => entry.Value ?? "")];
    }
}
