using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Gateway.Infrastructure.Tokens;

namespace Gateway.UnitTests.Tokens;

public sealed class KeySetUrlTests
{
    private static readonly string s_good = Jwt.KeySetOf(TokenScene.Shared.Good["ES256"]);

    [TestCase("application/json")]
    [TestCase("application/jwk-set+json")]
    [TestCase("Application/JSON; charset=utf-8")]
    public async Task Keys_come_as_JSON(string type) => Assert.That((await FetchAsync(Answer(type: type))).Has("good-ES256"));

    [TestCase("text/html")]
    [TestCase("text/plain")]
    [TestCase("application/octet-stream")]
    [TestCase(null)]
    public void Another_type_is_refused(string? type) => MustFail(Answer(type: type), "it is not JSON");

    [TestCase(HttpStatusCode.Created)]
    [TestCase(HttpStatusCode.NoContent)]
    [TestCase(HttpStatusCode.Found)]
    [TestCase(HttpStatusCode.PermanentRedirect)]
    [TestCase(HttpStatusCode.NotFound)]
    [TestCase(HttpStatusCode.InternalServerError)]
    public void Another_status_is_refused(HttpStatusCode status) => MustFail(Answer(status: status), "the issuer answered with another status than 200");

    [TestCase("")]
    [TestCase("{\"keys\":[]}")]
    [TestCase("<html>")]
    public void No_keys_are_a_failure(string body) => MustFail(Answer(body), "it holds no key that can be used");

    [Test]
    public async Task A_quarter_of_a_megabyte_is_the_most()
    {
        Assert.That(await FetchAsync(Answer(s_good + new string(' ', (256 * 1024) - s_good.Length))), Is.Not.Null);
        MustFail(Answer(s_good + new string(' ', (256 * 1024) - s_good.Length + 1)), "it is too large");
    }

    [Test]
    public void What_is_compressed_is_refused()
    {
        var answer = Answer();
        answer.Content.Headers.ContentEncoding.Add("gzip");
        MustFail(answer, "it is not JSON");
    }

    [Test]
    public void An_issuer_out_of_reach_is_a_failure() => MustFail(() => throw new HttpRequestException("refused"), "the issuer is out of reach");

    [Test]
    public void An_answer_that_breaks_off_is_a_failure() => MustFail(() => throw new IOException("cut"), "the issuer is out of reach");

    [Test]
    public void Whatever_else_an_answer_sets_off_is_a_failure() => MustFail(() => throw new FormatException("odd"), "it cannot be read");

    [Test]
    public async Task An_issuer_has_five_seconds()
    {
        var clock = new ManualClock(TokenBench.Now);
        using var source = new KeySetUrl(new Uri("https://issuer.example/keys"), new Handler(async token =>
        {
            await Task.Delay(Timeout.Infinite, token);
            return Answer();
        }), clock);
        var fetch = source.FetchAsync(CancellationToken.None);
        await clock.AdvanceAsync(TimeSpan.FromSeconds(4.9));
        Assert.That(fetch.IsCompleted, Is.False);
        clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.That(Assert.ThrowsAsync<KeySetException>(() => fetch.WaitAsync(TimeSpan.FromSeconds(20)))!.Message, Is.EqualTo("it did not come in time"));
    }

    [Test]
    public void Nothing_is_followed_kept_or_unpacked()
    {
        using var handler = KeySetUrl.NewHandler();
        Assert.That((handler.AllowAutoRedirect, handler.UseCookies, handler.AutomaticDecompression), Is.EqualTo((false, false, DecompressionMethods.None)));
    }

    private static HttpResponseMessage Answer(string? body = null, string? type = "application/json", HttpStatusCode status = HttpStatusCode.OK)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body ?? s_good));
        content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        return new HttpResponseMessage(status) { Content = content };
    }

    private static Task<KeySet> FetchAsync(HttpResponseMessage answer) => FetchAsync(() => answer);

    private static async Task<KeySet> FetchAsync(Func<HttpResponseMessage> answer)
    {
        using var source = new KeySetUrl(new Uri("https://issuer.example/keys"), new Handler(_ => Task.FromResult(answer())), TimeProvider.System);
        return await source.FetchAsync(CancellationToken.None);
    }

    private static void MustFail(HttpResponseMessage answer, string reason) => MustFail(() => answer, reason);

    private static void MustFail(Func<HttpResponseMessage> answer, string reason) =>
        Assert.That(Assert.ThrowsAsync<KeySetException>(() => FetchAsync(answer))!.Message, Is.EqualTo(reason));

    private sealed class Handler(Func<CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Assert.That(request.Headers.Accept.ToString(), Is.EqualTo("application/json, application/jwk-set+json"));
            return await answer(cancellationToken);
        }
    }
}
