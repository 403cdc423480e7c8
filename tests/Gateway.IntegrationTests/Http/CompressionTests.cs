using System.IO.Compression;
using System.Text;
using Gateway.Client;
using Gateway.IntegrationTests.Http.Feeding;
using Gateway.IntegrationTests.Leaks;

namespace Gateway.IntegrationTests.Http;

/// <summary>What is compressed, and what never is.</summary>
public sealed class CompressionTests
{
    private Tenant _tenant = null!;

    [OneTimeSetUp]
    public async Task SeedAsync()
    {
        _tenant = await SharedApplication.Application.NewTenantAsync();
        await _tenant.SeedContactsAsync(200);
    }

    [TestCase("br", "br")]
    [TestCase("gzip", "gzip")]
    [TestCase("gzip, deflate, br, zstd", "br")]
    [TestCase("br;q=0, gzip", "gzip")]
    [TestCase("br;q=0, *", "gzip")]
    [TestCase("identity;q=0, gzip;q=0.1", "gzip")]
    public async Task A_page_comes_in_the_coding_that_is_wanted_and_holds_the_same(string wanted, string coding)
    {
        var plain = (await _tenant.RawAsync("limit=200")).MustBePage(200);
        var packed = await _tenant.RawAsync("limit=200", $"Accept-Encoding: {wanted}\r\n");
        Assert.That(packed.Header("Content-Encoding"), Is.EqualTo(coding));
        Assert.That(packed.Header("Content-Type"), Is.EqualTo(plain.Header("Content-Type")));
        Assert.That(packed.Header("Link"), Is.EqualTo(plain.Header("Link")));
        Assert.That(packed.Body, Has.Length.LessThan(plain.Body.Length / 3));
        Assert.That(Unpacked(packed), Is.EqualTo(plain.Body));
    }

    [TestCase("")]
    [TestCase("Accept-Encoding: identity;q=0\r\n")]
    [TestCase("Accept-Encoding: br;q=0\r\n")]
    [TestCase("Accept-Encoding: *;q=0\r\n")]
    [TestCase("Accept-Encoding: deflate, zstd\r\n")]
    [TestCase("Accept-Encoding: gzip;q=high\r\n")]
    [TestCase("Accept-Encoding: ,;q=,\"\r\n")]
    public async Task A_page_comes_plain_and_with_its_length_where_nothing_else_is_wanted(string headers)
    {
        var answer = (await _tenant.RawAsync("limit=200", headers)).MustBePage(200);
        Assert.That(answer.Header("Content-Encoding"), Is.Null);
        Assert.That(answer.Header("Content-Length"), Is.EqualTo(answer.Body.Length.ToString(null as IFormatProvider)));
    }

    [Test]
    public async Task A_header_of_twenty_kilobytes_is_read()
    {
        var answer = await _tenant.RawAsync("limit=200", $"Accept-Encoding: {string.Concat(Enumerable.Repeat("a, ", 7000))}gzip\r\n");
        Assert.That((answer.Status, answer.Header("Content-Encoding")), Is.EqualTo((200, "gzip")));
    }

    [Test]
    public async Task From_1024_bytes_on_a_page_is_compressed_and_below_it_is_not()
    {
        const int People = 8;
        var tenant = await SharedApplication.Application.NewTenantAsync();
        async Task<int> BytesWithAsync(int characters)
        {
            await tenant.ObserveAsync(Enumerable.Range(0, People).Select(i => Lines.Contact($"62812345000{i}", new string('x', (characters + i) / People))));
            return (await tenant.RawAsync()).Body.Length;
        }

        var bytes = await BytesWithAsync(People);
        foreach (var length in new[] { 1022, 1023, 1024, 1025 })
        {
            Assert.That(await BytesWithAsync(People + length - bytes), Is.EqualTo(length));
            var answer = await tenant.RawAsync("", "Accept-Encoding: gzip\r\n");
            Assert.That(answer.Header("Content-Encoding"), Is.EqualTo(length < 1024 ? null : "gzip"), $"{length} bytes");
        }
    }

    [TestCase("br")]
    [TestCase("identity")]
    public async Task Head_tells_the_same_headers_as_get(string wanted)
    {
        var get = await _tenant.RawAsync("limit=200", $"Accept-Encoding: {wanted}\r\n");
        var head = await _tenant.RawAsync("limit=200", $"Accept-Encoding: {wanted}\r\n", "HEAD");
        Assert.That(head.Body, Is.Empty);
        Assert.That(head.Signature, Is.EqualTo(get.Signature.Replace("\nTransfer-Encoding: chunked", "", StringComparison.Ordinal)));
    }

    [Test]
    public async Task Every_answer_says_that_it_depends_on_the_coding()
    {
        using var anybody = SharedApplication.Application.Anonymous();
        foreach (var answer in new[] { await _tenant.ListAsync(), await _tenant.ListAsync("limit=abc"), await anybody.AskAsync(_tenant.Path), await anybody.AskAsync("/livez"), await anybody.AskAsync("/docs"), await anybody.AskAsync("/openapi.json") })
        {
            Assert.That(answer.Header("Vary"), Is.EqualTo("Authorization, Accept-Encoding"));
        }
    }

    /// <summary>The report is written once the body has ended; before that, and while lines come, nothing of the answer is held.</summary>
    [Test]
    public async Task A_report_is_compressed_only_when_it_is_long_and_lines_are_taken_in_as_they_come()
    {
        var feeder = await Feeder.NewAsync(SharedApplication.Application);
        feeder.Client.DefaultRequestHeaders.Add("Accept-Encoding", "gzip");
        var answer = await feeder.StreamAsync(async stream =>
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(Lines.Person(1) + "\n"));
            await stream.FlushAsync();
            await feeder.UntilListedAsync(1);
        });
        Assert.That((answer.Status, answer.Header("Content-Encoding")), Is.EqualTo((200, null as string)));

        var rejected = await feeder.SendAsync(string.Concat(Enumerable.Repeat("x\n", 120)));
        Assert.That((rejected.Status, rejected.Header("Content-Encoding")), Is.EqualTo((200, "gzip")));
        Assert.That(Encoding.UTF8.GetString(Unpacked(rejected)), Does.StartWith("{\"lines\":{\"total\":120,"));
    }

    [Test]
    public async Task The_csharp_client_asks_for_it_and_reads_it()
    {
        var coding = "";
        await using var application = new GatewayApplication { Replace = services => services.AddCodingWatch(seen => coding = seen) };
        var tenant = await application.NewTenantAsync();
        await tenant.SeedContactsAsync(200);
        var client = new GatewayClient(new GatewayClientOptions { BaseAddress = application.Address, Token = tenant.Token });
        var page = await client.ListContactsAsync(tenant.Session, limit: 200);
        Assert.That(page.Data, Has.Count.EqualTo(200));
        Assert.That(coding, Is.EqualTo("br"));
    }

    private static byte[] Unpacked(Answer answer)
    {
        using var packed = new MemoryStream(answer.Body);
        using Stream unpacking = answer.Header("Content-Encoding") == "br" ? new BrotliStream(packed, CompressionMode.Decompress) : new GZipStream(packed, CompressionMode.Decompress);
        using var plain = new MemoryStream();
        unpacking.CopyTo(plain);
        Gathered.Told(plain.ToArray());
        return plain.ToArray();
    }
}
