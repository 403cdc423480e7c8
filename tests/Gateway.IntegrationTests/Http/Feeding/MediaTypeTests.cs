namespace Gateway.IntegrationTests.Http.Feeding;

/// <summary>What a body must be announced as.</summary>
public sealed class MediaTypeTests
{
    private Feeder _feeder = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _feeder = await Feeder.NewAsync(SharedApplication.Application);

    [TestCase("application/x-ndjson")]
    [TestCase("APPLICATION/X-NDJSON")]
    [TestCase("application/x-ndjson;charset=utf-8")]
    [TestCase("application/x-ndjson; charset=\"UTF-8\"")]
    [TestCase("application/x-ndjson; version=1")]
    public async Task Ndjson_is_taken(string type) => Assert.That((await SendAsync(type)).Status, Is.EqualTo(200));

    [TestCase(null)]
    [TestCase("")]
    [TestCase("application/json")]
    [TestCase("application/ndjson")]
    [TestCase("application/jsonl")]
    [TestCase("text/plain")]
    [TestCase("application/*")]
    [TestCase("application/x-ndjson, application/x-ndjson")]
    [TestCase("application/x-ndjson; charset=utf-16")]
    [TestCase("application/x-ndjson; charset=latin1")]
    [TestCase("application/x-www-form-urlencoded")]
    [TestCase("multipart/form-data; boundary=x")]
    public async Task Anything_else_is_refused_with_what_is_taken(string? type) => MustTellWhatIsTaken(await SendAsync(type));

    [TestCase("identity")]
    [TestCase("Identity")]
    public async Task Identity_is_no_compression(string encoding) =>
        Assert.That((await SendAsync(Feeder.Ndjson, ("Content-Encoding", encoding))).Status, Is.EqualTo(200));

    [TestCase("gzip")]
    [TestCase("br")]
    [TestCase("identity, gzip")]
    public async Task A_compressed_body_is_refused_with_what_is_taken(string encoding) =>
        MustTellWhatIsTaken(await SendAsync(Feeder.Ndjson, ("Content-Encoding", encoding)));

    [Test]
    public async Task Who_may_not_send_is_not_told_what_is_taken()
    {
        var answer = (await _feeder.Tenant.Client.SendAsync(_feeder.Path, new ByteArrayContent([]))).MustBe(403, "forbidden");
        Assert.That(answer.Header("Accept") ?? answer.Header("Accept-Encoding"), Is.Null);
        Assert.That(answer.Text, Does.Not.Contain("ndjson"));
    }

    [TestCase("1F8B0800000000000003", "gzip")]
    [TestCase("28B52FFD2400010000", "zstd")]
    [TestCase("504B03040A0A0A0A0A", "zip")]
    public async Task A_body_that_is_compressed_and_does_not_say_so_is_told(string bytes, string format)
    {
        var answer = (await _feeder.SendAsync(Convert.FromHexString(bytes))).MustBe(415, "unsupported_media_type");
        Assert.That(answer.Json.GetProperty("error").GetProperty("message").GetString(), Does.Contain(format));
        Assert.That((answer.Header("Accept"), answer.Header("Accept-Encoding")), Is.EqualTo(("application/x-ndjson", "identity")));
    }

    [Test]
    public async Task What_is_refused_is_not_taken_in()
    {
        var feeder = await Feeder.NewAsync(SharedApplication.Application);
        (await feeder.Client.SendAsync(feeder.Path, Feeder.Content(new StringContent(Lines.Person(1)), "application/json"))).MustBe(415, "unsupported_media_type");
        (await feeder.Tenant.ListAsync()).MustBePage(0);
    }

    private static void MustTellWhatIsTaken(Answer answer)
    {
        answer.MustBe(415, "unsupported_media_type");
        Assert.That(answer.Json.GetProperty("error").GetProperty("message").GetString(), Is.EqualTo("send Content-Type: application/x-ndjson, in UTF-8 and without Content-Encoding"));
        Assert.That((answer.Header("Accept"), answer.Header("Accept-Encoding")), Is.EqualTo(("application/x-ndjson", "identity")));
    }

    private Task<Answer> SendAsync(string? type, params (string Name, string Value)[] headers)
    {
        var body = new ByteArrayContent("\n"u8.ToArray());
        foreach (var (name, value) in type is null ? headers : [("Content-Type", type), .. headers])
        {
            Assert.That(body.Headers.TryAddWithoutValidation(name, value));
        }

        return _feeder.Client.SendAsync(_feeder.Path, body);
    }
}
