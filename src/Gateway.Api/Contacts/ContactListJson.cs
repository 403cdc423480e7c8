using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gateway.Api.Contacts;

/// <summary>
/// Writes a page's JSON, name by name: the serializer, left to itself, boxes each person. The document is made from the types,
/// and the tests of the document hold what is written here to it.
/// </summary>
internal sealed class ContactListJson : JsonConverter<ContactListResponse>
{
    private static readonly JsonEncodedText s_data = JsonEncodedText.Encode("data");
    private static readonly JsonEncodedText s_businessName = JsonEncodedText.Encode("businessName");
    private static readonly JsonEncodedText s_lid = JsonEncodedText.Encode("lid");
    private static readonly JsonEncodedText s_name = JsonEncodedText.Encode("name");
    private static readonly JsonEncodedText s_phoneNumber = JsonEncodedText.Encode("phoneNumber");
    private static readonly JsonEncodedText s_source = JsonEncodedText.Encode("source");
    private static readonly JsonEncodedText s_nextCursor = JsonEncodedText.Encode("nextCursor");

    public override ContactListResponse Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Pages are only written.");

    public override void Write(Utf8JsonWriter writer, ContactListResponse value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteStartArray(s_data);
        for (var i = 0; i < value.Data.Count; i++)
        {
            Write(writer, value.Data[i]);
        }

        writer.WriteEndArray();
        writer.WriteString(s_nextCursor, value.NextCursor);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ContactResponse contact)
    {
        writer.WriteStartObject();
        writer.WriteString(s_businessName, contact.BusinessName);
        writer.WriteString(s_lid, contact.Lid);
        writer.WriteString(s_name, contact.Name);
        writer.WriteString(s_phoneNumber, contact.PhoneNumber);
        writer.WriteString(s_source, contact.Source);
        writer.WriteEndObject();
    }
}
