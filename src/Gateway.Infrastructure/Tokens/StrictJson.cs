using System.Buffers.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Gateway.Infrastructure.Tokens;

/// <summary>JSON and base64url as strangers send them: whatever two readers could read differently is refused.</summary>
internal static class StrictJson
{
    private const int MaxDepth = 32;
    private static readonly JsonDocumentOptions s_document = new() { AllowDuplicateProperties = false, MaxDepth = MaxDepth };

    /// <summary>An object in valid UTF-8 without a name given twice or half a surrogate pair; null for anything else.</summary>
    public static JsonElement? TryReadObject(byte[] utf8)
    {
        if (!Utf8.IsValid(utf8))
        {
            return null;
        }

        try
        {
            ReadTexts(utf8);
            using var document = JsonDocument.Parse(utf8, s_document);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The canonical encoding alone, without padding (RFC 7515, section 2): one value, one text. Null for anything else.</summary>
    public static byte[]? TryDecode(ReadOnlySpan<char> base64Url)
    {
        var bytes = new byte[Base64Url.GetMaxDecodedLength(base64Url.Length)];
        return Base64Url.IsValid(base64Url, out var length) && Base64Url.TryDecodeFromChars(base64Url, bytes, out var written) && written == length
            && Base64Url.EncodeToString(bytes.AsSpan(0, length)).AsSpan().SequenceEqual(base64Url)
            ? bytes[..length]
            : null;
    }

    /// <summary>The member's text; null when it is not there, or none.</summary>
    public static string? Text(this JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;

    /// <exception cref="InvalidOperationException">An escaped text is none.</exception>
    private static void ReadTexts(byte[] utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxDepth });
        while (reader.Read())
        {
            _ = reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.String && reader.ValueIsEscaped ? reader.GetString() : null;
        }
    }
}
