using System.Text;

namespace Gateway.IntegrationTests.Http.Feeding;

/// <summary>What is sent is there, and the report says what became of it.</summary>
[OverEveryVersion]
public sealed class ObservationsTests(TestedDatabase database)
{
    private const string NoPeople = "\"people\":{\"new\":0,\"merged\":0,\"changed\":0,\"unseen\":0,\"unchanged\":0}";
    private Feeder _feeder = null!;

    [SetUp]
    public async Task StartAsync() => _feeder = await Feeder.NewAsync(SharedApplication.Of(database));

    [Test]
    public async Task What_is_sent_is_listed_at_once_and_reported()
    {
        (await _feeder.SendAsync(Lines.Person(1), Lines.Person(2), Lines.Group("1@g.us", "6281200000001", "6281200000003"))).MustReport(
            """{"lines":{"total":3,"applied":3,"ignored":0,"rejected":0,"suppressed":0,"ahead":0},"people":{"new":3,"merged":0,"changed":0,"unseen":0,"unchanged":1},"membersRejected":0,"unknownFields":{},"rejections":[]}""");
        var page = (await _feeder.Tenant.ListAsync()).MustBePage(3);
        Assert.That(page.Field("phoneNumber"), Is.EqualTo(new[] { "6281200000001", "6281200000002", "6281200000003" }));
        Assert.That(page.Header("Gateway-Data-As-Of"), Is.Not.Null);
    }

    [Test]
    public async Task Rejected_lines_are_named_without_content_and_hold_up_no_others() =>
        (await _feeder.SendAsync(
            "no json", Lines.Person(1), """{"savedName":"Nemo"}""", """{"type":"contact","jid":7}""", Lines.Contact("1", "Short"),
            """{"type":"contact","jid":"6281200000009@s.whatsapp.net","at":"9999-01-01T00:00:00Z"}""")).MustReport(
            """{"lines":{"total":6,"applied":1,"ignored":0,"rejected":5,"suppressed":0,"ahead":0},"people":{"new":1,"merged":0,"changed":0,"unseen":0,"unchanged":0},"membersRejected":0,"unknownFields":{},"rejections":["""
            + """{"line":1,"reason":"bad_json","field":""},{"line":3,"reason":"no_type","field":"type"},{"line":4,"reason":"bad_field","field":"jid"},{"line":5,"reason":"bad_jid","field":"jid"},{"line":6,"reason":"bad_time","field":"at"}]}""");

    [Test]
    public async Task Ignored_lines_do_no_harm() =>
        (await _feeder.SendAsync("\uFEFF\n\r\n \t\n{\"type\":\"weather\"}\n" + Lines.Contact("status", "Story").Replace("s.whatsapp.net", "broadcast", StringComparison.Ordinal))).MustReport(
            "{\"lines\":{\"total\":5,\"applied\":0,\"ignored\":5,\"rejected\":0,\"suppressed\":0,\"ahead\":0}," + NoPeople + ",\"membersRejected\":0,\"unknownFields\":{},\"rejections\":[]}");

    [Test]
    public async Task Only_the_first_hundred_rejections_are_named()
    {
        var report = (await _feeder.SendAsync(Enumerable.Repeat("x", 150))).Json;
        Assert.That(report.GetProperty("lines").GetProperty("rejected").GetInt64(), Is.EqualTo(150));
        Assert.That(report.GetProperty("rejections").EnumerateArray().Select(rejection => rejection.GetProperty("line").GetInt64()), Is.EqualTo(Enumerable.Range(1, 100)));
    }

    [TestCase("")]
    [TestCase("\n\n")]
    [TestCase("garbage\n[]\n{}\n")]
    [TestCase("{\"type\":\"weather\"}\n{\"type\":\"contact\",\"jid\":\"status@broadcast\"}")]
    [TestCase("{\"type\":\"contact\",\"jid\":\"nobody\"}")]
    public async Task What_nothing_is_accepted_of_leaves_the_data_as_old_as_it_is(string body)
    {
        Assert.That((await _feeder.SendAsync(body)).Json.GetProperty("lines").GetProperty("applied").GetInt64(), Is.Zero);
        Assert.That((await _feeder.Tenant.ListAsync()).Header("Gateway-Data-As-Of"), Is.Null);
        await _feeder.SendAsync(Lines.Person(1));
        var asOf = (await _feeder.Tenant.ListAsync()).Header("Gateway-Data-As-Of");
        Assert.That((await _feeder.SendAsync(body)).Status, Is.EqualTo(200));
        Assert.That((await _feeder.Tenant.ListAsync()).Header("Gateway-Data-As-Of"), Is.EqualTo(asOf).And.Not.Null);
    }

