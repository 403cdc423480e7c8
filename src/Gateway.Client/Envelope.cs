using System.Reflection;
using System.Runtime.Serialization;
using System.Text.Json;

namespace Gateway.Client;

/// <summary>The gateway's envelope of an error, as far as an answer is one: what comes may be any proxy's.</summary>
internal sealed record Envelope(string? Code, string? Message, IReadOnlyDictionary<string, JsonElement> Details)
{
    private static readonly Envelope s_none = new(null, null, new Dictionary<string, JsonElement>());

    public static Envelope Read(string? body)
    {
        try
        {
            using var json = JsonDocument.Parse(body ?? "");
            return json.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object
                ? new Envelope(Text(error, "code"), Text(error, "message"), Members(error))
                : s_none;
        }
        catch (JsonException)
        {
            return s_none;
        }
    }

    /// <summary>Of each member, its texts.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Sentences(IReadOnlyDictionary<string, JsonElement> details) =>
        details.Where(detail => detail.Value.ValueKind == JsonValueKind.Array).ToDictionary(
            detail => detail.Key,
            IReadOnlyList<string> (detail) => [.. detail.Value.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)]);

    private static string? Text(JsonElement error, string name) =>
        error.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static Dictionary<string, JsonElement> Members(JsonElement error)
    {
        var members = new Dictionary<string, JsonElement>();
        if (error.TryGetProperty("details", out var details) && details.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in details.EnumerateObject())
            {
                members[member.Name] = member.Value.Clone();
            }
        }

        return members;
    }
}

internal static class ErrorCodes
{
    private static readonly Dictionary<string, ErrorCode> s_byText = Enum.GetValues<ErrorCode>().ToDictionary(TextOf, StringComparer.Ordinal);

    /// <summary>The code that a text names, exactly; null for one that this version does not know.</summary>
    public static ErrorCode? TryParse(string? text) => text is not null && s_byText.TryGetValue(text, out var code) ? code : null;

    private static string TextOf(ErrorCode code) =>
        typeof(ErrorCode).GetField(code.ToString())!.GetCustomAttribute<EnumMemberAttribute>()!.Value!;
}
