using System.IO.Compression;
using System.Net.Mime;
using Gateway.Api.Http;

namespace Gateway.Api.Docs;

/// <summary>The page at <c>/docs</c>: the document, to read and to try, by Swagger UI. All of it comes from this program.</summary>
internal static class DocsEndpoints
{
    private const string Page = "/docs";

    /// <summary>Nothing from elsewhere, nothing inline, in nobody's frame. Pictures inside Swagger UI's style sheet are data.</summary>
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly StaticContent s_page = Own("page.html", MediaTypeNames.Text.Html);

    private static readonly Dictionary<string, StaticContent> s_assets = new(StringComparer.Ordinal)
    {
        ["page.css"] = Own("page.css", MediaTypeNames.Text.Css),
        ["page.js"] = Own("page.js", MediaTypeNames.Text.JavaScript),
        ["swagger-ui.css"] = OfSwaggerUI("swagger-ui.css", MediaTypeNames.Text.Css),
        ["swagger-ui-bundle.js"] = OfSwaggerUI("swagger-ui-bundle.js", MediaTypeNames.Text.JavaScript),
        ["favicon-32x32.png"] = OfSwaggerUI("favicon-32x32.png", MediaTypeNames.Image.Png),
    };

    public static void MapDocs(this IEndpointRouteBuilder routes)
    {
        string[] methods = [HttpMethods.Get, HttpMethods.Head];
        routes.MapMethods("/", methods, (HttpContext context) => RedirectToPage(context.Response)).ExcludeFromDescription();
        routes.MapMethods(Page, methods, WritePageAsync).ExcludeFromDescription();
        foreach (var (name, asset) in s_assets)
        {
            routes.MapMethods($"{Page}/{name}", methods, (HttpContext context) => WriteAsync(context, asset)).ExcludeFromDescription();
        }
    }

    private static void RedirectToPage(HttpResponse response) => response.Redirect(response.HttpContext.Request.PathBase.Add(Page));

    /// <summary>The page names its parts from where it is, so that it works below any path; with a slash at the end it would be elsewhere.</summary>
    private static Task WritePageAsync(HttpContext context)
    {
        if (context.Request.Path.Value!.EndsWith('/'))
        {
            RedirectToPage(context.Response);
            return Task.CompletedTask;
        }

        return WriteAsync(context, s_page);
    }

    private static Task WriteAsync(HttpContext context, StaticContent content)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        return content.WriteAsync(context);
    }

    private static StaticContent Own(string file, string contentType) => new(TypeOf(contentType), () =>
    {
        using var source = typeof(DocsEndpoints).Assembly.GetManifestResourceStream($"Gateway.Docs.{file}")!;
        return BytesOf(source);
    });

    /// <summary>The package's files are compressed inside its assembly.</summary>
    private static StaticContent OfSwaggerUI(string file, string contentType) => new(TypeOf(contentType), () =>
    {
        using var source = typeof(SwaggerUIBuilderExtensions).Assembly.GetManifestResourceStream($"Swashbuckle.AspNetCore.SwaggerUI.node_modules.swagger_ui_dist.{file}")!;
        using var unpacked = new GZipStream(source, CompressionMode.Decompress);
        return BytesOf(unpacked);
    });

    private static byte[] BytesOf(Stream source)
    {
        using var bytes = new MemoryStream();
        source.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static string TypeOf(string contentType) => contentType.StartsWith("text/", StringComparison.Ordinal) ? contentType + "; charset=utf-8" : contentType;
}
