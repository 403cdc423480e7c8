using System.Text.Json.Nodes;
using Gateway.Api.Auth;
using Gateway.Api.Contacts;
using Gateway.Api.Limits;
using Gateway.Domain.Contacts;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;

namespace Gateway.Api.OpenApi;

/// <summary>The list's page of the document.</summary>
internal static class ListContactsDocument
{
    private const string GroupPattern = @"^[0-9]{1,32}(-[0-9]{1,32})?@g\.us$";
    private const string SessionPattern = "^sess_[0-9A-Za-z]{1,64}$";
    private const int MaxGroupCharacters = 70;
    private const int MaxSessionCharacters = 69;

    public static Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        operation.Summary = "List the people a session has seen";
        operation.Description =
            "One page of people, from stored data. Filters combine with AND. Begin without `cursor`, go on with each answer's `nextCursor`, stop when it is empty: "
            + "everybody who matched throughout comes exactly once, whatever changes meanwhile. Needs the permission `read`.";
        operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(BearerTokens.SchemeName, context.Document)] = [] }];
        operation.Parameters = [.. (operation.Parameters ?? []).OfType<OpenApiParameter>().Select(parameter => Describe(parameter, context.Document!))];
        DescribeSuccess((OpenApiResponse)operation.Responses!["200"], context.Document!);
        foreach (var (status, response) in ErrorsDocument.References(context.Document!))
        {
            operation.Responses[status] = response;
        }

        return Task.CompletedTask;
    }

    private static OpenApiParameter Describe(OpenApiParameter parameter, OpenApiDocument document)
    {
        (parameter.Schema, parameter.Example) = parameter.Name switch
        {
            "session" => (Text(SessionPattern, MaxSessionCharacters), "sess_01HZX"),
            ListContactsParameters.SourceName => (new OpenApiSchemaReference(ContactDocument.Source, document), "dm"),
            ListContactsParameters.GroupName => (Text(GroupPattern, MaxGroupCharacters), "12345-67890@g.us"),
            ListContactsParameters.QName => (Text(DocumentSetup.FreeText, SearchTerm.MaxCodePoints), "ali"),
            ListContactsParameters.LimitName => (Limit(), JsonValue.Create(PageSize.Default)),
            ListContactsParameters.CursorName => (Text(ContactDocument.CursorPattern, CursorKeyRing.MaxCursorCharacters), "AQAAAAAAAAAyq3mE1fXQ0m2sYw7bq0m0nQ"),
            _ => (parameter.Schema, parameter.Example),
        };
        if (parameter.Name == "session")
        {
            parameter.Description = "The session's id: one attached WhatsApp number.";
        }

        return parameter;
    }

    private static void DescribeSuccess(OpenApiResponse response, OpenApiDocument document)
    {
        response.Description = "A page of people.";
        response.Headers = HeadersDocument.References(
            document, ContactListHeaders.DataAsOf, ContactListHeaders.SessionStatus, HeaderNames.Link, RateBuckets.PolicyHeader, RateBuckets.RateHeader);
        response.Content!["application/json"].Example = JsonNode.Parse("""
            {
              "data": [
                { "businessName": "Acme Corp", "lid": "205227043110953@lid", "name": "Alice", "phoneNumber": "6281234567890", "source": "dm" }
              ],
              "nextCursor": "AQAAAAAAAAAyq3mE1fXQ0m2sYw7bq0m0nQ"
            }
            """);
    }

    private static OpenApiSchema Text(string pattern, int maxLength) => new() { Type = JsonSchemaType.String, Pattern = pattern, MaxLength = maxLength };

    private static OpenApiSchema Limit() => new()
    {
        Type = JsonSchemaType.Integer,
        Format = "int64",
        Minimum = PageSize.Min.ToString(System.Globalization.CultureInfo.InvariantCulture),
        Maximum = PageSize.Max.ToString(System.Globalization.CultureInfo.InvariantCulture),
        Default = JsonValue.Create(PageSize.Default),
    };
}
