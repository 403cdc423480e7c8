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

/// <summary>
/// A line's or member's known fields, each of its type or not there, and the first fault found in them. JSON null is not there. Every
/// field is read once.
/// </summary>
/// <param name="element">An object.</param>
internal sealed class LineFields(JsonElement element)
{
    private int _found;

    /// <summary>Why the line is rejected; null while nothing is wrong.</summary>
    public string? Reason { get; private set; }

    /// <summary>Which field is wrong.</summary>
    public string? WrongField { get; private set; }

    public string? Text(string name)
    {
        var value = Find(name);
        if (value is { ValueKind: JsonValueKind.String } text)
        {
            return text.GetString();
        }

        RejectUnless(value is null, name);
        return null;
    }

    public bool Flag(string name)
    {
        var kind = Find(name)?.ValueKind;
        RejectUnless(kind is null or JsonValueKind.True or JsonValueKind.False, name);
        return kind == JsonValueKind.True;
    }

    public JsonElement? Items(string name)
    {
        var value = Find(name);
        RejectUnless(value is null or { ValueKind: JsonValueKind.Array }, name);
        return value is { ValueKind: JsonValueKind.Array } ? value : null;
    }

    /// <summary>Notes a fault; the first one counts.</summary>
    public void Reject(string reason, string field)
    {
        if (Reason is null)
        {
            (Reason, WrongField) = (reason, field);
        }
    }

    public void RejectJidUnless(bool isGood, string field)
    {
        if (!isGood)
        {
            Reject(RejectionReason.BadJid, field);
        }
    }

    /// <summary>Counts the fields that have no meaning. All known ones were read: mostly, that they are all there are shows by their number.</summary>
    public UnknownFields? AddUnknownTo(UnknownFields? counts, IReadOnlyList<string> known)
    {
        if (_found == element.GetPropertyCount())
        {
            return counts;
        }

        foreach (var property in element.EnumerateObject())
        {
            if (!known.Any(property.NameEquals))
            {
                (counts ??= new()).Add(property.Name);
            }
        }

        return counts;
    }

    private void RejectUnless(bool isGood, string field)
    {
        if (!isGood)
        {
            Reject(RejectionReason.BadField, field);
        }
    }

    private JsonElement? Find(string name)
    {
        if (!element.TryGetProperty(name, out var value))
        {
            return null;
        }

        _found++;
        return value.ValueKind == JsonValueKind.Null ? null : value;
    }
}
