using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Gateway.IntegrationTests.Document;

/// <summary>Judges values by the schemas of an OpenAPI 3.0 document. A keyword that it does not know is an exception: nothing passes unread.</summary>
/// <param name="document">What references point into.</param>
internal sealed partial class JsonSchema(JsonElement document)
{
    private static readonly string[] s_silent = ["description", "example", "default", "x-enumNames"];
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    /// <summary>What is wrong, by its place; empty when nothing is.</summary>
    public IReadOnlyList<string> Faults(JsonElement schema, JsonElement value, string at = "$")
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            Only(schema, "$ref"); // in OpenAPI 3.0 nothing beside a reference counts
            return Faults(Pointer.Of(document, reference.GetString()!), value, at);
        }

        return [.. schema.EnumerateObject().SelectMany(keyword => FaultsOf(keyword, schema, value, at))];
    }

    private IEnumerable<string> FaultsOf(JsonProperty keyword, JsonElement schema, JsonElement value, string at) => keyword.Name switch
    {
        "type" => Unless(IsOf(keyword.Value.GetString()!, value), at, $"is no {keyword.Value}"),
        "enum" => Unless(keyword.Value.EnumerateArray().Any(one => JsonElement.DeepEquals(one, value)), at, "is none of the enumeration"),
        "format" => Unless(HasFormat(keyword.Value.GetString()!, value), at, $"is no {keyword.Value}"),
        "pattern" => OfText(value, text => Pattern(keyword.Value.GetString()!).IsMatch(text), at, "does not match the pattern"),
        "minLength" => OfText(value, text => CodePoints(text) >= keyword.Value.GetInt32(), at, "is too short"),
        "maxLength" => OfText(value, text => CodePoints(text) <= keyword.Value.GetInt32(), at, "is too long"),
        "minimum" => Unless(value.ValueKind != JsonValueKind.Number || value.GetDecimal() >= keyword.Value.GetDecimal(), at, "is too small"),
        "maximum" => Unless(value.ValueKind != JsonValueKind.Number || value.GetDecimal() <= keyword.Value.GetDecimal(), at, "is too large"),
        "maxItems" => Unless(value.ValueKind != JsonValueKind.Array || value.GetArrayLength() <= keyword.Value.GetInt32(), at, "has too many items"),
        "items" => OfItems(value).SelectMany((item, index) => Faults(keyword.Value, item, string.Create(CultureInfo.InvariantCulture, $"{at}[{index}]"))),
        "maxProperties" => Unless(value.ValueKind != JsonValueKind.Object || value.EnumerateObject().Count() <= keyword.Value.GetInt32(), at, "has too many properties"),
        "required" => OfObject(value, keyword.Value.EnumerateArray().Where(name => !Has(value, name.GetString()!)), name => $"{at}.{name}: is missing"),
        "properties" => OfProperties(value).Where(property => Has(keyword.Value, property.Name))
            .SelectMany(property => Faults(keyword.Value.GetProperty(property.Name), property.Value, $"{at}.{property.Name}")),
        "additionalProperties" => OfProperties(value).Where(property => !(schema.TryGetProperty("properties", out var named) && Has(named, property.Name)))
            .SelectMany(property => Additional(keyword.Value, property, $"{at}.{property.Name}")),
        _ when s_silent.Contains(keyword.Name) => [],
        _ => throw new NotSupportedException($"The keyword {keyword.Name} at {at} is not judged."),
    };

    /// <summary>As JavaScript reads it, where <c>$</c> is the very end.</summary>
    public static Regex Pattern(string pattern)
    {
        var text = pattern.EndsWith('$') && !pattern.EndsWith("\\$", StringComparison.Ordinal) ? pattern[..^1] + "\\z" : pattern;
        return new Regex(text, RegexOptions.CultureInvariant, s_patience);
    }

    public static int CodePoints(string text) => text.EnumerateRunes().Count();

    /// <summary>That there is nothing else.</summary>
    public static void Only(JsonElement element, params ReadOnlySpan<string> known)
    {
        foreach (var property in element.EnumerateObject())
        {
            if (!known.Contains(property.Name))
            {
                throw new NotSupportedException($"{property.Name} is not judged there.");
            }
        }
    }

    private IReadOnlyList<string> Additional(JsonElement allowed, JsonProperty property, string at) => allowed.ValueKind switch
    {
        JsonValueKind.False => [$"{at}: is not named"],
        JsonValueKind.True => [],
        _ => Faults(allowed, property.Value, at),
    };

    private static bool IsOf(string type, JsonElement value) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "integer" => value.ValueKind == JsonValueKind.Number && decimal.IsInteger(value.GetDecimal()),
        _ => throw new NotSupportedException($"The type {type} is not judged."),
    };

    private static bool HasFormat(string format, JsonElement value) => format switch
    {
        "binary" => true, // bytes, of which a text shows some
        "int64" => value.ValueKind != JsonValueKind.Number || value.TryGetInt64(out _),
        "date-time" => value.ValueKind != JsonValueKind.String
            || (Rfc3339().IsMatch(value.GetString()!) && DateTimeOffset.TryParse(value.GetString(), CultureInfo.InvariantCulture, out _)),
        _ => throw new NotSupportedException($"The format {format} is not judged."),
    };

    private static bool Has(JsonElement element, string name) => element.TryGetProperty(name, out _);

    private static JsonElement[] OfItems(JsonElement value) => value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [];

    private static JsonProperty[] OfProperties(JsonElement value) => value.ValueKind == JsonValueKind.Object ? [.. value.EnumerateObject()] : [];

    private static IEnumerable<string> OfObject(JsonElement value, IEnumerable<JsonElement> names, Func<string, string> fault) =>
        value.ValueKind == JsonValueKind.Object ? names.Select(name => fault(name.GetString()!)) : [];

    private static string[] OfText(JsonElement value, Func<string, bool> holds, string at, string fault) =>
        Unless(value.ValueKind != JsonValueKind.String || holds(value.GetString()!), at, fault);

    private static string[] Unless(bool holds, string at, string fault) => holds ? [] : [$"{at}: {fault}"];

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Rfc3339();
}
