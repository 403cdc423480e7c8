namespace Gateway.Api.OpenApi;

internal static class DocumentEndpoints
{
    public const string DocumentPath = "/openapi.json";

    public static void MapDocument(this IEndpointRouteBuilder routes) =>
        routes.MapOpenApi(DocumentPath).WithMetadata(new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head]));
}
