using System.Text.Json.Nodes;
using Gateway.Api.Contacts;
using Gateway.Api.Limits;
using Gateway.Domain.Contacts;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;

namespace Gateway.Api.OpenApi;

/// <summary>The list's page of the document.</summary>
internal static class ListContactsDocument
{
    public const string Id = "listContacts";
    private const string GroupPattern = @"^[0-9]{1,32}(-[0-9]{1,32})?@g\.us$";
    private const int MaxGroupCharacters = 70;

    public static void Describe(OpenApiOperation operation, OpenApiDocument document)
    {
        operation.Summary = "List the people a session has seen";
        operation.Description =
            "One page of people, from stored data. Filters combine with AND. Begin without `cursor`, go on with each answer's `nextCursor`, stop when it is empty: "
            + "everybody who matched throughout comes exactly once, whatever changes meanwhile. Needs the permission `read`.";
        operation.Parameters = [.. (operation.Parameters ?? []).OfType<OpenApiParameter>().Select(parameter => Describe(parameter, document))];
        DescribeSuccess((OpenApiResponse)operation.Responses!["200"], document);
        ErrorsDocument.AddTo(operation, document, 400, 401, 403, 404, 413, 429, 500, 503);
    }

    private static OpenApiParameter Describe(OpenApiParameter parameter, OpenApiDocument document)
    {
        (parameter.Schema, parameter.Example) = parameter.Name switch
        {
            ListContactsParameters.SourceName => (new OpenApiSchemaReference(ContactDocument.Source, document), "dm"),
            ListContactsParameters.GroupName => (OperationsDocument.Text(GroupPattern, MaxGroupCharacters), "12345-67890@g.us"),
            ListContactsParameters.QName => (OperationsDocument.Text(DocumentSetup.FreeText, SearchTerm.MaxCodePoints), "ali"),
            ListContactsParameters.LimitName => (Limit(), JsonValue.Create(PageSize.Default)),
            ListContactsParameters.CursorName => (OperationsDocument.Text(ContactDocument.CursorPattern, CursorKeyRing.MaxCursorCharacters), "AQAAAAAAAAAyq3mE1fXQ0m2sYw7bq0m0nQ"),
            _ => (parameter.Schema, parameter.Example),
        };
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

    private static OpenApiSchema Limit() => new()
    {
        Type = JsonSchemaType.Integer,
        Format = "int64",
        Minimum = PageSize.Min.ToString(System.Globalization.CultureInfo.InvariantCulture),
        Maximum = PageSize.Max.ToString(System.Globalization.CultureInfo.InvariantCulture),
        Default = JsonValue.Create(PageSize.Default),
    };
}
