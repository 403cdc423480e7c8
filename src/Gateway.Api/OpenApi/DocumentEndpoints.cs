using System.Collections.Concurrent;
using System.Text;
using Gateway.Api.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Gateway.Api.OpenApi;

internal static class DocumentEndpoints
{
    public const string DocumentPath = "/openapi.json";

    public static void MapDocument(this IEndpointRouteBuilder routes) =>
        routes.MapMethods(DocumentPath, [HttpMethods.Get, HttpMethods.Head], async (HttpContext context, ServedDocument document) =>
            await (await document.AtAsync(context.Request.PathBase)).WriteAsync(context)).ExcludeFromDescription();
}

/// <summary>
/// The document as it is served, made once for a path base and kept for the last one: the framework's own endpoint makes it for
/// each request, and gives it no tag.
/// </summary>
internal sealed class ServedDocument([FromKeyedServices(DocumentSetup.DocumentName)] IOpenApiDocumentProvider documents)
{
    private const string ContentType = "application/json; charset=utf-8";

    /// <summary>Several proxies may serve it below paths of their own; who sends others must not fill the memory.</summary>
    private const int MaxKept = 16;

    private readonly ConcurrentDictionary<string, StaticContent> _kept = new(StringComparer.Ordinal);

    public async Task<StaticContent> AtAsync(PathString pathBase)
    {
        var url = pathBase.HasValue ? pathBase.ToUriComponent() : "/";
        if (_kept.TryGetValue(url, out var known))
        {
            return known;
        }

        var rendered = await RenderAsync(url);
        return _kept.Count < MaxKept ? _kept.GetOrAdd(url, rendered) : rendered;
    }

    private async Task<StaticContent> RenderAsync(string url)
    {
        var document = await documents.GetOpenApiDocumentAsync();
        document.Servers![0].Url = url;
        var bytes = Encoding.UTF8.GetBytes(await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_0));
        return new StaticContent(ContentType, () => bytes);
    }
}
