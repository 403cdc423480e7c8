using System.Buffers;
using System.Net.Mime;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc.Formatters;
using Microsoft.Extensions.ObjectPool;

namespace Gateway.Api.Http;

/// <summary>
/// Writes an answer's JSON whole, with its length, in the place of <see cref="SystemTextJsonOutputFormatter"/>, which writes it bit by
/// bit: only what is known to be long is compressed (docs/decisions/0025-compression.md).
/// </summary>
internal sealed class SizedJsonFormatter : OutputFormatter
{
    private const string ContentType = "application/json; charset=utf-8";
    private readonly JsonSerializerOptions _options;
    private readonly ObjectPool<JsonBuffer> _buffers;

    public SizedJsonFormatter(JsonSerializerOptions options)
    {
        SupportedMediaTypes.Add(MediaTypeNames.Application.Json);
        _options = options;
        _buffers = new DefaultObjectPool<JsonBuffer>(new JsonBufferPolicy(options));
    }

    public override void WriteResponseHeaders(OutputFormatterWriteContext context) => context.HttpContext.Response.ContentType = ContentType;

    public override async Task WriteResponseBodyAsync(OutputFormatterWriteContext context)
    {
        var buffer = _buffers.Get();
        try
        {
            var body = buffer.Write(context.Object, context.ObjectType!, _options);
            context.HttpContext.Response.ContentLength = body.Length;
            await context.HttpContext.Response.Body.WriteAsync(body, CancellationToken.None); // whole, or no other answer could take its place
        }
        finally
        {
            _buffers.Return(buffer);
        }
    }

    private sealed class JsonBuffer : IDisposable
    {
        private readonly ArrayBufferWriter<byte> _bytes = new();
        private readonly Utf8JsonWriter _json;

        public JsonBuffer(JsonSerializerOptions options) => _json = new Utf8JsonWriter(_bytes, new JsonWriterOptions { Encoder = options.Encoder, SkipValidation = true });

        public int Capacity => _bytes.Capacity;

        public ReadOnlyMemory<byte> Write(object? value, Type type, JsonSerializerOptions options)
        {
            _bytes.ResetWrittenCount();
            _json.Reset(_bytes);
            JsonSerializer.Serialize(_json, value, type, options);
            return _bytes.WrittenMemory;
        }

        public void Dispose() => _json.Dispose();
    }

    private sealed class JsonBufferPolicy(JsonSerializerOptions options) : IPooledObjectPolicy<JsonBuffer>
    {
        private const int MaxKeptBytes = 128 * 1024;

        public JsonBuffer Create() => new(options);

        public bool Return(JsonBuffer obj) => obj.Capacity <= MaxKeptBytes;
    }
}
