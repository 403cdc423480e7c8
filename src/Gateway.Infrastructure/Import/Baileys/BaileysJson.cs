using System.Globalization;
using System.Text;
using System.Text.Json;
using Gateway.Domain.Contacts;
using Gateway.Domain.Ingest;
using Gateway.Domain.Whatsapp;

namespace Gateway.Infrastructure.Import.Baileys;

/// <summary>
/// What Baileys' own types hold (src/Types of versions 6 and 7), as several stores keep them in JSON: contacts, chats, groups,
/// messages' keys. A field that is missing or of another type is not known.
/// </summary>
internal static class BaileysJson
{
    /// <summary>A column's text; null where it is no JSON object.</summary>
    public static JsonElement? Parse(string? text)
    {
        try
        {
            var json = Encoding.UTF8.GetBytes(text ?? "");
            LoneSurrogates.Mend(json);
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <param name="id">The key it is stored under.</param>
    public static IEnumerable<Observation?> Contact(JsonElement? contact, string? id, StoreLines lines)
    {
        var jid = Text(contact, "id") ?? id;
        var names = new StoreNames(Text(contact, "name"), Text(contact, "notify"), Text(contact, "verifiedName"));
        return lines.Contact(jid, OtherOf(jid, contact), names, directChat: false, at: null);
    }

    /// <summary>A direct chat; nothing for a group's.</summary>
    public static IEnumerable<Observation?> Chat(JsonElement? chat, string? id, long? at, StoreLines lines)
    {
        var jid = Text(chat, "id") ?? id;
        var other = Text(chat, "pnJid") is { } number && Jid.Parse(jid) is { Kind: JidKind.Person, Person.IsLid: true } ? number : Text(chat, "lidJid") ?? Text(chat, "lid") ?? Text(chat, "accountLid");
        return IsGroup(jid) ? [] : lines.Contact(jid, other, default, directChat: true, at);
    }

    /// <summary>A group with its whole list, after what maps its members.</summary>
    public static IEnumerable<Observation?> Group(JsonElement? group, string? id, JsonElement? participants, StoreLines lines)
    {
        var (members, rejected) = (new List<PersonObservation>(), 0);
        foreach (var participant in participants is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : default)
        {
            var jid = participant.ValueKind == JsonValueKind.String ? participant.GetString() : Text(participant, "id");
            var other = OtherOf(jid, participant);
            var read = lines.Member(jid, other, Text(participant, "notify"), Text(participant, "admin"));
            rejected += read.IsRead ? 0 : 1;
            if (read.Person is { } member)
            {
                members.Add(member);
                if (member.Id.IsLid && StoreLines.Mapping(jid, other, at: null) is { } mapping)
                {
                    yield return mapping;
                }
            }
        }

        yield return StoreLines.Group(Text(group, "id") ?? id, Text(group, "subject"), members, isComplete: participants is { ValueKind: JsonValueKind.Array }, at: null, rejected);
    }

    /// <summary>Who wrote in a group; or with whom there is a chat, since there are messages. Its own messages name nobody.</summary>
    public static IEnumerable<Observation?> Sender(SentMessage message, StoreLines lines)
    {
        if (!IsGroup(message.Chat))
        {
            return lines.Contact(message.Chat, message.Other, new StoreNames(Push: message.IsOwn ? null : message.PushName), directChat: true, message.At);
        }

        return lines.Member(message.Sender, message.Other, message.IsOwn ? null : message.PushName, role: null).Person is { } member
            ? [member.Id.IsLid ? StoreLines.Mapping(message.Sender, message.Other, message.At) : null, StoreLines.Group(message.Chat, null, [member], isComplete: false, message.At)]
            : [null];
    }

    public static bool IsGroup(string? jid) => jid?.EndsWith(GroupJid.Suffix, StringComparison.Ordinal) == true;

    public static string? Text(JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } known && known.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text
            : null;

    /// <summary>A whole number: as such, as a text, or in two halves, as the library long writes it.</summary>
    public static long? Number(JsonElement? element, string name)
    {
        if (element is not { ValueKind: JsonValueKind.Object } known || !known.TryGetProperty(name, out var value))
        {
            return null;
        }

        return value.ValueKind switch
        {
            JsonValueKind.Number => value.TryGetInt64(out var number) ? number : null,
            JsonValueKind.String => long.TryParse(value.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null,
            JsonValueKind.Object => Number(value, "low") is { } low && Number(value, "high") is { } high ? (high << 32) | (low & 0xFFFF_FFFF) : null,
            _ => null,
        };
    }

    /// <summary>What stands beside a JID: of a number the LID, of a LID the number.</summary>
    private static string? OtherOf(string? jid, JsonElement? contact) =>
        Jid.Parse(jid) is { Kind: JidKind.Person, Person.IsLid: true } ? Text(contact, "phoneNumber") ?? Text(contact, "jid") : Text(contact, "lid");
}

/// <summary>Of a message, who sent it.</summary>
/// <param name="Sender">In a group.</param>
/// <param name="Other">The sender's other JID.</param>
internal sealed record SentMessage(string Chat, string? Sender, string? Other, bool IsOwn, string? PushName, long? At)
{
    /// <summary>Newer versions name the other JID by <c>…Alt</c>, older ones by its kind.</summary>
    public static SentMessage? Of(JsonElement message, StoreLines lines)
    {
        if (!message.TryGetProperty("key", out var key) || BaileysJson.Text(key, "remoteJid") is not { } chat)
        {
            return null;
        }

        var other = BaileysJson.IsGroup(chat)
            ? BaileysJson.Text(key, "participantAlt") ?? BaileysJson.Text(key, "participantPn") ?? BaileysJson.Text(key, "participantLid")
            : BaileysJson.Text(key, "remoteJidAlt") ?? BaileysJson.Text(key, "senderPn") ?? BaileysJson.Text(key, "senderLid");
        return new SentMessage(
            chat,
            BaileysJson.Text(key, "participant") ?? BaileysJson.Text(message, "participant"),
            other,
            key.TryGetProperty("fromMe", out var fromMe) && fromMe.ValueKind == JsonValueKind.True,
            ContactName.Clean(BaileysJson.Text(message, "pushName")),
            lines.Seconds(BaileysJson.Number(message, "messageTimestamp")));
    }
}
