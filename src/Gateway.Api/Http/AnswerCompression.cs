using System.IO.Compression;
using System.Net.Mime;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Options;

namespace Gateway.Api.Http;

/// <summary>
/// Which answers the framework's middleware compresses: JSON of a known length, from <see cref="ContentCodings.MinBytes"/> on. A body
/// that is written bit by bit has no such length and goes out at once. Errors are written outside the middleware. Over https, too:
/// docs/decisions/0025-compression.md says why.
/// </summary>
internal sealed class AnswerCompression : IResponseCompressionProvider
{
    /// <summary>A page of 50 takes 17 µs; the next better level saves an eighth of the bytes and takes three times as long.</summary>
    private const CompressionLevel Level = CompressionLevel.Fastest;

    private readonly BrotliCompressionProvider _brotli = new(Options.Create(new BrotliCompressionProviderOptions { Level = Level }));
    private readonly GzipCompressionProvider _gzip = new(Options.Create(new GzipCompressionProviderOptions { Level = Level }));

    public bool CheckRequestAcceptsCompression(HttpContext context) => ContentCodings.Choose(context.Request.Headers.AcceptEncoding) is not null;

    public ICompressionProvider? GetCompressionProvider(HttpContext context) => ContentCodings.Choose(context.Request.Headers.AcceptEncoding) switch
    {
        ContentCodings.Brotli => _brotli,
        ContentCodings.Gzip => _gzip,
        _ => null,
    };

    public bool ShouldCompressResponse(HttpContext context) =>
        context.Response is { ContentLength: >= ContentCodings.MinBytes, Headers.ContentEncoding.Count: 0, ContentType: { } type }
        && type.StartsWith(MediaTypeNames.Application.Json, StringComparison.Ordinal);
}
