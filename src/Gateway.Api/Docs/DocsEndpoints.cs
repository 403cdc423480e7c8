using System.IO.Compression;
using System.Net.Mime;

namespace Gateway.Api.Docs;

/// <summary>The page at <c>/docs</c>: the document, to read and to try, by Swagger UI. All of it comes from this program.</summary>
internal static class DocsEndpoints
{
    private const string Page = "/docs";

    /// <summary>Nothing from elsewhere, nothing inline, in nobody's frame. Pictures inside Swagger UI's style sheet are data.</summary>
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly Asset s_page = Asset.Of("page.html", MediaTypeNames.Text.Html);

    private static readonly Dictionary<string, Asset> s_assets = new(StringComparer.Ordinal)
    {
        ["page.css"] = Asset.Of("page.css", MediaTypeNames.Text.Css),
        ["page.js"] = Asset.Of("page.js", MediaTypeNames.Text.JavaScript),
        ["swagger-ui.css"] = Asset.OfSwaggerUI("swagger-ui.css", MediaTypeNames.Text.Css),
        ["swagger-ui-bundle.js"] = Asset.OfSwaggerUI("swagger-ui-bundle.js", MediaTypeNames.Text.JavaScript),
        ["favicon-32x32.png"] = Asset.OfSwaggerUI("favicon-32x32.png", MediaTypeNames.Image.Png),
    };

    public static void MapDocs(this IEndpointRouteBuilder routes)
    {
        string[] methods = [HttpMethods.Get, HttpMethods.Head];
        routes.MapMethods("/", methods, () => TypedResults.Redirect(Page)).ExcludeFromDescription();
        routes.MapMethods(Page, methods, (HttpContext context) => WriteAsync(context, s_page)).ExcludeFromDescription();
        foreach (var (name, asset) in s_assets)
        {
            routes.MapMethods($"{Page}/{name}", methods, (HttpContext context) => WriteAsync(context, asset)).ExcludeFromDescription();
        }
    }

    private static async Task WriteAsync(HttpContext context, Asset asset)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        context.Response.ContentType = asset.ContentType;
        var isGzipWelcome = context.Request.GetTypedHeaders().AcceptEncoding.Any(coding => coding.Value.Equals("gzip", StringComparison.OrdinalIgnoreCase) && coding.Quality is not 0);
        if (isGzipWelcome)
        {
            headers.ContentEncoding = "gzip";
        }

        var body = isGzipWelcome ? asset.Gzip : asset.Plain;
        context.Response.ContentLength = body.Length;
        if (HttpMethods.IsGet(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
        }
    }

    /// <summary>A file inside an assembly, kept as it travels.</summary>
    private sealed class Asset(string contentType, byte[] gzip)
    {
        private readonly Lazy<byte[]> _plain = new(() => Unpacked(gzip));

        public string ContentType => contentType;

        public byte[] Gzip => gzip;

        /// <summary>Unpacked once, for the few who don't take it as it is.</summary>
        public byte[] Plain => _plain.Value;

        public static Asset Of(string file, string contentType)
        {
            using var compressed = new MemoryStream();
            using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal))
            {
                using var source = typeof(DocsEndpoints).Assembly.GetManifestResourceStream($"Gateway.Docs.{file}")!;
                source.CopyTo(gzip);
            }

            return new Asset(TypeOf(contentType), compressed.ToArray());
        }

        /// <summary>The package's files are compressed inside its assembly.</summary>
        public static Asset OfSwaggerUI(string file, string contentType)
        {
            using var bytes = new MemoryStream();
            using var source = typeof(SwaggerUIBuilderExtensions).Assembly.GetManifestResourceStream($"Swashbuckle.AspNetCore.SwaggerUI.node_modules.swagger_ui_dist.{file}")!;
            source.CopyTo(bytes);
            return new Asset(TypeOf(contentType), bytes.ToArray());
        }

        private static byte[] Unpacked(byte[] packed)
        {
            using var plain = new MemoryStream();
            using var gzip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
            gzip.CopyTo(plain);
            return plain.ToArray();
        }

        private static string TypeOf(string contentType) => contentType.StartsWith("text/", StringComparison.Ordinal) ? contentType + "; charset=utf-8" : contentType;
    }
}
