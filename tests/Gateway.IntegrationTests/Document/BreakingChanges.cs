using System.Text.Json;

namespace Gateway.IntegrationTests.Document;

/// <summary>What breaks a caller who keeps to an older document. docs/decisions/0015 says what counts.</summary>
internal sealed class BreakingChanges
{
    private static readonly string[] s_operationKeywords = ["tags", "summary", "description", "operationId", "parameters", "requestBody", "responses", "security"];
    private readonly JsonElement _released;
    private readonly JsonElement _current;
    private readonly SchemaChanges _requests;
    private readonly SchemaChanges _answers;

    private BreakingChanges(JsonElement released, JsonElement current)
    {
        (_released, _current) = (released, current);
        _requests = new SchemaChanges(released, current, Direction.Request);
        _answers = new SchemaChanges(released, current, Direction.Answer);
    }

    /// <summary>Each by a name that tells it from all others.</summary>
    public static IReadOnlyList<string> Between(JsonElement released, JsonElement current) => [.. new BreakingChanges(released, current).All().Distinct()];

    private IEnumerable<string> All()
    {
        var (old, now) = (Operations(_released), Operations(_current));
        return Changed("servers", _released, _current, "document")
            .Concat(old.Keys.Except(now.Keys).Select(name => $"{name}: operation removed"))
            .Concat(old.Where(operation => now.ContainsKey(operation.Key)).SelectMany(operation => Operation(operation.Key, operation.Value, now[operation.Key])));
    }

    private IEnumerable<string> Operation(string at, JsonElement before, JsonElement after)
    {
        JsonSchema.Only(before, s_operationKeywords);
        JsonSchema.Only(after, s_operationKeywords);
        return Changed("operationId", before, after, at)
            .Concat(JsonElement.DeepEquals(Security(_released, before), Security(_current, after)) ? [] : [$"{at}: security changed"])
            .Concat(Parameters(at, ByName(_released, Get(before, "parameters")), ByName(_current, Get(after, "parameters"))))
            .Concat(Body(at, Get(before, "requestBody"), Get(after, "requestBody")))
            .Concat(Answers(at, ByKey(_released, Get(before, "responses")), ByKey(_current, Get(after, "responses"))));
    }

    private IEnumerable<string> Parameters(string at, Dictionary<string, JsonElement> old, Dictionary<string, JsonElement> now)
    {
        foreach (var parameter in old.Values.Concat(now.Values))
        {
            JsonSchema.Only(parameter, "name", "in", "description", "required", "schema", "example");
        }

        return old.Keys.Except(now.Keys).Select(name => $"{at}: parameter {name} removed")
            .Concat(now.Where(one => IsRequired(one.Value) && !(old.TryGetValue(one.Key, out var before) && IsRequired(before))).Select(one => $"{at}: parameter {one.Key} became required"))
            .Concat(Both(old, now).Where(one => Get(one.Before, "in")?.GetString() != Get(one.After, "in")?.GetString()).Select(one => $"{at}: parameter {one.Name} moved"))
            .Concat(Both(old, now).SelectMany(one => _requests.Between(one.Before.GetProperty("schema"), one.After.GetProperty("schema"), $"{at}: parameter {one.Name}")));
    }

    private IEnumerable<string> Body(string at, JsonElement? before, JsonElement? after)
    {
        var (old, now) = (Content(before), Content(after));
        return (after is { } body && IsRequired(body) && !(before is { } was && IsRequired(was)) ? [$"{at}: body became required"] : Array.Empty<string>())
            .Concat(old.Keys.Except(now.Keys).Select(type => $"{at}: body {type} removed"))
            .Concat(Both(old, now).SelectMany(one => _requests.Between(one.Before.GetProperty("schema"), one.After.GetProperty("schema"), $"{at}: body")));
    }

