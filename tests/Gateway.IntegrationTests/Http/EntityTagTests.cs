using System.IO.Compression;

namespace Gateway.IntegrationTests.Http;

/// <summary>The document and the page's files are fetched again only when they have changed; the list always.</summary>
public sealed class EntityTagTests
{
    private static readonly string[] s_paths =
        ["/openapi.json", "/docs", "/docs/page.css", "/docs/page.js", "/docs/swagger-ui.css", "/docs/swagger-ui-bundle.js", "/docs/favicon-32x32.png"];

    private static GatewayApplication Application => SharedApplication.Application;

    [TestCaseSource(nameof(s_paths))]
    public async Task A_file_has_a_strong_tag_for_each_coding_and_is_not_sent_again(string path)
    {
        var tags = new HashSet<string>();
        foreach (var wanted in new[] { "identity", "gzip", "br" })
        {
            var answer = await AskAsync(path, $"Accept-Encoding: {wanted}\r\n");
            var tag = answer.Header("ETag")!;
            Assert.That(tag, Does.Match("^\"[0-9a-f]{32}(-br|-gzip)?\"$"));
            Assert.That(tag.Contains('-', StringComparison.Ordinal), Is.EqualTo(answer.Header("Content-Encoding") is not null));
            Assert.That(answer.Header("Cache-Control"), Is.EqualTo("no-cache"));
            Assert.That((await AskAsync(path, $"Accept-Encoding: {wanted}\r\n")).Header("ETag"), Is.EqualTo(tag), "the next time");
            MustBeNotModified(await AskAsync(path, $"Accept-Encoding: {wanted}\r\nIf-None-Match: {tag}\r\n"), tag);
            MustBeNotModified(await AskAsync(path, $"Accept-Encoding: {wanted}\r\nIf-None-Match: {tag}\r\n", "HEAD"), tag);
            tags.Add(tag);
        }

        Assert.That(tags, Has.Count.EqualTo(path is "/docs" or "/docs/page.js" or "/docs/favicon-32x32.png" ? 1 : 3), "small files and pictures are not compressed");
    }

    [TestCase("*")]
    [TestCase("{tag}")]
    [TestCase("W/{tag}")]
    [TestCase("\"other\", {tag}")]
    [TestCase("W/\"other\" , W/{tag},\"third\"")]
    [TestCase("\"other\"\r\nIf-None-Match: {tag}")]
    public async Task A_tag_that_is_known_gives_304(string known)
    {
        var tag = (await AskAsync("/openapi.json")).Header("ETag")!;
        MustBeNotModified(await AskAsync("/openapi.json", $"If-None-Match: {known.Replace("{tag}", tag, StringComparison.Ordinal)}\r\n"), tag);
    }

    [TestCase("\"other\"")]
    [TestCase("")]
    [TestCase("{bare}")]
    [TestCase("\"{bare}-gzip\"")]
    [TestCase("\"*\"")]
    [TestCase("\"unended")]
    [TestCase("\"a\" \"b\"")]
    [TestCase(",,,")]
    public async Task Another_tag_or_rubbish_gives_the_file(string known)
    {
        var tag = (await AskAsync("/openapi.json")).Header("ETag")!;
        var answer = await AskAsync("/openapi.json", $"If-None-Match: {known.Replace("{tag}", tag, StringComparison.Ordinal).Replace("{bare}", tag.Trim('"'), StringComparison.Ordinal)}\r\n");
        Assert.That((answer.Status, answer.Header("ETag")), Is.EqualTo((200, tag)));
        Assert.That(answer.Body, Is.Not.Empty);
    }

    [TestCase("br")]
    [TestCase("gzip")]
    public async Task The_document_is_the_same_compressed(string coding)
    {
        var (plain, packed) = (await AskAsync("/openapi.json"), await AskAsync("/openapi.json", $"Accept-Encoding: {coding}\r\n"));
        Assert.That(packed.Header("Content-Encoding"), Is.EqualTo(coding));
        Assert.That(packed.Header("Content-Length"), Is.EqualTo(packed.Body.Length.ToString(null as IFormatProvider)));
        using var bytes = new MemoryStream(packed.Body);
        using Stream unpacking = coding == "br" ? new BrotliStream(bytes, CompressionMode.Decompress) : new GZipStream(bytes, CompressionMode.Decompress);
        using var unpacked = new MemoryStream();
        await unpacking.CopyToAsync(unpacked);
        Assert.That(unpacked.ToArray(), Is.EqualTo(plain.Body));
    }

    [Test]
    public async Task Another_instance_gives_the_same_tag()
    {
        await using var other = new GatewayApplication();
        using var anybody = other.Anonymous();
        foreach (var path in s_paths)
        {
            Assert.That((await anybody.AskAsync(path)).Header("ETag"), Is.EqualTo((await AskAsync(path)).Header("ETag")));
        }
    }

    [Test]
    public async Task All_else_has_no_tag_and_is_not_to_be_kept()
    {
        var tenant = await Application.NewTenantAsync();
        foreach (var answer in new[] { await tenant.RawAsync("", "If-None-Match: *\r\n"), await tenant.RawAsync("limit=abc", "If-None-Match: *\r\n"), await AskAsync("/livez", "If-None-Match: *\r\n"), await AskAsync("/", "If-None-Match: *\r\n"), await AskAsync("/docs/nothing", "If-None-Match: *\r\n") })
        {
            Assert.That(answer.Status, Is.Not.EqualTo(304));
            Assert.That(answer.Header("ETag"), Is.Null);
            Assert.That(answer.Header("Cache-Control"), Is.EqualTo("no-store"));
        }
    }

    private static void MustBeNotModified(Answer answer, string tag)
    {
        Assert.That(answer.Status, Is.EqualTo(304));
        Assert.That(answer.Body, Is.Empty);
        Assert.That((answer.Header("ETag"), answer.Header("Cache-Control"), answer.Header("Vary")), Is.EqualTo((tag, "no-cache", "Authorization, Accept-Encoding")));
        Assert.That(answer.Header("Content-Encoding") ?? answer.Header("Content-Type"), Is.Null);
    }

    private static Task<Answer> AskAsync(string path, string headers = "", string method = "GET") =>
        Application.RawAsync($"{method} {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n{headers}\r\n");
}
