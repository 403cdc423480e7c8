using System.Text;
using Gateway.Application;
using Gateway.Infrastructure.Import.Baileys;

namespace Gateway.UnitTests.Import;

public sealed class JsonItemsTests
{
    private const string Store = """
        {"before":{"chats":[{"id":"no"}]},"chats":[{"id":"a","n":{"x":[1,{"y":2}]}},7,"text \ud83d\ude00 \ud83d"],"skipped":[[["deep"]],{"contacts":{"k":1}}],
        "contacts":{"j@x":{"id":"j"},"k":null,"l":[]},"messages":{"g":[{"key":1},{"key":{}}],"h":[],"i":[3]},"labels":{}}
        """;

    private static readonly string[] s_items =
    [
        "chats  {\"id\":\"a\",\"n\":{\"x\":[1,{\"y\":2}]}}", "chats  7", "chats  \"text \\ud83d\\ude00 \\ufffd\"",
        "contacts j@x {\"id\":\"j\"}", "contacts k null",
        "messages g {\"key\":1}", "messages g {\"key\":{}}", "messages i 3",
    ];

    [Test]
    public async Task Gives_every_item_of_the_sections_wherever_the_stream_is_cut([Range(1, 40)] int piece) =>
        Assert.That(await ReadAsync(Store, piece), Is.EqualTo(s_items));

    [Test]
    public async Task Takes_items_larger_than_its_first_buffer()
    {
        var large = new string('x', 300_000);
        Assert.That(await ReadAsync("{\"chats\":[\"" + large + "\",1],\"contacts\":{},\"messages\":{}}", 10_000), Is.EqualTo(new[] { $"chats  \"{large}\"", "chats  1" }));
    }

    [TestCase("")]
    [TestCase("{\"chats\":[{\"id\":")]
    [TestCase("{\"chats\":[1,]}")]
    [TestCase("SQLite format 3")]
    [TestCase("{\"chats\":[1]} and more")]
    public void Says_that_what_is_cut_or_no_JSON_cannot_be_read(string text) =>
        Assert.ThrowsAsync<UnavailableException>(() => ReadAsync(text, 5));

    [TestCase("[]")]
    [TestCase("7")]
    [TestCase("{\"chats\":7,\"contacts\":\"x\",\"messages\":null}")]
    public async Task Finds_nothing_in_JSON_of_another_shape(string text) => Assert.That(await ReadAsync(text, 3), Is.Empty);

    private static async Task<List<string>> ReadAsync(string text, int piece)
    {
        var items = new List<string>();
        await using var stream = new Pieces(Encoding.UTF8.GetBytes(text), piece);
        await foreach (var item in new JsonItems(stream, "chats", "contacts", "messages").ReadAsync(CancellationToken.None))
        {
            items.Add($"{item.Section} {item.Key} {item.Value.GetRawText()}");
        }

        return items;
    }

    /// <summary>Gives so many bytes at once.</summary>
    private sealed class Pieces(byte[] bytes, int size) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(size, buffer.Length)], cancellationToken);
    }
}