    private IEnumerable<string> Answers(string at, Dictionary<string, JsonElement> old, Dictionary<string, JsonElement> now) =>
        old.Keys.Except(now.Keys).Select(status => $"{at}: answer {status} removed")
            .Concat(Both(old, now).SelectMany(one => Answer($"{at}: answer {one.Name}", one.Before, one.After)));

    private IEnumerable<string> Answer(string at, JsonElement before, JsonElement after)
    {
        var (content, contentNow) = (Content(before), Content(after));
        var (headers, headersNow) = (ByKey(_released, Get(before, "headers")), ByKey(_current, Get(after, "headers")));
        return content.Keys.Except(contentNow.Keys).Select(type => $"{at}: {type} removed")
            .Concat(Both(content, contentNow).SelectMany(one => _answers.Between(one.Before.GetProperty("schema"), one.After.GetProperty("schema"), at)))
            .Concat(headers.Keys.Except(headersNow.Keys).Select(name => $"{at}: header {name} removed"))
            .Concat(Both(headers, headersNow).Where(one => IsRequired(one.Before) && !IsRequired(one.After)).Select(one => $"{at}: header {one.Name} is no longer required"))
            .Concat(Both(headers, headersNow).SelectMany(one => _answers.Between(one.Before.GetProperty("schema"), one.After.GetProperty("schema"), $"{at}: header {one.Name}")));
    }

    private static Dictionary<string, JsonElement> Operations(JsonElement document) => document.GetProperty("paths").EnumerateObject()
        .SelectMany(path => path.Value.EnumerateObject(), (path, operation) => (Name: $"{operation.Name.ToUpperInvariant()} {path.Name}", operation.Value))
        .ToDictionary(operation => operation.Name, operation => operation.Value, StringComparer.Ordinal);

    /// <summary>What an operation asks for, with the schemes themselves: their names are the document's own.</summary>
    private static JsonElement Security(JsonElement document, JsonElement operation) => JsonSerializer.SerializeToElement(
        from alternative in Get(operation, "security") is { } security ? [.. security.EnumerateArray()] : Array.Empty<JsonElement>()
        select alternative.EnumerateObject().Select(scheme => new { Scheme = Meaning(document.GetProperty("components").GetProperty("securitySchemes").GetProperty(scheme.Name)), Scopes = scheme.Value }));

    private static Dictionary<string, string> Meaning(JsonElement scheme) =>
        scheme.EnumerateObject().Where(keyword => keyword.Name != "description").ToDictionary(keyword => keyword.Name, keyword => keyword.Value.GetRawText(), StringComparer.Ordinal);

    private static IEnumerable<string> Changed(string name, JsonElement before, JsonElement after, string at) =>
        Get(before, name)?.GetRawText() == Get(after, name)?.GetRawText() ? [] : [$"{at}: {name} changed"];

    private static IEnumerable<(string Name, JsonElement Before, JsonElement After)> Both(Dictionary<string, JsonElement> old, Dictionary<string, JsonElement> now) =>
        old.Where(one => now.ContainsKey(one.Key)).Select(one => (one.Key, one.Value, now[one.Key]));

    private static bool IsRequired(JsonElement described) => Get(described, "required")?.GetBoolean() ?? false;

    private static Dictionary<string, JsonElement> Content(JsonElement? described) =>
        described is { } one && Get(one, "content") is { } content ? content.EnumerateObject().ToDictionary(media => media.Name, media => media.Value, StringComparer.Ordinal) : [];

    private static Dictionary<string, JsonElement> ByKey(JsonElement document, JsonElement? described) =>
        described is { } all ? all.EnumerateObject().ToDictionary(one => one.Name, one => Pointer.Followed(document, one.Value), StringComparer.OrdinalIgnoreCase) : [];

    private static Dictionary<string, JsonElement> ByName(JsonElement document, JsonElement? parameters) =>
        parameters is { } all ? all.EnumerateArray().Select(one => Pointer.Followed(document, one)).ToDictionary(one => one.GetProperty("name").GetString()!, StringComparer.Ordinal) : [];

    private static JsonElement? Get(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value : null;
}
