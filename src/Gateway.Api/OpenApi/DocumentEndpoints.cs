namespace Gateway.Api.OpenApi;

internal static class DocumentEndpoints
{
    private const string DocumentPath = "/openapi.json";

    private const string Welcome = $"""
        Gateway: the people your WhatsApp numbers have seen.

        What it offers, as an OpenAPI document: {DocumentPath}
        The list: GET /api/v1/sessions/[session]/contacts
        Is it up: /livez, is it ready: /readyz

        """;

    public static void MapDocument(this IEndpointRouteBuilder routes)
    {
        string[] methods = [HttpMethods.Get, HttpMethods.Head];
        routes.MapMethods("/", methods, () => TypedResults.Text(Welcome)).ExcludeFromDescription();
        routes.MapOpenApi(DocumentPath).WithMetadata(new HttpMethodMetadata(methods));
    }
}
