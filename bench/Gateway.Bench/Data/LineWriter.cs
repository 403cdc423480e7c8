using System.Text.Encodings.Web;
using System.Text.Json;

namespace Gateway.Bench.Data;

/// <summary>Observations as docs/observations.md has them.</summary>
internal sealed class LineWriter(Stream stream) : IAsyncDisposable
{
    private const int FlushBytes = 1 << 20;
    private const string Server = "@s.whatsapp.net";
    private readonly MemoryStream _lines = new();

    public async Task WriteAsync(Person person)
    {
        using (var json = Begin("contact", person.Phone + Server))
        {
            Add(json, "lid", person.Lid);
            Add(json, person.IsSaved ? "savedName" : "pushName", person.Name);
            Add(json, "businessName", person.Business);
            json.WriteBoolean("directChat", person.HasDirectChat);
            json.WriteEndObject();
        }

        await EndLineAsync();
    }

    public async Task WriteAsync(Group group, Crowd crowd)
    {
        using (var json = Begin("group", group.Jid))
        {
            json.WriteString("name", "Group");
            json.WriteBoolean("complete", true);
            json.WriteStartArray("members");
            foreach (var member in group.Members)
            {
                json.WriteStringValue(crowd.Person(member).Phone + Server);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        await EndLineAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await FlushAsync();
        await _lines.DisposeAsync();
    }

    private Utf8JsonWriter Begin(string type, string jid)
    {
        var json = new Utf8JsonWriter(_lines, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteString("type", type);
        json.WriteString("jid", jid);
        return json;
    }

    private static void Add(Utf8JsonWriter json, string name, string text)
    {
        if (text.Length > 0)
        {
            json.WriteString(name, text);
        }
    }

    private async Task EndLineAsync()
    {
        _lines.WriteByte((byte)'\n');
        if (_lines.Length > FlushBytes)
        {
            await FlushAsync();
        }
    }

    private async Task FlushAsync()
    {
        _lines.Position = 0;
        await _lines.CopyToAsync(stream);
        _lines.SetLength(0);
    }
}
