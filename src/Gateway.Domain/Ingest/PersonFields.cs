using System.Text.Json;
using Gateway.Domain.Contacts;
using Gateway.Domain.Whatsapp;

namespace Gateway.Domain.Ingest;

/// <summary>Reads the fields that say who a person is, and what is known of that person.</summary>
internal static class PersonFields
{
    private static readonly string[] s_ofMember = ["jid", "lid", "savedName", "pushName", "businessName", "role"];

    /// <summary>Null for what is never a contact.</summary>
    public static PersonObservation? Named(LineFields fields)
    {
        var person = Person(fields, isOptional: false);
        var (saved, push, business) = (fields.Text("savedName"), fields.Text("pushName"), fields.Text("businessName"));
        return person is null ? null : person with
        {
            SavedName = ContactName.Clean(saved),
            PushName = ContactName.Clean(push),
            BusinessName = ContactName.Clean(business),
        };
    }

    /// <summary>Reads a session's own identifiers; null for none.</summary>
    public static PersonObservation? Own(LineFields fields) => Person(fields, isOptional: true);

    /// <summary>Returns a member, null for what is never a contact; and whether it could be read.</summary>
    public static (PersonObservation? Person, bool IsRead) Member(JsonElement member, ref UnknownFields? unknown)
    {
        if (member.ValueKind == JsonValueKind.String)
        {
            var jid = Jid.Parse(member.GetString());
            return (PersonOf(jid, null), jid.Kind != JidKind.Malformed);
        }

        if (member.ValueKind != JsonValueKind.Object)
        {
            return (null, false);
        }

        var fields = new LineFields(member);
        var (person, role) = (Named(fields), fields.Text("role"));
        unknown = fields.AddUnknownTo(unknown, s_ofMember);
        return fields.Reason is not null ? (null, false)
            : (person is null ? null : person with { Role = ContactName.CleanLabel(role) }, true);
    }

    private static PersonObservation? Person(LineFields fields, bool isOptional)
    {
        var (first, second) = (fields.Text("jid"), fields.Text("lid"));
        if (string.IsNullOrEmpty(first) && string.IsNullOrEmpty(second) && isOptional)
        {
            return null;
        }

        // An empty LID is how sources say that they know none.
        var lid = string.IsNullOrEmpty(second) ? null : (Jid?)Jid.Parse(second);
        var jid = string.IsNullOrEmpty(first) && lid is { } only ? only : Jid.Parse(first);
        fields.RejectJidUnless(lid is not { } other || (other.IsLid && !(jid.IsLid && jid.Person != other.Person)), "lid");
        fields.RejectJidUnless(jid.Kind != JidKind.Malformed, "jid");
        return PersonOf(jid, lid);
    }

    private static PersonObservation? PersonOf(Jid jid, Jid? lid) =>
        jid.Kind != JidKind.Person ? null : new PersonObservation(jid.Person, jid.IsLid ? null : lid?.Person);
}
