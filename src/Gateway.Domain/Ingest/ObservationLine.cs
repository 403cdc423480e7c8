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
}

/// <summary>Reads lines of the neutral form: one JSON object each (NDJSON), as docs/observations.md describes.</summary>
public static class ObservationLine
{
    public const int MaxBytes = 4 * 1024 * 1024;
    private static readonly string[] s_zeroDays = ["0001-01-01T", "0000-12-31T"];
    private static readonly TimeSpan s_clockTolerance = TimeSpan.FromMinutes(5);
    private static readonly JsonDocumentOptions s_strict = new() { AllowDuplicateProperties = false };

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
            return new(Read(new LineFields(document.RootElement), Timestamp.From(now + s_clockTolerance)), null);
        }
        catch (JsonException)
        {
            return new(null, RejectionReason.BadJson);
        }
        catch (LineRejectedException rejected)
        {
            return new(null, rejected.Reason);
        }
    }

    private static Observation? Read(LineFields line, long latest) =>
        line.RequiredText("type") switch
        {
            "contact" => Contact(line, At(line, latest)),
            "group" => Group(line, At(line, latest)),
            "mapping" => Mapping(line, At(line, latest)),
            "session" => Session(line, At(line, latest)),
            _ => null,
        };

    /// <summary>Go's zero time, in any time zone, is how some sources write a time that they do not know.</summary>
    private static long? At(LineFields line, long latest) =>
        line.Text("at") is not { } text || s_zeroDays.Any(day => text.StartsWith(day, StringComparison.OrdinalIgnoreCase)) ? null
        : Timestamp.TryParse(text, out var at) && at <= latest ? at
        : throw new LineRejectedException(RejectionReason.BadTime);

    private static ContactObservation? Contact(LineFields line, long? at)
    {
        var isDirectChat = line.Flag("directChat");
        return Person(line, withNames: true) is { } person ? new(person, isDirectChat, at) : null;
    }

    private static GroupObservation? Group(LineFields line, long? at)
    {
        var jid = Jid.Parse(line.Text("jid"));
        var name = ContactName.CleanLabel(line.Text("name"));
        var isComplete = line.Flag("complete");
        var members = line.Items("members")?.Select(Member).OfType<PersonObservation>().ToList();
        return jid.Kind switch
        {
            // "Everybody" without a list would empty the group.
            JidKind.Group when isComplete && members is null => throw new LineRejectedException(RejectionReason.BadField),
            // An empty list is how sources say that they know no member; a group has at least the session.
            JidKind.Group => new(jid.Group, name, members ?? [], isComplete && line.Items("members")!.Any(), at),
            JidKind.NeverContact => null,
            _ => throw new LineRejectedException(RejectionReason.BadJid),
        };
    }

    private static PersonObservation? Member(JsonElement member) => member.ValueKind switch
    {
        JsonValueKind.String => Person(Jid.Parse(member.GetString()), null),
        JsonValueKind.Object => Person(new LineFields(member), withNames: true),
        _ => throw new LineRejectedException(RejectionReason.BadField),
    };

    private static MappingObservation? Mapping(LineFields line, long? at)
    {
        var (phone, lid) = (Jid.Parse(line.Text("phone")), Jid.Parse(line.Text("lid")));
        var isPair = IsPhone(phone) && IsLid(lid);
        return isPair ? new(lid.Person, phone.Person, at)
            : phone.Kind == JidKind.NeverContact && IsLid(lid) ? null
            : throw new LineRejectedException(RejectionReason.BadJid);
    }

    private static SessionObservation Session(LineFields line, long? at)
    {
        var own = Person(line, withNames: false, isOptional: true)?.Identifiers ?? [];
        SessionStatus? status = line.Text("status") switch
        {
            null => null,
            "connected" => SessionStatus.Connected,
            "disconnected" => SessionStatus.Disconnected,
            "unknown" => SessionStatus.Unknown,
            _ => throw new LineRejectedException(RejectionReason.BadField),
        };
        return new(own, status, at);
    }

    /// <summary>Null for what is never a contact.</summary>
    private static PersonObservation? Person(LineFields line, bool withNames, bool isOptional = false)
    {
        var (jid, lid) = (line.Text("jid"), line.Text("lid"));
        if (string.IsNullOrEmpty(jid) && string.IsNullOrEmpty(lid) && isOptional)
        {
            return null;
        }

        // An empty LID is how sources say that they know none.
        var second = string.IsNullOrEmpty(lid) ? null : (Jid?)Jid.Parse(lid);
        var person = string.IsNullOrEmpty(jid) && second is { } only ? Person(only, only) : Person(Jid.Parse(jid), second);
        return !withNames ? person : Named(line, person);
    }

    private static PersonObservation? Person(Jid jid, Jid? lid) =>
        lid is { } second && !IsLid(second) ? throw new LineRejectedException(RejectionReason.BadJid)
        : jid.Kind switch
        {
            JidKind.Person when !jid.Person.IsLid => new PersonObservation(jid.Person, lid?.Person),
            JidKind.Person when lid is null || lid.Value.Person == jid.Person => new PersonObservation(jid.Person, null),
            JidKind.Group or JidKind.NeverContact => null,
            _ => throw new LineRejectedException(RejectionReason.BadJid),
        };

    private static PersonObservation? Named(LineFields line, PersonObservation? person)
    {
        var (saved, push, business, role) = (line.Text("savedName"), line.Text("pushName"), line.Text("businessName"), line.Text("role"));
        return person is null ? null : person with
        {
            SavedName = ContactName.Clean(saved),
            PushName = ContactName.Clean(push),
            BusinessName = ContactName.Clean(business),
            Role = ContactName.CleanLabel(role),
        };
    }

    private static bool IsLid(Jid jid) => jid.Kind == JidKind.Person && jid.Person.IsLid;

    private static bool IsPhone(Jid jid) => jid.Kind == JidKind.Person && !jid.Person.IsLid;

    private static int ByteOrderMarkBytes(ReadOnlySpan<byte> line) => line.StartsWith("\uFEFF"u8) ? 3 : 0;
}
