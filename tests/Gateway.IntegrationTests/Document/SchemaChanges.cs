using System.Text.Json;

namespace Gateway.IntegrationTests.Document;

internal enum Direction
{
    /// <summary>What callers send: nothing that was allowed may be forbidden.</summary>
    Request,

    /// <summary>What they get: nothing that was forbidden may be allowed.</summary>
    Answer,
}

/// <summary>What of a schema's change breaks a caller. A keyword that it does not know is an exception.</summary>
internal sealed class SchemaChanges(JsonElement released, JsonElement current, Direction direction)
{
    private const int Deepest = 32;
    private static readonly string[] s_silent = ["description", "example", "default", "$ref", "properties", "required", "items", "x-enumNames"];
    private static readonly JsonElement s_open = JsonElement.Parse("{}");

    public IEnumerable<string> Between(JsonElement before, JsonElement after, string at, int depth = 0)
    {
        if (depth > Deepest)
        {
            throw new NotSupportedException($"{at} is too deep: schemas that hold themselves are not judged.");
        }

        if (Name(before) is { } name && Name(after) is { } other && name != other)
        {
            yield return $"{at}: schema {name} became {other}"; // clients' types are named so
        }

        (before, after) = (Pointer.Followed(released, before), Pointer.Followed(current, after));
        foreach (var change in Keywords(before, after, at).Concat(Members(before, after, at, depth)))
        {
            yield return change;
        }
    }

    private IEnumerable<string> Keywords(JsonElement before, JsonElement after, string at)
    {
        var names = before.EnumerateObject().Concat(after.EnumerateObject()).Select(keyword => keyword.Name).Distinct().Except(s_silent);
        return names.SelectMany(name => Keyword(name, Get(before, name), Get(after, name)).Select(change => $"{at}: {change}")).Concat(ValueNames(before, after, at));
    }

    private IEnumerable<string> Keyword(string name, JsonElement? before, JsonElement? after) => name switch
    {
        "enum" => Values(before, after),
        "type" or "format" => Same(before, after) ? [] : [Became(name, before, after)], // clients' types follow both
        "pattern" => Same(before, after) || Loosened(before, after) ? [] : [Became(name, before, after)],
        "maxLength" or "maximum" or "maxItems" or "maxProperties" => Bound(name, Number(before) ?? decimal.MaxValue, Number(after) ?? decimal.MaxValue, before, after),
        "minLength" or "minimum" => Bound(name, -(Number(before) ?? decimal.MinValue), -(Number(after) ?? decimal.MinValue), before, after),
        "additionalProperties" => Same(before ?? s_open, after ?? s_open) || Loosened(Closed(before), Closed(after)) ? [] : [Became(name, before, after)],
        _ => throw new NotSupportedException($"The keyword {name} is not compared."),
    };

    /// <summary>A value more surprises who reads an answer, a value less who sends it.</summary>
    private IEnumerable<string> Values(JsonElement? before, JsonElement? after)
    {
        if (before is null || after is null)
        {
            return Loosened(before, after) ? [] : [Became("enum", before, after)];
        }

        var (old, now) = (Texts(before.Value), Texts(after.Value));
        return direction == Direction.Request ? old.Except(now).Select(value => $"value {value} removed") : now.Except(old).Select(value => $"value {value} added");
    }

    private static IEnumerable<string> ValueNames(JsonElement before, JsonElement after, string at)
    {
        var (old, now) = (Names(before), Names(after));
        return old.Where(value => now.TryGetValue(value.Key, out var name) && name != value.Value).Select(value => $"{at}: value {value.Key} is named {now[value.Key]}, no longer {value.Value}");
    }

    private IEnumerable<string> Bound(string name, decimal most, decimal mostNow, JsonElement? before, JsonElement? after) =>
        (direction == Direction.Request ? mostNow >= most : mostNow <= most) ? [] : [Became(name, before, after)];

    private IEnumerable<string> Members(JsonElement before, JsonElement after, string at, int depth)
    {
        var (old, now) = (Properties(before), Properties(after));
        var (needed, neededNow) = (Texts(Get(before, "required")), Texts(Get(after, "required")));
        var required = direction == Direction.Request
            ? neededNow.Except(needed).Select(name => $"{at}: property {name} became required")
            : needed.Except(neededNow).Where(now.ContainsKey).Select(name => $"{at}: property {name} is no longer required");
        var isClosed = Get(before, "additionalProperties")?.ValueKind == JsonValueKind.False;
        var added = direction == Direction.Answer && isClosed ? now.Keys.Except(old.Keys).Select(name => $"{at}: property {name} added, though there were to be no others") : [];
        var below = old.Where(property => now.ContainsKey(property.Key)).SelectMany(property => Between(property.Value, now[property.Key], $"{at}.{property.Key}", depth + 1));
        return old.Keys.Except(now.Keys).Select(name => $"{at}: property {name} removed").Concat(required).Concat(added).Concat(below).Concat(Items(before, after, at, depth));
    }

    private IEnumerable<string> Items(JsonElement before, JsonElement after, string at, int depth) =>
        Get(before, "items") is null && Get(after, "items") is null ? [] : Between(Get(before, "items") ?? s_open, Get(after, "items") ?? s_open, $"{at}[]", depth + 1);

    /// <summary>That there is less of a rule where more is allowed, or more where less is.</summary>
    private bool Loosened(JsonElement? before, JsonElement? after) => direction == Direction.Request ? after is null && before is not null : before is null && after is not null;

    private static JsonElement? Closed(JsonElement? additional) => additional?.ValueKind is null or JsonValueKind.True ? null : additional;

    private static string Became(string name, JsonElement? before, JsonElement? after) => $"{name} {Shown(before)} became {Shown(after)}";

    private static string Shown(JsonElement? value) => value?.GetRawText().Replace('`', '\'') ?? "any";

    private static string? Name(JsonElement schema) => Get(schema, "$ref")?.GetString()!.Split('/')[^1];

    private static bool Same(JsonElement? before, JsonElement? after) => before is { } one && after is { } other ? JsonElement.DeepEquals(one, other) : before is null && after is null;

    private static JsonElement? Get(JsonElement schema, string name) => schema.TryGetProperty(name, out var value) ? value : null;

    private static decimal? Number(JsonElement? value) => value?.GetDecimal();

    private static string[] Texts(JsonElement? values) => values is { } array ? [.. array.EnumerateArray().Select(value => value.ToString())] : [];

    private static Dictionary<string, string> Names(JsonElement schema) =>
        Texts(Get(schema, "enum")).Zip(Texts(Get(schema, "x-enumNames"))).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);

    private static Dictionary<string, JsonElement> Properties(JsonElement schema) =>
        Get(schema, "properties") is { } properties ? properties.EnumerateObject().ToDictionary(property => property.Name, property => property.Value, StringComparer.Ordinal) : [];
}
