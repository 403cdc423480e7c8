using System.Text.Json.Nodes;
using Gateway.Api.Contacts;
using Gateway.Api.Http;
using Gateway.Api.Ingest;
using Gateway.Api.Limits;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;

namespace Gateway.Api.OpenApi;

/// <summary>Headers of answers, each described once, under its own name; answers refer to them.</summary>
internal static class HeadersDocument
{
    private const int MaxText = 256;
    private const int MaxDigits = 10;
    private const int MaxRequestIdCharacters = 128;
    private const int TimeCharacters = 27;
    private const int MaxLinkCharacters = 9216; // a request line of 8,192, its q escaped, and a cursor
    private const int MaxOriginCharacters = 2048;

    private static readonly Dictionary<string, OpenApiHeader> s_headers = new(StringComparer.Ordinal)
    {
        [RequestRules.RequestIdHeader] = Header("The request's id: its own when well-formed, else ours.", "b5c1e2d3", Text(MaxRequestIdCharacters, "^[A-Za-z0-9._-]{1,128}$"), isAlwaysThere: true),
        [HeaderNames.AccessControlAllowOrigin] = Header(
            "The asking page's origin, where the configuration names it; absent otherwise.", "https://app.example", Text(MaxOriginCharacters, "^https?://[^/]+$")),
        [RateBuckets.PolicyHeader] = Header(
            "Where requests are limited: how many (`q`) in how many seconds (`w`), by caller and by organization (draft-ietf-httpapi-ratelimit-headers).",
            "\"caller\";q=200;w=2, \"organization\";q=800;w=2",
            Text(MaxText, ListOf("q=[0-9]+;w=[0-9]+"))),
        [RateBuckets.RateHeader] = Header(
            "Where requests are limited: how many are left (`r`); in `t` seconds there are more.",
            "\"caller\";r=199;t=1, \"organization\";r=799;t=1",
            Text(MaxText, ListOf("r=[0-9]+;t=[0-9]+"))),
        [HeaderNames.RetryAfter] = Header("Seconds to wait.", "1", Text(MaxDigits, "^[0-9]+$"), isAlwaysThere: true),
        [HeaderNames.Accept] = Header("The media type that the operation takes.", SendObservationsParameters.ContentType, Text(MaxText, "^[a-z]+/[a-z0-9.+-]+$"), isAlwaysThere: true),
        [HeaderNames.AcceptEncoding] = Header("The content coding that the operation takes: none.", "identity", Text(MaxText, "^identity$"), isAlwaysThere: true),
        [HeaderNames.WWWAuthenticate] = Header("The challenge of RFC 6750.", "Bearer realm=\"gateway\"", Text(MaxText, "^Bearer "), isAlwaysThere: true),
        [ContactListHeaders.DataAsOf] = Header(
            "When the session last took in data (RFC 3339). Absent when never: an empty page then means nothing has been synced.",
            "2026-11-22T07:00:00.000000Z",
            new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time", MaxLength = TimeCharacters }),
        [ContactListHeaders.SessionStatus] = Header(
            "Whether the number was online, as last reported.",
            "connected",
            new OpenApiSchema { Type = JsonSchemaType.String, Enum = ["connected", "disconnected", "unknown"] },
            isAlwaysThere: true),
        [HeaderNames.Link] = Header(
            "The next page, `rel=\"next\"`, relative; absent on the last page.",
            "</api/v1/sessions/sess_01HZX/contacts?limit=50&cursor=AQAAAAAAAAAyq3mE1fXQ0m2sYw7bq0m0nQ>; rel=\"next\"",
            Text(MaxLinkCharacters, "^</[^<> ]*>; rel=\"next\"$")),
    };

    public static void AddTo(OpenApiDocument document) =>
        document.Components!.Headers = s_headers.ToDictionary(header => header.Key, IOpenApiHeader (header) => header.Value, StringComparer.Ordinal);

    public static Dictionary<string, IOpenApiHeader> References(OpenApiDocument document, params IEnumerable<string> names) =>
        names.Prepend(HeaderNames.AccessControlAllowOrigin).Prepend(RequestRules.RequestIdHeader)
            .ToDictionary(name => name, IOpenApiHeader (name) => new OpenApiHeaderReference(name, document), StringComparer.Ordinal);

    private static OpenApiHeader Header(string description, string example, OpenApiSchema schema, bool isAlwaysThere = false) =>
        new() { Description = description, Required = isAlwaysThere, Schema = schema, Example = JsonValue.Create(example) };

    /// <summary>Names with these parameters, as a structured field writes them.</summary>
    private static string ListOf(string parameters) => $"^\"[a-z]+\";{parameters}(, \"[a-z]+\";{parameters})*$";

    private static OpenApiSchema Text(int maxLength, string pattern) => new() { Type = JsonSchemaType.String, MaxLength = maxLength, Pattern = pattern };
}
