using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gateway.Domain.Access;
using Gateway.Infrastructure.Configuration;

namespace Gateway.Infrastructure.Tokens;

/// <summary>Who presents a token that is believed: organization and roles from where the configuration says.</summary>
internal static class LoginCaller
{
    private const int SubjectBytes = 8;

    /// <summary>Without an organization or a known role, a caller who may do nothing.</summary>
    public static Caller Of(JsonElement payload, LoginTokenSettings settings)
    {
        var organization = Find(payload, settings.OrganizationClaim) is { ValueKind: JsonValueKind.String } text && OrganizationId.IsWellFormed(text.GetString()!)
            ? text.GetString()
            : null;
        return organization is null
            ? new Caller("", Permissions.None, SubjectOf(payload))
            : new Caller(organization, settings.Roles.Of(Texts(Find(payload, settings.RoleClaim))), SubjectOf(payload));
    }

    private static JsonElement? Find(JsonElement payload, ClaimPath path)
    {
        var found = payload;
        foreach (var name in path.Names)
        {
            if (found.ValueKind != JsonValueKind.Object || !found.TryGetProperty(name, out found))
            {
                return null;
            }
        }

        return found;
    }

    private static IEnumerable<string> Texts(JsonElement? claim) => claim switch
    {
        { ValueKind: JsonValueKind.String } text => [text.GetString()!],
        { ValueKind: JsonValueKind.Array } list => list.EnumerateArray().Where(entry => entry.ValueKind == JsonValueKind.String).Select(entry => entry.GetString()!),
        _ => [],
    };

    /// <summary>For logs: tells callers apart without naming them.</summary>
    private static string SubjectOf(JsonElement payload)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{payload.Text("iss")}\0{payload.Text("sub")}"));
        return "sub_" + Convert.ToHexStringLower(hash.AsSpan(0, SubjectBytes));
    }
}
