using Gateway.Api.Errors;
using Gateway.Client;

namespace Gateway.UnitTests.Client;

public sealed class GatewayExceptionTests
{
    private static IEnumerable<TestCaseData<int, string>> Codes() => ApiError.All.Select(error => new TestCaseData<int, string>(error.Status, error.Code));

    [TestCaseSource(nameof(Codes))]
    public async Task Every_code_of_the_service_arrives_typed(int status, string code)
    {
        var error = await ErrorAsync(status, Envelope(code, """{"hint":[1,{"a":"b"}]}"""), ("X-Request-Id", "r-1"));
        Assert.That(error.StatusCode, Is.EqualTo(status));
        Assert.That(error.Code.ToString(), Is.EqualTo(string.Concat(code.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]))));
        Assert.That(error.CodeText, Is.EqualTo(code));
        Assert.That(error.RequestId, Is.EqualTo("r-1"));
        Assert.That(error.Message, Is.EqualTo($"the reason ({code}, request r-1)"));
        Assert.That(error.Details["hint"][1].GetProperty("a").GetString(), Is.EqualTo("b"));
    }

    [Test]
    public void The_client_knows_the_codes_of_the_service_and_no_others() =>
        Assert.That(Enum.GetNames<ErrorCode>(), Has.Length.EqualTo(ApiError.All.Count));

    [Test]
    public async Task Faults_are_the_sentences_about_each_malformed_parameter()
    {
        const string Details = """{"limit":["must be a number","must be given once"],"cursor":["is malformed"],"odd":7}""";
        var error = await ErrorAsync(400, Envelope("validation_error", Details));
        Assert.That(error.Faults.Keys, Is.EquivalentTo(new[] { "limit", "cursor" }));
        Assert.That(error.Faults["limit"], Is.EqualTo(new[] { "must be a number", "must be given once" }));
        Assert.That(error.Details["odd"].GetInt32(), Is.EqualTo(7));
        Assert.That((await ErrorAsync(400, Envelope("bad_request", Details))).Faults, Is.Empty);
    }

    [TestCase("")]
    [TestCase("<html>Bad Gateway</html>")]
    [TestCase("null")]
    [TestCase("[]")]
    [TestCase("""{"error":"no"}""")]
    [TestCase("""{"error":{"code":7,"message":[],"details":"x"}}""")]
    [TestCase("""{"error":{""")]
    public async Task What_is_no_answer_of_a_gateway_has_no_code(string body)
    {
        var error = await ErrorAsync(502, body);
        Assert.That(error.StatusCode, Is.EqualTo(502));
        Assert.That(error.Code, Is.Null);
        Assert.That(error.CodeText, Is.Null);
        Assert.That(error.RequestId, Is.Null);
        Assert.That(error.Details, Is.Empty);
        Assert.That(error.Message, Is.EqualTo("The answer is not one of the gateway's (HTTP 502)"));
    }

    [TestCase("brand_new")]
    [TestCase("Not_Found")]
    [TestCase("NotFound")]
    [TestCase("4")]
    public async Task A_code_that_is_not_known_yet_is_there_as_text(string code)
    {
        var error = await ErrorAsync(418, Envelope(code, "{}"));
        Assert.That(error.Code, Is.Null);
        Assert.That(error.CodeText, Is.EqualTo(code));
    }

    [Test]
    public async Task An_endless_error_page_is_read_as_far_as_an_envelope_could_go() =>
        Assert.That((await ErrorAsync(502, new string('<', 10_000_000))).StatusCode, Is.EqualTo(502));

    [TestCase("7", 7)]
    [TestCase("0", 0)]
    [TestCase("Thu, 01 Jan 1970 00:00:00 GMT", 0)]
    public async Task Tells_how_long_to_wait(string header, int seconds) =>
        Assert.That((await ErrorAsync(429, "", ("Retry-After", header))).RetryAfter, Is.EqualTo(TimeSpan.FromSeconds(seconds)));

    [Test]
    public async Task Without_a_wait_there_is_none() => Assert.That((await ErrorAsync(503, "")).RetryAfter, Is.Null);

    [TestCase("not json")]
    [TestCase("null")]
    [TestCase("{}")]
    [TestCase("""{"data":null,"nextCursor":""}""")]
    [TestCase("""{"data":[],"nextCursor":null}""")]
    [TestCase("""{"data":[null],"nextCursor":""}""")]
    [TestCase("""{"data":[{"source":"carrier pigeon"}],"nextCursor":""}""")]
    public async Task A_page_that_cannot_be_read_is_an_error_too(string body)
    {
        var error = await ErrorAsync(200, body, ("X-Request-Id", "r-2"));
        Assert.That(error.StatusCode, Is.EqualTo(200));
        Assert.That(error.RequestId, Is.EqualTo("r-2"));
        Assert.That(error.Code, Is.Null);
    }

    private static string Envelope(string code, string details) => $$"""{"error":{"code":"{{code}}","message":"the reason","details":{{details}} } }""";

    private static async Task<GatewayException> ErrorAsync(int status, string body, params (string Name, string Value)[] headers)
    {
        var client = new StubGateway(StubGateway.Error(status, body, headers)).Client();
        var error = Assert.ThrowsAsync(Is.InstanceOf<GatewayException>(), () => client.ListContactsAsync(StubGateway.Session, q: "secret"));
        Assert.That(error!.ToString(), Does.Not.Contain("secret"));
        return await Task.FromResult((GatewayException)error);
    }
}
