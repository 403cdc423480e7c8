using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Gateway.Api.Http;

/// <summary>
/// A body that does not change: plain and compressed once, each form with a strong entity tag made of the content's hash
/// (RFC 9110, section 8.8.3).
/// </summary>
internal sealed class StaticContent(string contentType, Func<byte[]> load)
{
    private const int HashBytes = 16;
    private readonly Lazy<Form[]> _forms = new(() => FormsOf(load()));

    /// <summary>Answers with the form that the request likes best, or with 304 where the client has it.</summary>
    public async Task WriteAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        var coding = ContentCodings.Choose(request.Headers.AcceptEncoding);
        var form = Array.Find(_forms.Value, form => form.Coding == coding) ?? _forms.Value[0];
        response.Headers.ETag = form.Tag.ToString();
        if (IsKnown(request, form.Tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = contentType;
        response.ContentLength = form.Body.Length;
        if (form.Coding is not null)
        {
            response.Headers.ContentEncoding = form.Coding;
        }

        if (HttpMethods.IsGet(request.Method))
        {
            await response.Body.WriteAsync(form.Body, context.RequestAborted);
        }
    }

    /// <summary>By weak comparison (RFC 9110, section 13.1.2). What cannot be read names no tag.</summary>
    private static bool IsKnown(HttpRequest request, EntityTagHeaderValue tag) =>
        EntityTagHeaderValue.TryParseList(request.Headers.IfNoneMatch, out var known)
        && known.Any(one => one.Equals(EntityTagHeaderValue.Any) || one.Compare(tag, useStrongComparison: false));

    /// <summary>The plain form first, then those that are shorter.</summary>
    private static Form[] FormsOf(byte[] plain)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(plain).AsSpan(0, HashBytes));
        Form[] compressed = plain.Length < ContentCodings.MinBytes ? [] :
        [
            new(ContentCodings.Brotli, Tag($"{hash}-{ContentCodings.Brotli}"), Compressed(plain, stream => new BrotliStream(stream, CompressionLevel.Optimal))),
            new(ContentCodings.Gzip, Tag($"{hash}-{ContentCodings.Gzip}"), Compressed(plain, stream => new GZipStream(stream, CompressionLevel.Optimal))),
        ];
        return [new(Coding: null, Tag(hash), plain), .. compressed.Where(form => form.Body.Length < plain.Length)];
    }

    private static EntityTagHeaderValue Tag(string text) => new($"\"{text}\"");

    private static byte[] Compressed(byte[] plain, Func<Stream, Stream> compressor)
    {
        using var compressed = new MemoryStream();
        using (var stream = compressor(compressed))
        {
            stream.Write(plain);
        }

        return compressed.ToArray();
    }

    private sealed record Form(string? Coding, EntityTagHeaderValue Tag, byte[] Body);
}
