using System.Text.Json;

namespace Gateway.Domain.Ingest;

/// <summary>Why a line is rejected, as reports name it.</summary>
public static class RejectionReason
{
    public const string BadJson = "bad_json";
    public const string NoType = "no_type";
    public const string BadField = "bad_field";
    public const string BadJid = "bad_jid";
    public const string BadTime = "bad_time";
    public const string TooLong = "too_long";
}

/// <summary>Leaves the reading of a line early; never leaves <see cref="ObservationLine"/>.</summary>
internal sealed class LineRejectedException(string reason) : Exception(reason)
{
    public string Reason { get; } = reason;
}

/// <summary>A line's or member's known fields, each of its type or not there. JSON null is not there.</summary>
internal readonly struct LineFields
{
    private readonly JsonElement _object;

    public LineFields(JsonElement element) =>
        _object = element.ValueKind == JsonValueKind.Object ? element : throw new LineRejectedException(RejectionReason.BadJson);

    public string RequiredText(string name) => Text(name) ?? throw new LineRejectedException(RejectionReason.NoType);

    public string? Text(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        _ => throw new LineRejectedException(RejectionReason.BadField),
    };

    public bool Flag(string name) => Find(name)?.ValueKind switch
    {
        null or JsonValueKind.False => false,
        JsonValueKind.True => true,
        _ => throw new LineRejectedException(RejectionReason.BadField),
    };

    public IEnumerable<JsonElement>? Items(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Array } array => array.EnumerateArray(),
        _ => throw new LineRejectedException(RejectionReason.BadField),
    };

    private JsonElement? Find(string name) =>
        _object.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}

/// <summary>JSON escapes of half a character, which sources do write and the JSON reader refuses.</summary>
internal static class LoneSurrogates
{
    private const int EscapeBytes = 6; // \uXXXX

    /// <summary>Overwrites each with the escape of U+FFFD, which is as long.</summary>
    public static void Mend(Span<byte> json)
    {
        for (var i = json.IndexOf((byte)'\\'); i >= 0 && i + 1 < json.Length; i = Next(json, i))
        {
            if (!IsSurrogate(json, i))
            {
                i += 2;
            }
            else if (IsHigh(json, i) && IsSurrogate(json, i + EscapeBytes) && !IsHigh(json, i + EscapeBytes))
            {
                i += 2 * EscapeBytes;
            }
            else
            {
                "fffd"u8.CopyTo(json[(i + 2)..]);
                i += EscapeBytes;
            }
        }
    }

    private static int Next(ReadOnlySpan<byte> json, int from)
    {
        var next = from >= json.Length ? -1 : json[from..].IndexOf((byte)'\\');
        return next < 0 ? -1 : from + next;
    }

    private static bool IsSurrogate(ReadOnlySpan<byte> json, int at) =>
        at + EscapeBytes <= json.Length && json[at] == '\\' && json[at + 1] == 'u' && json[at + 2] is (byte)'d' or (byte)'D' && HexDigit(json[at + 3]) >= 8
        && HexDigit(json[at + 4]) >= 0 && HexDigit(json[at + 5]) >= 0;

    private static bool IsHigh(ReadOnlySpan<byte> json, int at) => HexDigit(json[at + 3]) < 0xC;

    private static int HexDigit(byte digit) => digit switch
    {
        >= (byte)'0' and <= (byte)'9' => digit - '0',
        >= (byte)'a' and <= (byte)'f' => digit - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => digit - 'A' + 10,
        _ => -1,
    };
}
