using System.Text.Json;
using Gateway.Infrastructure.Configuration;

namespace Gateway.Infrastructure.Tokens;

/// <summary>Whether a token's claims (RFC 7519, section 4.1) are for us and for now. By their exact types: a text is no time.</summary>
internal sealed class LoginClaims(LoginTokenSettings settings, TimeProvider clock)
{
    /// <summary>How far issuers' clocks may be from ours.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    private const double Never = 253402300799; // the last second of the year 9999
    private static readonly TimeSpan s_longestLife = TimeSpan.FromHours(24);

    /// <summary>Null when all is well.</summary>
    public string? Fault(JsonElement payload) => IssuerFault(payload) ?? TimeFault(payload);

    /// <summary>To be asked for after <see cref="Fault"/>.</summary>
    public static DateTimeOffset ExpiryOf(JsonElement payload) => DateTimeOffset.UnixEpoch.AddSeconds(Time(payload, "exp")!.Value);

    private string? IssuerFault(JsonElement payload) =>
        payload.Text("iss") != settings.Issuer ? "another issuer"
        : settings.Audience is { } audience && !Audiences(payload).Contains(audience, StringComparer.Ordinal) ? "another audience"
        : settings.AuthorizedParties.Count > 0 && !settings.AuthorizedParties.Contains(payload.Text("azp"), StringComparer.Ordinal) ? "another authorized party"
        : null;

    /// <summary>One text, or several; none when anything among them is no text.</summary>
    private static string[] Audiences(JsonElement payload)
    {
        if (!payload.TryGetProperty("aud", out var audience) || audience.ValueKind != JsonValueKind.Array)
        {
            return payload.Text("aud") is { } one ? [one] : [];
        }

        var entries = audience.EnumerateArray().ToList();
        return entries.TrueForAll(entry => entry.ValueKind == JsonValueKind.String) ? [.. entries.Select(entry => entry.GetString()!)] : [];
    }

    private string? TimeFault(JsonElement payload)
    {
        if (Time(payload, "exp") is not { } expiry || !IsTimeOrAbsent(payload, "nbf") || !IsTimeOrAbsent(payload, "iat"))
        {
            return "no time";
        }

        var now = (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds;
        var skew = Skew.TotalSeconds;
        var issued = Time(payload, "iat");
        return now >= expiry + skew ? "expired"
            : Time(payload, "nbf") > now + skew ? "not valid yet"
            : issued > now + skew ? "issued in the future"
            : expiry - (issued ?? now) > s_longestLife.TotalSeconds ? "too long a life"
            : null;
    }

    private static bool IsTimeOrAbsent(JsonElement payload, string name) => !payload.TryGetProperty(name, out _) || Time(payload, name) is not null;

    /// <summary>Seconds since 1970 (NumericDate); null when it is not there, or none.</summary>
    private static double? Time(JsonElement payload, string name) =>
        payload.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Number && member.TryGetDouble(out var seconds) && seconds is >= 0 and <= Never
            ? seconds
            : null;
}
