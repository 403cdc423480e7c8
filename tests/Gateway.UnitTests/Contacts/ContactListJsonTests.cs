using System.Buffers;
using System.Text;
using System.Text.Json;
using Gateway.Api.Contacts;
using Gateway.Application.Contacts;
using Gateway.Domain.Contacts;
using Gateway.Domain.Sessions;

namespace Gateway.UnitTests.Contacts;

public sealed class ContactListJsonTests
{
    private const int Rows = 50;
    private static readonly JsonSerializerOptions s_ours = new(JsonSerializerDefaults.Web) { Converters = { new ContactListJson() } };
    private readonly ContactPage _page = new(
        [.. Enumerable.Range(0, Rows).Select(i => new Contact(i, $"628123456{i:0000}", $"{i}@lid", "\"Анна\" \u0001 王 <b>", i % 2 == 0 ? "" : "Acme", i % 3 == 0, SeenInGroup: true))],
        "AQAAAAAAAAAy",
        new SessionFreshness(DataAsOf: null, SessionStatus.Unknown));

    [Test]
    public void Writes_what_the_serializer_makes_of_the_types()
    {
        var response = ContactListResponse.From(_page);
        Assert.That(JsonSerializer.Serialize(response, s_ours), Is.EqualTo(JsonSerializer.Serialize(response, JsonSerializerOptions.Web)));
        Assert.That(response.Data, Has.Count.EqualTo(Rows).And.EqualTo(_page.Contacts.Select(ContactResponse.From)));
    }

    /// <summary>Bytes, not time: left to itself, the serializer takes more than twice as many, a box or more a person.</summary>
    [Test]
    public void A_page_is_shaped_and_written_without_an_object_a_person()
    {
        var answer = new ArrayBufferWriter<byte>(64 * 1024);
        for (var i = 0; i < 100; i++)
        {
            Write(answer);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        Write(answer);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.That(Encoding.UTF8.GetString(answer.WrittenSpan), Does.StartWith("{\"data\":[{\"businessName\":\"\","));
        Assert.That(allocated, Is.LessThan(Rows * 24), "an object is 24 bytes or more");
    }

    private void Write(ArrayBufferWriter<byte> answer)
    {
        answer.ResetWrittenCount();
        using var json = new Utf8JsonWriter(answer);
        JsonSerializer.Serialize(json, ContactListResponse.From(_page), s_ours);
    }
}
