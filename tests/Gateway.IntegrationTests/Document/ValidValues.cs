using System.Globalization;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace Gateway.IntegrationTests.Document;

/// <summary>What the document lets a caller send.</summary>
internal static class ValidValues
{
    /// <summary>Values of a parameter, as text.</summary>
    public static Gen<string> Of(ApiDocument document, JsonElement schema)
    {
        var meant = Pointer.Followed(document.Root, schema);
        var values =
            meant.TryGetProperty("enum", out var named) ? Gen.Elements(named.EnumerateArray().Select(value => value.GetString()!))
            : meant.GetProperty("type").GetString() == "integer" ? Gen.Choose(meant.GetProperty("minimum").GetInt32(), meant.GetProperty("maximum").GetInt32()).Select(Text)
            : PatternText.Of(meant.GetProperty("pattern").GetString()!).Select(text => Cut(text, meant.GetProperty("maxLength").GetInt32())); // so that many are as long as may be
        return values.Where(value => document.Schemas.Faults(schema, Value(meant, value)).Count == 0);
    }

    /// <summary>What a text in a query, a path or a header is by its schema.</summary>
    public static JsonElement Value(JsonElement schema, string text) =>
        schema.TryGetProperty("type", out var type) && type.GetString() == "integer" && !text.StartsWith('+') && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? JsonSerializer.SerializeToElement(number)
            : JsonSerializer.SerializeToElement(text);

    /// <summary>Query strings with any of these parameters, in any order.</summary>
    /// <param name="favourites">Values that find something, by parameter.</param>
    public static Gen<string> Queries(ApiDocument document, IEnumerable<DocumentedParameter> parameters, IReadOnlyDictionary<string, string> favourites) =>
        from pairs in parameters.Aggregate(
            Gen.Constant(new List<string>()),
            (all, parameter) => all.SelectMany(_ => Pair(document, parameter, favourites.GetValueOrDefault(parameter.Name)), (pairs, pair) => new List<string>(pairs) { pair }))
        from order in Gen.Shuffle<string>(pairs)
        select string.Join('&', order.Where(pair => pair.Length > 0));

    private static Gen<string> Pair(ApiDocument document, DocumentedParameter parameter, string? favourite)
    {
        var values = Of(document, parameter.Schema);
        return
            from isSent in Gen.Elements(true, false)
            from value in favourite is null ? values : Gen.Constant(favourite).Or(values)
            select isSent ? $"{parameter.Name}={Uri.EscapeDataString(value)}" : "";
    }

    private static string Cut(string text, int codePoints) => string.Concat(text.EnumerateRunes().Take(codePoints));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
