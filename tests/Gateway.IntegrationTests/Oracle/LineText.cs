using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gateway.IntegrationTests.Oracle;

/// <summary>Writes lines as sources do, in every form that means the same.</summary>
internal sealed class LineText(Random dice)
{
    private static readonly JsonSerializerOptions s_plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Lines that are taken in without harm, or not at all.</summary>
    private static readonly string[] s_noise =
    [
        "", "  ", "{}", "nonsense", "[]", "{\"type\":\"message\"}", "{\"type\":\"contact\"}",
        """{"type":"contact","jid":"status@broadcast","pushName":"Rundfunk","directChat":true}""",
        """{"type":"contact","jid":"13135550002@s.whatsapp.net","pushName":"Meta AI","directChat":true}""",
        """{"type":"contact","jid":"120363@newsletter","directChat":true}""",
        """{"type":"contact","jid":"62811111@s.whatsapp.net","lid":"62811111@s.whatsapp.net","directChat":true}""",
        """{"type":"contact","jid":"1@lid","lid":"2@lid","savedName":"Wrong","directChat":true}""",
        """{"type":"contact","jid":"1@lid","savedName":7,"directChat":true}""",
        """{"type":"contact","jid":"1@lid","savedName":"Too early","directChat":true,"at":"2999-01-01T00:00:00Z"}""",
        """{"type":"group","jid":"1@g.us","complete":true}""",
    ];

    public string Noise() => s_noise[dice.Next(s_noise.Length)];

    public string Of(Line line)
    {
        JsonObject json = line switch
        {
            ContactLine contact => Contact(contact),
            GroupLine group => new()
            {
                ["type"] = "group",
                ["jid"] = group.Group,
                ["members"] = new JsonArray([.. group.Members.Select(Member)]),
                ["complete"] = group.Complete ? true : dice.Next(2) == 0 ? false : null,
            },
            MappingLine mapping => new() { ["type"] = "mapping", ["lid"] = Jid(mapping.Lid), ["phone"] = Jid(mapping.Phone) },
            SessionLine session => new()
            {
                ["type"] = "session",
                ["jid"] = session.Phone is { } phone ? Jid(phone) : null,
                ["lid"] = session.Lid is { } lid ? Jid(lid) : null,
                ["status"] = session.Status,
            },
            _ => throw new ArgumentException("Unknown line.", nameof(line)),
        };
        if (line.At is { } at)
        {
            json["at"] = Time(at);
        }

        return json.ToJsonString(dice.Next(2) == 0 ? s_plain : null);
    }

    private JsonObject Contact(ContactLine contact)
    {
        var json = Named(contact.Person);
        json["type"] = "contact";
        json["directChat"] = contact.DirectChat ? true : dice.Next(2) == 0 ? false : null;
        return json;
    }

    private JsonNode? Member(Person person) =>
        person == new Person(person.Id) && dice.Next(2) == 0 ? JsonValue.Create(Jid(person.Id)) : Named(person);

    private JsonObject Named(Person person)
    {
        // Who has a LID alone may come under either name.
        var isLidAlone = person.Lid is null && person.Id.EndsWith("@lid", StringComparison.Ordinal) && dice.Next(3) == 0;
        var json = new JsonObject { [isLidAlone ? "lid" : "jid"] = Jid(person.Id) };
        foreach (var (name, value) in new[] { ("savedName", person.Saved), ("pushName", person.Push), ("businessName", person.Business) })
        {
            if (value is not null)
            {
                json[name] = value;
            }
        }

        if (person.Lid is { } lid)
        {
            json["lid"] = Jid(lid);
        }

        return json;
    }

    /// <summary>Any of the forms of one identifier.</summary>
    private string Jid(string id)
    {
        var isLid = id.EndsWith("@lid", StringComparison.Ordinal);
        var digits = isLid ? id[..^"@lid".Length] : id;
        string[] suffixes = ["", "", "", ":0", ":12", ".0:4", ".0"];
        string[] servers = isLid ? ["@lid", "@lid", "@hosted.lid"] : ["@s.whatsapp.net", "@s.whatsapp.net", "@c.us", "@hosted"];
        return digits + suffixes[dice.Next(suffixes.Length)] + servers[dice.Next(servers.Length)];
    }

    /// <summary>RFC 3339, in any zone; what is finer than a microsecond is to be cut.</summary>
    private string Time(long microseconds)
    {
        var minutes = dice.Next(3) switch { 0 => 0, 1 => 7 * 60, _ => -(3 * 60) - 30 };
        var time = DateTimeOffset.UnixEpoch.AddMicroseconds(microseconds).ToOffset(TimeSpan.FromMinutes(minutes));
        var zone = minutes == 0 ? "Z" : time.ToString("zzz", CultureInfo.InvariantCulture);
        return time.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff", CultureInfo.InvariantCulture) + (dice.Next(3) == 0 ? "999" : "") + zone;
    }
}
