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

    public static IReadOnlyList<string> All { get; } = [BadJson, NoType, BadField, BadJid, BadTime, TooLong];
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