    [Test]
    public async Task A_line_that_repeats_what_is_known_makes_the_data_current()
    {
        await _feeder.SendAsync(Lines.Person(1));
        var asOf = (await _feeder.Tenant.ListAsync()).Header("Gateway-Data-As-Of");
        await _feeder.SendAsync(Lines.Person(1));
        Assert.That((await _feeder.Tenant.ListAsync()).Header("Gateway-Data-As-Of"), Is.Not.EqualTo(asOf));
    }

    [Test]
    public async Task Members_that_cannot_be_read_are_counted_and_their_list_is_not_complete()
    {
        await _feeder.SendAsync(Lines.Group("1@g.us", "6281200000001", "6281200000002"));
        var report = (await _feeder.SendAsync("""{"type":"group","jid":"1@g.us","members":["6281200000003@s.whatsapp.net","[object Object]",null,{"jid":null}],"complete":true}""")).Json;
        Assert.That((report.GetProperty("lines").GetProperty("applied").GetInt64(), report.GetProperty("membersRejected").GetInt64()), Is.EqualTo((1L, 3L)));
        (await _feeder.Tenant.ListAsync("group=1%40g.us")).MustBePage(3);
    }

    [Test]
    public async Task Unknown_fields_are_counted_by_name() =>
        Assert.That(
            (await _feeder.SendAsync("""{"type":"contact","jid":"6281200000001@s.whatsapp.net","savedname":"x","6281":1}""", """{"type":"group","jid":"1@g.us","members":[{"jid":"6281200000001@s.whatsapp.net","savedname":"x"}]}"""))
                .Json.GetProperty("unknownFields").ToString(),
            Is.EqualTo("""{"other":1,"savedname":2}"""));

    [Test]
    public async Task The_same_again_changes_nothing()
    {
        string[] lines = [.. Enumerable.Range(1, 50).Select(Lines.Person)];
        await _feeder.SendAsync(lines);
        var before = (await _feeder.Tenant.ListAsync()).MustBePage(50).Body;
        var report = (await _feeder.SendAsync(lines)).Json;
        Assert.That(report.GetProperty("people").GetProperty("unchanged").GetInt64(), Is.EqualTo(50));
        Assert.That((await _feeder.Tenant.ListAsync()).Body, Is.EqualTo(before));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task There_is_no_limit_of_length(bool isAnnounced)
    {
        var blank = new byte[1024 * 1024];
        Array.Fill(blank, (byte)' ');
        blank[^1] = (byte)'\n';
        var last = Encoding.UTF8.GetBytes(Lines.Person(1));
        async Task WriteAsync(Stream stream)
        {
            for (var i = 0; i < 40; i++)
            {
                await stream.WriteAsync(blank);
            }

            await stream.WriteAsync(last);
        }

        using var whole = new MemoryStream();
        await WriteAsync(whole);
        var answer = isAnnounced ? await _feeder.SendAsync(whole.ToArray()) : await _feeder.StreamAsync(WriteAsync);
        Assert.That(answer.Json.GetProperty("lines").ToString(), Is.EqualTo("""{"total":41,"applied":1,"ignored":40,"rejected":0,"suppressed":0,"ahead":0}"""));
        (await _feeder.Tenant.ListAsync()).MustBePage(1);
    }

    [Test]
    public async Task What_was_sent_is_there_while_the_upload_goes_on()
    {
        var answer = await _feeder.StreamAsync(async stream =>
        {
            for (var number = 1; number <= 3; number++)
            {
                await stream.WriteAsync(Encoding.UTF8.GetBytes(Lines.Person(number) + "\n"));
                await stream.FlushAsync();
                while ((await _feeder.Tenant.ListAsync()).MustBePage().Names.Count < number)
                {
                    await Task.Delay(50);
                }
            }
        }).WaitAsync(TimeSpan.FromSeconds(60));
        Assert.That(answer.Json.GetProperty("people").GetProperty("new").GetInt64(), Is.EqualTo(3));
    }
}
