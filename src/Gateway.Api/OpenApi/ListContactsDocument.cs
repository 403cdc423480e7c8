using System.Text.Json.Nodes;
using Gateway.Api.Auth;
using Gateway.Api.Contacts;
using Gateway.Api.Errors;
using Gateway.Api.Http;
using Gateway.Domain.Contacts;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Gateway.Api.OpenApi;

/// <summary>The list's page of the document.</summary>
internal static class ListContactsDocument
{
    private const string GroupPattern = @"^[0-9]{1,32}(-[0-9]{1,32})?@g\.us$";
    private const string SessionPattern = "^sess_[0-9A-Za-z]{1,64}$";
    private const int MaxGroupCharacters = 70;
    private const int MaxSessionCharacters = 69;

    public static async Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        operation.Summary = "List the people a session has seen";
        operation.Description =
            "One page of people, from stored data. Filters combine with AND. Begin without `cursor`, go on with each answer's `nextCursor`, stop when it is empty: "
            + "everybody who matched throughout comes exactly once, whatever changes meanwhile. Needs the permission `read`.";
        operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(BearerHandler.SchemeName, context.Document)] = [] }];
        operation.Parameters = [.. (operation.Parameters ?? []).OfType<OpenApiParameter>().Select(Describe)];
        var error = await context.GetOrCreateSchemaAsync(typeof(ErrorResponse), null, cancellationToken);
        context.Document!.AddComponent("Error", error);
        DescribeSuccess((OpenApiResponse)operation.Responses!["200"]);
        foreach (var (status, response) in ErrorsDocument.Responses(new OpenApiSchemaReference("Error", context.Document)))
        {
            operation.Responses[status] = response;
        }
    }

    private static OpenApiParameter Describe(OpenApiParameter parameter)
    {
        (parameter.Schema, parameter.Example) = parameter.Name switch
        {
            "session" => (Text(SessionPattern, MaxSessionCharacters), "sess_01HZX"),
            ListContactsParameters.SourceName => (new OpenApiSchema { Type = JsonSchemaType.String, Enum = [ContactFilter.DirectChatText, ContactFilter.GroupText] }, "dm"),
            ListContactsParameters.GroupName => (Text(GroupPattern, MaxGroupCharacters), "12345-67890@g.us"),
            ListContactsParameters.QName => (Text(null, SearchTerm.MaxCodePoints), "ali"),
            ListContactsParameters.LimitName => (Limit(), JsonValue.Create(PageSize.Default)),
            ListContactsParameters.CursorName => (Text(null, CursorKeyRing.MaxCursorCharacters), "AQAAAAAAAAAyq3mE1fXQ0m2sYw7bq0m0nQ"),
            _ => (parameter.Schema, parameter.Example),
        };
        if (parameter.Name == "session")
        {
            parameter.Description = "The session's id: one attached WhatsApp number.";
        }

        return parameter;
    }

    private static void DescribeSuccess(OpenApiResponse response)
    {
        response.Description = "A page of people.";
        response.Headers = new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal)
        {
            [RequestRules.RequestIdHeader] = Header("The request's id: its own when well-formed, else ours.", "b5c1e2d3"),
            [ContactListHeaders.DataAsOf] = Header("When the session last took in data (RFC 3339). Absent when never: an empty page then means nothing has been synced.", "2026-11-22T07:00:00.000000Z"),
            [ContactListHeaders.SessionStatus] = Header("Whether the number was online, as last reported: `connected`, `disconnected` or `unknown`.", "connected"),
            ["Link"] = Header("The next page, `rel=\"next\"`, relative; absent on the last page.", "</api/v1/sessions/sess_01HZX/contacts?limit=50&cursor=AQAAAAAAAAAyq3mE1fXQ0m2sYw7bq0m0nQ>; rel=\"next\""),
        };
        RateLimitDocument.AddTo(response.Headers);
        response.Content!["application/json"].Example = JsonNode.Parse("""
            {
              "data": [
                { "businessName": "Acme Corp", "lid": "205227043110953@lid", "name": "Alice", "phoneNumber": "6281234567890", "source": "dm" }
              ],
              "nextCursor": "AQAAAAAAAAAyq3mE1fXQ0m2sYw7bq0m0nQ"
            }
            """);
    }

    private static OpenApiSchema Text(string? pattern, int maxLength) => new() { Type = JsonSchemaType.String, Pattern = pattern, MaxLength = maxLength };

    private static OpenApiSchema Limit() => new()
    {
        Type = JsonSchemaType.Integer,
        Format = "int64",
        Minimum = PageSize.Min.ToString(System.Globalization.CultureInfo.InvariantCulture),
        Maximum = PageSize.Max.ToString(System.Globalization.CultureInfo.InvariantCulture),
        Default = JsonValue.Create(PageSize.Default),
    };

    internal static OpenApiHeader Header(string description, string example) =>
        new() { Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String }, Example = example };
}
