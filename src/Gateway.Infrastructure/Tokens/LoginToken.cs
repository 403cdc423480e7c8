using System.Text.Json;

namespace Gateway.Infrastructure.Tokens;

/// <summary>
/// A signed token in compact form (RFC 7515, section 7.1), taken apart but not yet believed. Refused here is what a library would let
/// pass, and what would cost it much: encrypted ones, keys brought along, extensions, names given twice (RFC 8725).
/// </summary>
/// <param name="KeyId">Which of the issuer's keys is said to have signed it.</param>
internal sealed record LoginToken(string Algorithm, string KeyId, JsonElement Payload)
{
    public const int MaxLength = 8192;
    private const int Parts = 3;

    /// <summary>Keys from elsewhere, extensions that change what is signed, tokens within tokens.</summary>
    private static readonly string[] s_refusedMembers = ["jku", "jwk", "x5u", "x5c", "crit", "b64", "zip", "cty", "enc"];

    private static readonly string[] s_types = ["JWT", "at+jwt"];

    public static LoginToken? TryParse(string text, out string? refusal)
    {
        refusal = "malformed";
        if (text.Length > MaxLength || text.Split('.', Parts + 1) is not { Length: Parts } parts || parts[2].Length == 0)
        {
            return null;
        }

        if (ReadPart(parts[0]) is not { } header || ReadPart(parts[1]) is not { } payload || StrictJson.TryDecode(parts[2]) is null)
        {
            return null;
        }

        refusal = HeaderFault(header);
        return refusal is null ? new LoginToken(header.Text("alg")!, header.Text("kid")!, payload) : null;
    }

    private static JsonElement? ReadPart(string text) => StrictJson.TryDecode(text) is { } utf8 ? StrictJson.TryReadObject(utf8) : null;

    private static string? HeaderFault(JsonElement header) =>
        s_refusedMembers.Any(name => header.TryGetProperty(name, out _)) ? "a header that is not taken"
        : header.Text("alg") is null ? "no algorithm"
        : header.TryGetProperty("typ", out _) && !s_types.Contains(header.Text("typ"), StringComparer.OrdinalIgnoreCase) ? "another type of token"
        : header.Text("kid") is null ? "no key id"
        : null;
}
