using System.Text.Json;
using Npgsql;

namespace Gateway.Bench.Reference;

/// <summary>The service's JSON, written from the reader's columns to the response's own buffers.</summary>
internal static class PageWriter
{
    private const int PhoneNumber = 1;
    private const int Lid = 2;
    private const int Name = 3;
    private const int BusinessName = 4;
    private const int HasDirectChat = 5;
    private const int CursorCharacters = 34;

    private static readonly JsonEncodedText s_data = JsonEncodedText.Encode("data");
    private static readonly JsonEncodedText s_businessName = JsonEncodedText.Encode("businessName");
    private static readonly JsonEncodedText s_lid = JsonEncodedText.Encode("lid");
    private static readonly JsonEncodedText s_name = JsonEncodedText.Encode("name");
    private static readonly JsonEncodedText s_phoneNumber = JsonEncodedText.Encode("phoneNumber");
    private static readonly JsonEncodedText s_source = JsonEncodedText.Encode("source");
    private static readonly JsonEncodedText s_nextCursor = JsonEncodedText.Encode("nextCursor");
    private static readonly JsonEncodedText s_dm = JsonEncodedText.Encode("dm");
    private static readonly JsonEncodedText s_group = JsonEncodedText.Encode("group");

    [ThreadStatic]
    private static Utf8JsonWriter? t_writer;

    /// <param name="take">Rows beyond it only tell that there is a next page.</param>
    public static async Task WriteAsync(HttpResponse response, NpgsqlDataReader reader, int take)
    {
        response.ContentType = "application/json; charset=utf-8";
        await response.StartAsync();
        await reader.ReadAsync();
        Write(response, reader, take); // the rows of a page came with the first
        await response.BodyWriter.FlushAsync();
    }

    private static void Write(HttpResponse response, NpgsqlDataReader reader, int take)
    {
        var json = t_writer ??= new Utf8JsonWriter(response.BodyWriter);
        json.Reset(response.BodyWriter);
        json.WriteStartObject();
        json.WriteStartArray(s_data);
        var (rows, last) = (0, 0L);
        var isThere = reader.IsOnRow && !reader.IsDBNull(0);
        for (; isThere && rows < take; isThere = reader.Read(), rows++)
        {
            last = reader.GetInt64(0);
            json.WriteStartObject();
            json.WriteString(s_businessName, reader.GetString(BusinessName));
            json.WriteString(s_lid, reader.GetString(Lid));
            json.WriteString(s_name, reader.GetString(Name));
            json.WriteString(s_phoneNumber, reader.GetString(PhoneNumber));
            json.WriteString(s_source, reader.GetBoolean(HasDirectChat) ? s_dm : s_group);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString(s_nextCursor, isThere ? last.ToString().PadLeft(CursorCharacters, '0') : ""); // as long as the service's
        json.WriteEndObject();
        json.Flush();
    }
}
