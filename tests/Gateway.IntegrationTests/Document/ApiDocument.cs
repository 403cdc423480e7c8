using System.Text.Json;

namespace Gateway.IntegrationTests.Document;

/// <summary>The document, as the working copy has it, with its references followed.</summary>
internal sealed class ApiDocument
{
    private static readonly string[] s_methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];
    private static readonly Lazy<ApiDocument> s_committed = new(() => new ApiDocument(JsonElement.Parse(File.ReadAllBytes(Checkout.PathOf("openapi", "openapi.json")))));

    public ApiDocument(JsonElement root)
    {
        Root = root;
        Schemas = new JsonSchema(root);
        Operations = [.. root.GetProperty("paths").EnumerateObject().SelectMany(path => OperationsOf(path.Name, path.Value))];
    }

    public static ApiDocument Committed => s_committed.Value;

    public JsonElement Root { get; }

    public JsonSchema Schemas { get; }

    public IReadOnlyList<DocumentedOperation> Operations { get; }

    public DocumentedOperation Operation(string id) => Operations.Single(operation => operation.Id == id);

    private IEnumerable<DocumentedOperation> OperationsOf(string path, JsonElement item)
    {
        JsonSchema.Only(item, s_methods);
        return item.EnumerateObject().Select(operation => new DocumentedOperation(
            operation.Value.GetProperty("operationId").GetString()!,
            operation.Name.ToUpperInvariant(),
            path,
            [.. operation.Value.GetProperty("parameters").EnumerateArray().Select(parameter => Pointer.Followed(Root, parameter)).Select(Parameter)],
            [.. operation.Value.GetProperty("responses").EnumerateObject().Select(answer => Answer(answer.Name, Pointer.Followed(Root, answer.Value)))]));
    }

    private static DocumentedParameter Parameter(JsonElement parameter)
    {
        JsonSchema.Only(parameter, "name", "in", "description", "required", "schema", "example");
        return new DocumentedParameter(parameter.GetProperty("name").GetString()!, parameter.GetProperty("in").GetString()!, parameter.GetProperty("schema"));
    }

    private DocumentedAnswer Answer(string status, JsonElement answer)
    {
        JsonSchema.Only(answer, "description", "headers", "content");
        var (type, content) = answer.GetProperty("content").EnumerateObject().Select(media => (media.Name, media.Value)).Single();
        JsonSchema.Only(content, "schema", "example", "examples");
        return new DocumentedAnswer(
            int.Parse(status, null as IFormatProvider),
            type,
            content.GetProperty("schema"),
            content.TryGetProperty("examples", out var examples) ? [.. examples.EnumerateObject().Select(example => example.Name)] : [],
            [.. answer.GetProperty("headers").EnumerateObject().Select(header => Header(header.Name, Pointer.Followed(Root, header.Value)))]);
    }

    private static DocumentedHeader Header(string name, JsonElement header)
    {
        JsonSchema.Only(header, "description", "required", "schema", "example");
        return new DocumentedHeader(name, header.TryGetProperty("required", out var required) && required.GetBoolean(), header.GetProperty("schema"));
    }
}

internal sealed record DocumentedOperation(
    string Id, string Method, string Path, IReadOnlyList<DocumentedParameter> Parameters, IReadOnlyList<DocumentedAnswer> Answers);

internal sealed record DocumentedParameter(string Name, string In, JsonElement Schema);

/// <param name="Codes">Of the errors that it shows; none for a success.</param>
internal sealed record DocumentedAnswer(int Status, string ContentType, JsonElement Schema, IReadOnlyList<string> Codes, IReadOnlyList<DocumentedHeader> Headers);

internal sealed record DocumentedHeader(string Name, bool IsAlwaysThere, JsonElement Schema);

/// <summary>References within a document.</summary>
internal static class Pointer
{
    /// <summary>What stands there, or where it refers to.</summary>
    public static JsonElement Followed(JsonElement root, JsonElement element) =>
        element.TryGetProperty("$ref", out var reference) ? Of(root, reference.GetString()!) : element;

    public static JsonElement Of(JsonElement root, string reference) =>
        reference.StartsWith("#/", StringComparison.Ordinal)
            ? reference[2..].Split('/').Aggregate(root, (element, name) => element.GetProperty(name.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)))
            : throw new NotSupportedException($"{reference} is another document.");
}
