using System.Text.Json;
using System.Text.Unicode;
using Gateway.Domain.Contacts;
using Gateway.Domain.Sessions;
using Gateway.Domain.Whatsapp;

namespace Gateway.Domain.Ingest;

/// <summary>What became of a line when read: an observation, or a reason to reject it, or neither: ignored without harm.</summary>
public readonly record struct ParsedLine(Observation? Observation, string? Rejection)
{
    public static ParsedLine Ignored => default;

    /// <summary>The known field that is wrong; null where it is the line as a whole.</summary>
    public string? WrongField { get; init; }

    /// <summary>Fields without a meaning, of a line of a known type; null where there are none.</summary>
    public UnknownFields? UnknownFields { get; init; }
}

/// <summary>Reads lines of the neutral form: one JSON object each (NDJSON), as docs/observations.md describes.</summary>
public static class ObservationLine
{
    public const int MaxBytes = 4 * 1024 * 1024;
    private const string OtherDay = "2000-01-01T";

    private static readonly string[] s_zeroDays = ["0001-01-01T", "0000-12-31T"];
    private static readonly TimeSpan s_clockTolerance = TimeSpan.FromMinutes(5);
    private static readonly JsonDocumentOptions s_strict = new() { AllowDuplicateProperties = false };
    private static readonly string[] s_contact = ["type", "at", "jid", "lid", "savedName", "pushName", "businessName", "directChat"];
    private static readonly string[] s_group = ["type", "at", "jid", "name", "members", "complete"];
    private static readonly string[] s_mapping = ["type", "at", "lid", "phone"];
    private static readonly string[] s_session = ["type", "at", "jid", "lid", "status"];

    /// <param name="line">UTF-8 without the line end; lone surrogates in its escapes are mended in place.</param>
    /// <param name="now">Our clock: a line from more than 5 minutes ahead of it is rejected.</param>
    public static ParsedLine Parse(Memory<byte> line, DateTimeOffset now)
    {
        if (line.Length > MaxBytes)
        {
            return new(null, RejectionReason.TooLong);
        }

        line = line[ByteOrderMarkBytes(line.Span)..];
        if (line.Span.IndexOfAnyExcept(" \t\r"u8) < 0)
        {
            return ParsedLine.Ignored;
        }

        if (!Utf8.IsValid(line.Span))
        {
            return new(null, RejectionReason.BadJson);
        }

        LoneSurrogates.Mend(line.Span);
        try
        {
            using var document = JsonDocument.Parse(line, s_strict);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? Read(new LineFields(document.RootElement), Timestamp.From(now + s_clockTolerance))
                : new(null, RejectionReason.BadJson);
        }
        catch (JsonException)
        {
            return new(null, RejectionReason.BadJson);
        }
    }

    private static ParsedLine Read(LineFields line, long latest)
    {
        UnknownFields? unknown = null;
        Observation? observation = null;
        switch (line.Text("type"))
        {
            case null:
                line.Reject(RejectionReason.NoType, "type");
                break;
            case "contact":
                observation = Contact(line, At(line, latest));
                unknown = line.AddUnknownTo(unknown, s_contact);
                break;
            case "group":
                observation = Group(line, At(line, latest), ref unknown);
                unknown = line.AddUnknownTo(unknown, s_group);
                break;
            case "mapping":
                observation = Mapping(line, At(line, latest));
                unknown = line.AddUnknownTo(unknown, s_mapping);
                break;
            case "session":
                observation = Session(line, At(line, latest));
                unknown = line.AddUnknownTo(unknown, s_session);
                break;
            default:
                break; // of a type that is not known no field is
        }

        return new(line.Reason is null ? observation : null, line.Reason) { WrongField = line.WrongField, UnknownFields = unknown };
    }

    /// <summary>Go's zero time, in any time zone, is how some sources write a time that they do not know.</summary>
    private static long? At(LineFields line, long latest)
    {
        if (line.Text("at") is not { } text || IsZeroTime(text))
        {
            return null;
        }

        if (Timestamp.TryParse(text, out var at) && at <= latest)
        {
            return at;
        }

        line.Reject(RejectionReason.BadTime, "at");
        return null;
    }

    /// <summary>Go's zero time, in any zone: no source saw anything in the year 1.</summary>
    private static bool IsZeroTime(string text) =>
        s_zeroDays.FirstOrDefault(day => text.StartsWith(day, StringComparison.OrdinalIgnoreCase)) is { } zero && Timestamp.TryParse(OtherDay + text[zero.Length..], out _);

    private static ContactObservation? Contact(LineFields line, long? at)
    {
        var isDirectChat = line.Flag("directChat");
        return PersonFields.Named(line) is { } person ? new(person, isDirectChat, at) : null;
    }

    private static GroupObservation? Group(LineFields line, long? at, ref UnknownFields? unknown)
    {
        var jid = Jid.Parse(line.Text("jid"));
        var name = ContactName.CleanLabel(line.Text("name"));
        var (isComplete, items) = (line.Flag("complete"), line.Items("members"));
        if (jid.Kind != JidKind.Group)
        {
            line.RejectJidUnless(jid.Kind == JidKind.NeverContact, "jid");
            return null;
        }

        if (isComplete && items is null)
        {
            line.Reject(RejectionReason.BadField, "members"); // "everybody" without a list would empty the group
        }

        var (members, rejected) = (new List<PersonObservation>(), 0);
        foreach (var item in items?.EnumerateArray() ?? default)
        {
            var (person, isRead) = PersonFields.Member(item, ref unknown);
            rejected += isRead ? 0 : 1;
            if (person is not null)
            {
                members.Add(person);
            }
        }

        return GroupObservation.Create(jid.Group, name, members, rejected, isComplete, at);
    }

    private static MappingObservation? Mapping(LineFields line, long? at)
    {
        var (phone, lid) = (Jid.Parse(line.Text("phone")), Jid.Parse(line.Text("lid")));
        line.RejectJidUnless(phone.IsPhone || phone.Kind == JidKind.NeverContact, "phone");
        line.RejectJidUnless(lid.IsLid, "lid");
        return phone.IsPhone && lid.IsLid ? new(lid.Person, phone.Person, at) : null;
    }

    private static SessionObservation Session(LineFields line, long? at)
    {
        var own = PersonFields.Own(line)?.Identifiers ?? [];
        var text = line.Text("status");
        SessionStatus? status = text switch
        {
            "connected" => SessionStatus.Connected,
            "disconnected" => SessionStatus.Disconnected,
            "unknown" => SessionStatus.Unknown,
            _ => null,
        };
        if (text is not null && status is null)
        {
            line.Reject(RejectionReason.BadField, "status");
        }

        return new(own, status, at);
    }

    private static int ByteOrderMarkBytes(ReadOnlySpan<byte> line) => line.StartsWith("\uFEFF"u8) ? 3 : 0;
}
