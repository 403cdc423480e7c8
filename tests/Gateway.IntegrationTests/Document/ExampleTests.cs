using System.Text.Json;

namespace Gateway.IntegrationTests.Document;

/// <summary>What the document shows is what it describes.</summary>
public sealed class ExampleTests
{
    private static readonly ApiDocument s_document = ApiDocument.Committed;

    [Test]
    public void Every_example_and_default_fits_its_schema()
    {
        var shown = Shown(s_document.Root, "#").ToList();
        Assert.That(shown.SelectMany(one => s_document.Schemas.Faults(one.Schema, one.Value, one.At)), Is.Empty);
        Assert.That(shown.Select(one => one.At), Has.Some.Contains("/parameters/").And.Some.Contains("/headers/").And.Some.Contains("/examples/").And.Some.EndsWith("/default"));
    }

    [Test]
    public void Every_parameter_header_and_answer_has_an_example()
    {
        var described = Objects(s_document.Root, "#").Where(one => one.Value.TryGetProperty("schema", out _)).ToList();
        Assert.That(described, Is.Not.Empty);
        Assert.That(described.Where(one => !one.Value.TryGetProperty("example", out _) && !one.Value.TryGetProperty("examples", out _)).Select(one => one.At), Is.Empty);
    }

    [Test]
    public void Every_example_of_an_error_is_named_by_its_code() => Assert.That(
        from one in Objects(s_document.Root, "#")
        where one.Value.TryGetProperty("examples", out _)
        from example in one.Value.GetProperty("examples").EnumerateObject()
        where example.Value.GetProperty("value").GetProperty("error").GetProperty("code").GetString() != example.Name
        select $"{one.At}: {example.Name}",
        Is.Empty);

    /// <summary>Each value that stands beside a schema or in one.</summary>
    private static IEnumerable<(JsonElement Schema, JsonElement Value, string At)> Shown(JsonElement root, string at)
    {
        foreach (var (value, place) in Objects(root, at))
        {
            var schema = value.TryGetProperty("schema", out var beside) ? beside : value;
            foreach (var name in new[] { "example", "default" })
            {
                if (value.TryGetProperty(name, out var shown))
                {
                    yield return (schema, shown, $"{place}/{name}");
                }
            }

            foreach (var example in value.TryGetProperty("examples", out var examples) ? [.. examples.EnumerateObject()] : Array.Empty<JsonProperty>())
            {
                yield return (schema, example.Value.GetProperty("value"), $"{place}/examples/{example.Name}");
            }
        }
    }

    /// <summary>Every object of the document, but for those that are examples themselves.</summary>
    private static IEnumerable<(JsonElement Value, string At)> Objects(JsonElement element, string at)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            return element.EnumerateArray().SelectMany((item, index) => Objects(item, $"{at}/{index.ToString(null as IFormatProvider)}"));
        }

        return element.ValueKind == JsonValueKind.Object
            ? element.EnumerateObject().Where(property => property.Name is not ("example" or "examples" or "default")).SelectMany(property => Objects(property.Value, $"{at}/{property.Name}")).Prepend((element, at))
            : [];
    }
}
