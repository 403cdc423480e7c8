using System.Globalization;
using System.Text.Json.Nodes;
using Gateway.Api.Errors;
using Gateway.Api.Ingest;
using Gateway.Api.Limits;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;

namespace Gateway.Api.OpenApi;

/// <summary>The envelope, and every error an operation can answer with, each with an example; operations refer to them.</summary>
internal static class ErrorsDocument
{
    private const string Envelope = "ErrorResponse";
    private const string Body = "ErrorBody";
    private const string Code = "ErrorCode";
    private const int MaxMessageCharacters = 512;
    private const string NoDetails = "{}";

    /// <summary>Where there are no parameters.</summary>
    public static readonly Described Malformed = new(
        "The request is malformed: its body is framed wrongly or broke off; or the request itself is, before its token is looked at.", [RateBuckets.RateHeader, RateBuckets.PolicyHeader],
        (ApiError.BadRequest, NoDetails))
    { Name = "MalformedRequest" };

    private static readonly string[] s_limited = [RateBuckets.RateHeader, RateBuckets.PolicyHeader];

    private static readonly Described[] s_responses =
    [
        new("A parameter is malformed (`validation_error`, every one named in `details`), or the request is, before its token is looked at (`bad_request`).", s_limited,
            (ApiError.Validation, """{ "limit": ["must be a whole number of 64 bits, in digits"] }"""),
            (ApiError.BadRequest with { Message = "the Authorization header must be given once" }, NoDetails)),
        new("No token, or none that is accepted.", [HeaderNames.WWWAuthenticate], (ApiError.Unauthorized, NoDetails)),
        new("The token is good but lacks the permission.", [HeaderNames.WWWAuthenticate], (ApiError.Forbidden with { Message = ApiError.Forbidden.Message + " read" }, NoDetails)),
        new("No such session, or another organization's: the same answer.", s_limited, (ApiError.NotFound with { Message = "session not found" }, NoDetails)),
        new("The request announces too large a body.", [], (ApiError.TooLarge, NoDetails)),
        new("The body is announced as something else than NDJSON in UTF-8, or as compressed.", [HeaderNames.Accept, HeaderNames.AcceptEncoding, .. s_limited],
            (ApiError.MediaType with { Message = UnsupportedBodyException.SentenceFor(SendObservationsParameters.ContentType) }, NoDetails)),
        new("The caller, or its whole organization, asks more often than it may. Only where requests are limited.", [HeaderNames.RetryAfter, .. s_limited], (ApiError.RateLimited, NoDetails)),
        new("A defect on our side; tell us the request id.", s_limited, (ApiError.Internal, NoDetails)),
        new("The database is out of reach, the service is stopping, or has too much to do at once. Try again later.", [HeaderNames.RetryAfter, .. s_limited], (ApiError.Unavailable, NoDetails)),
    ];

    public static void AddTo(OpenApiDocument document)
    {
        document.AddComponent(Code, new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            Enum = [.. ApiError.All.Select(error => JsonValue.Create(error.Code))],
            Description = "What went wrong, for programs: stable.",
            Extensions = DocumentSetup.NamesOfValues(ApiError.All.Select(error => DocumentSetup.Pascal(error.Code))),
        });
        document.AddComponent(Body, Schema("What went wrong.", new OrderedDictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
        {
            ["code"] = new OpenApiSchemaReference(Code, document),
            ["message"] = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = MaxMessageCharacters, Pattern = DocumentSetup.FreeText, Description = "What went wrong, for people; may change." },
            ["details"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                AdditionalProperties = new OpenApiSchema(),
                Description = "Always an object. For `validation_error`: the names of the malformed parameters, each with an array of sentences.",
            },
        }));
        document.AddComponent(Envelope, Schema("The envelope of every error.", new OrderedDictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
        {
            ["error"] = new OpenApiSchemaReference(Body, document),
        }));
        foreach (var response in s_responses.Append(Malformed))
        {
            document.AddComponent(response.Name, Response(document, response));
        }
    }

    /// <summary>The operation's answers with errors of these statuses.</summary>
    public static void AddTo(OpenApiOperation operation, OpenApiDocument document, params IEnumerable<int> statuses) =>
        AddTo(operation, document, statuses.Select(status => s_responses.Single(response => response.Status == status)));

    public static void AddTo(OpenApiOperation operation, OpenApiDocument document, Described first, params IEnumerable<int> others)
    {
        AddTo(operation, document, [first]);
        AddTo(operation, document, others);
    }

    private static void AddTo(OpenApiOperation operation, OpenApiDocument document, IEnumerable<Described> responses)
    {
        foreach (var response in responses)
        {
            operation.Responses![response.Status.ToString(CultureInfo.InvariantCulture)] = new OpenApiResponseReference(response.Name, document);
        }
    }

    private static OpenApiResponse Response(OpenApiDocument document, Described described) => new()
    {
        Description = described.Description,
        Headers = HeadersDocument.References(document, described.Headers),
        Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
        {
            ["application/json"] = new()
            {
                Schema = new OpenApiSchemaReference(Envelope, document),
                Examples = described.Examples.ToDictionary(
                    example => example.Error.Code,
                    IOpenApiExample (example) => new OpenApiExample { Value = Example(example.Error, example.Details) }),
            },
        },
    };

    private static OpenApiSchema Schema(string description, OrderedDictionary<string, IOpenApiSchema> properties) => new()
    {
        Type = JsonSchemaType.Object,
        Description = description,
        Required = new SortedSet<string>(properties.Keys, StringComparer.Ordinal),
        Properties = properties,
        AdditionalPropertiesAllowed = false,
    };

    private static JsonObject Example(ApiError error, string details) => new()
    {
        ["error"] = new JsonObject { ["code"] = error.Code, ["message"] = error.Message, ["details"] = JsonNode.Parse(details) },
    };

    public sealed record Described(string Description, IReadOnlyList<string> Headers, params IReadOnlyList<(ApiError Error, string Details)> Examples)
    {
        public int Status => Examples[0].Error.Status;

        /// <summary>Of the last code that it shows, where no other answer does.</summary>
        public string Name { get; init; } = DocumentSetup.Pascal(Examples[^1].Error.Code);
    }
}
