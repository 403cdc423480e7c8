using System.Text;

namespace Gateway.IntegrationTests.Http.Feeding;

/// <summary>Bodies that are broken, or mean to break: each line is judged by itself, and what is broken off leaves what was committed.</summary>
[OverEveryDatabase]
public sealed class HostileBodyTests(TestedDatabase database)
{
    private const int LongestLine = 4 * 1024 * 1024;
    private Feeder _feeder = null!;

    [SetUp]
    public async Task StartAsync() => _feeder = await Feeder.NewAsync(SharedApplication.Of(database));

    [TestCase(LongestLine, 2, 0)]
    [TestCase(LongestLine + 1, 1, 1)]
    public async Task A_line_has_a_longest_length(int length, int applied, int rejected)
    {
        var answer = await _feeder.SendAsync(Lines.Person(1).PadRight(length) + "\n" + Lines.Person(2));
        Assert.That(answer.Json.GetProperty("lines").ToString(), Is.EqualTo($$"""{"total":2,"applied":{{applied}},"ignored":0,"rejected":{{rejected}},"suppressed":0,"ahead":0}"""));
        Assert.That(rejected == 0 || answer.Json.GetProperty("rejections").ToString() == """[{"line":1,"reason":"too_long","field":""}]""");
    }

    [Test]
    public async Task An_endless_line_takes_no_more_memory_than_a_long_one()
    {
        var piece = new byte[1024 * 1024];
        Array.Fill(piece, (byte)'x');
        var most = 0L;
        var answer = await _feeder.StreamAsync(async stream =>
        {
            for (var i = 0; i < 300; i++)
            {
                await stream.WriteAsync(piece);
                most = i % 50 == 49 ? Math.Max(most, GC.GetTotalMemory(forceFullCollection: true)) : most;
                Assert.That(most, Is.LessThan(1L << 30)); // of a program in which other tests run
            }
        });
        answer.MustReport(
            """{"lines":{"total":1,"applied":0,"ignored":0,"rejected":1,"suppressed":0,"ahead":0},"people":{"new":0,"merged":0,"changed":0,"unseen":0,"unchanged":0},"membersRejected":0,"unknownFields":{},"rejections":[{"line":1,"reason":"too_long","field":""}]}""");
    }

    [TestCase("\0", "bad_json")]
    [TestCase("{\"type\":\"contact\",\"jid\":\"62812\0\"}", "bad_json")]
    [TestCase("{\"type\":\"contact\",\"jid\":\"\\u0000\"}", "bad_jid")]
    [TestCase("\u00ff\u00fe{}", "bad_json")]
    [TestCase("{\"type\":\"contact\",\"pushName\":\"\u00ed\u00a0\u0080\"}", "bad_json")]
    [TestCase("[]", "bad_json")]
    [TestCase("{\"type\":\"contact\"}{\"type\":\"contact\"}", "bad_json")]
    [TestCase("{\"type\":\"contact\",\"type\":\"group\"}", "bad_json")]
    public async Task A_broken_line_is_rejected_alone(string bytes, string reason)
    {
        var answer = await _feeder.SendAsync([.. Encoding.Latin1.GetBytes(bytes), (byte)'\n', .. Encoding.UTF8.GetBytes(Lines.Person(1))]);
        Assert.That(answer.Json.GetProperty("rejections").ToString(), Is.EqualTo($$"""[{"line":1,"reason":"{{reason}}","field":"{{(reason == "bad_jid" ? "jid" : "")}}"}]"""));
        Assert.That((await _feeder.Tenant.ListAsync()).MustBePage().Names, Is.EqualTo(new[] { "Person 0001" }));
    }

    [Test]
    public async Task Nesting_beyond_measure_is_rejected() =>
        Assert.That((await _feeder.SendAsync(new string('[', 1_000_000))).Json.GetProperty("rejections").ToString(), Is.EqualTo("""[{"line":1,"reason":"bad_json","field":""}]"""));

    [TestCase("zz\r\n")]
    [TestCase("-5\r\nhello\r\n0\r\n\r\n")]
    [TestCase("5\r\nhello!\r\n0\r\n\r\n")]
    public async Task A_body_framed_wrongly_is_malformed(string body) =>
        (await _feeder.RawAsync("Transfer-Encoding: chunked\r\n", body)).MustBe(400, "bad_request");
}
