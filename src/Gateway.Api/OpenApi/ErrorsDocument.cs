using System.Text.Json.Nodes;
using Gateway.Api.Errors;
using Gateway.Api.Http;
using Microsoft.OpenApi;

namespace Gateway.Api.OpenApi;

/// <summary>Every error an operation can answer with, each with an example.</summary>
internal static class ErrorsDocument
{
    private const string NoDetails = "{}";

    public static IEnumerable<(string Status, OpenApiResponse Response)> Responses(IOpenApiSchema schema)
    {
        yield return Response(schema, "A parameter is malformed (`validation_error`, every one named in `details`), or the request is, before its token is looked at (`bad_request`).",
            (ApiError.Validation, """{ "limit": ["must be a whole number of 64 bits, in digits"] }"""),
            (ApiError.BadRequest with { Message = "the Authorization header must be given once" }, NoDetails));
        yield return Response(schema, "No token, or none that is accepted.", (ApiError.Unauthorized, NoDetails));
        yield return Response(schema, "The token is good but lacks the permission.", (ApiError.Forbidden, NoDetails));
        yield return Response(schema, "No such session, or another organization's: the same answer.", (ApiError.NotFound with { Message = "session not found" }, NoDetails));
        yield return Response(schema, "The request announces too large a body.", (ApiError.TooLarge, NoDetails));
        yield return Response(schema, "The caller, or its whole organization, asks more often than it may. Only where requests are limited.", (ApiError.RateLimited, NoDetails));
        yield return Response(schema, "A defect on our side; tell us the request id.", (ApiError.Internal, NoDetails));
        yield return Response(schema, "The database is out of reach, the service is stopping, or has too much to do at once. Try again later.", (ApiError.Unavailable, NoDetails));
    }

    private static (string Status, OpenApiResponse Response) Response(IOpenApiSchema schema, string description, params (ApiError Error, string Details)[] examples)
    {
        var first = examples[0].Error;
        var response = new OpenApiResponse
        {
            Description = description,
            Headers = Headers(first),
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                ["application/json"] = new()
                {
                    Schema = schema,
                    Examples = examples.ToDictionary(
                        example => example.Error.Code,
                        IOpenApiExample (example) => new OpenApiExample { Value = Body(example.Error, example.Details) }),
                },
            },
        };
        return (first.Status.ToString(System.Globalization.CultureInfo.InvariantCulture), response);
    }

    private static Dictionary<string, IOpenApiHeader> Headers(ApiError error)
    {
        var headers = new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal)
        {
            [RequestRules.RequestIdHeader] = ListContactsDocument.Header("The request's id: its own when well-formed, else ours.", "b5c1e2d3"),
        };
        if (error == ApiError.Unavailable || error == ApiError.RateLimited)
        {
            headers["Retry-After"] = ListContactsDocument.Header("Seconds to wait.", "1");
        }
        else if (error == ApiError.Unauthorized || error == ApiError.Forbidden)
        {
            headers["WWW-Authenticate"] = ListContactsDocument.Header("The challenge of RFC 6750.", "Bearer realm=\"gateway\"");
        }

        if (error == ApiError.RateLimited)
        {
            RateLimitDocument.AddTo(headers);
        }

        return headers;
    }

    private static JsonObject Body(ApiError error, string details) => new()
    {
        ["error"] = new JsonObject { ["code"] = error.Code, ["message"] = error.Message, ["details"] = JsonNode.Parse(details) },
    };
}
