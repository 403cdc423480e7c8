using System.Text.Json;
using Gateway.Application;
using Gateway.Application.Contacts;
using Gateway.Domain.Access;
using Gateway.Domain.Contacts;
using Gateway.Domain.Sessions;
using Microsoft.Extensions.DependencyInjection;
using Moq;

namespace Gateway.IntegrationTests.Http;

/// <summary>The document tells what the program does.</summary>
public sealed class OpenApiDocumentTests
{
    private static readonly string[] s_codes =
        ["bad_request", "forbidden", "internal_error", "not_found", "payload_too_large", "rate_limited", "unauthorized", "unavailable", "validation_error"];

    private JsonElement _responses;
    private byte[] _document = [];

    [OneTimeSetUp]
    public async Task ReadAsync()
    {
        using var anybody = SharedApplication.Application.Anonymous();
        var answer = await anybody.AskAsync("/openapi.json");
        Assert.That(answer.Status, Is.EqualTo(200));
        _document = answer.Body;
        _responses = answer.Json.GetProperty("paths").GetProperty("/api/v1/sessions/{session}/contacts").GetProperty("get").GetProperty("responses");
    }

    [Test]
    public async Task Is_served_as_it_is_committed()
    {
        var committed = JsonElement.Parse(await File.ReadAllBytesAsync(Checkout.PathOf("openapi", "openapi.json")));
        Assert.That(JsonElement.DeepEquals(JsonElement.Parse(_document), committed));
    }

    [Test]
    public void Shows_an_example_of_every_error()
    {
        var examples = _responses.EnumerateObject().Where(response => response.Name[0] != '2')
            .SelectMany(response => response.Value.GetProperty("content").GetProperty("application/json").GetProperty("examples").EnumerateObject())
            .ToDictionary(example => example.Name, example => example.Value.GetProperty("value"));
        Assert.That(examples.Keys, Is.EquivalentTo(s_codes));
        foreach (var (code, body) in examples)
        {
            MatchesEnvelope(body);
            Assert.That(body.GetProperty("error").GetProperty("code").GetString(), Is.EqualTo(code));
        }
    }

    [Test]
    public async Task Every_status_it_names_happens_with_such_a_body_and_the_named_headers()
    {
        var happened = await AnswersAsync();
        Assert.That(happened.Keys.Select(status => status.ToString(null as IFormatProvider)), Is.EquivalentTo(_responses.EnumerateObject().Select(response => response.Name)));
        foreach (var (status, answer) in happened)
        {
            Assert.That(answer.Status, Is.EqualTo(status));
            var response = _responses.GetProperty(status.ToString(null as IFormatProvider));
            Assert.That(response.GetProperty("headers").EnumerateObject().Where(header => answer.Header(header.Name) is null).Select(header => header.Name), Is.Empty);
            if (status != 200)
            {
                MatchesEnvelope(answer.Json);
                Assert.That(
                    response.GetProperty("content").GetProperty("application/json").GetProperty("examples").EnumerateObject().Select(example => example.Name),
                    Has.Member(answer.Json.GetProperty("error").GetProperty("code").GetString()));
            }
        }
    }

    [Test]
    public async Task A_page_has_exactly_the_documented_fields()
    {
        var tenant = await SharedApplication.Application.NewTenantAsync();
        await tenant.SeedContactsAsync(1);
        var page = (await tenant.ListAsync()).Json;
        var schemas = JsonElement.Parse(_document).GetProperty("components").GetProperty("schemas");
        Assert.That(Names(page), Is.EqualTo(Names(schemas.GetProperty("ContactPage").GetProperty("properties"))));
        Assert.That(Names(page.GetProperty("data")[0]), Is.EqualTo(Names(schemas.GetProperty("Contact").GetProperty("properties"))));
        Assert.That(schemas.GetProperty("Contact").GetProperty("required").EnumerateArray().Select(name => name.GetString()), Is.EquivalentTo(Names(page.GetProperty("data")[0])));
    }

    private static async Task<Dictionary<int, Answer>> AnswersAsync()
    {
        await using var application = new GatewayApplication(("Gateway:RateLimits:Enabled", "true"));
        var tenant = await application.NewTenantAsync();
        await tenant.SeedContactsAsync(2);
        using var anybody = application.Anonymous();
        using var sender = await application.ClientFor(tenant.Organization, Permissions.Send);
        return new Dictionary<int, Answer>
        {
            [200] = await tenant.ListAsync("limit=1"),
            [400] = await tenant.ListAsync("limit=abc"),
            [401] = await anybody.AskAsync(tenant.Path),
            [403] = await sender.AskAsync(tenant.Path),
            [404] = await tenant.Client.AskAsync(Tenant.PathOf("sess_unknown")),
            [413] = await tenant.RawAsync("", "Content-Length: 32505856\r\n"),
            [429] = await RateLimitTests.RefusalAsync(),
            [500] = await FaultAsync(new InvalidOperationException("on purpose")),
            [503] = await FaultAsync(new UnavailableException("on purpose")),
        };
    }

    private static async Task<Answer> FaultAsync(Exception fault)
    {
        var contacts = new Mock<IContactRepository>();
        contacts.Setup(port => port.ListAsync(It.IsAny<string>(), It.IsAny<SessionId>(), It.IsAny<ContactFilter>(), It.IsAny<long>(), It.IsAny<int>(), It.IsAny<CancellationToken>())).ThrowsAsync(fault);
        await using var application = new GatewayApplication(("Serilog:MinimumLevel:Override:Gateway.Api.Errors", "Fatal")) { Replace = services => services.AddSingleton(contacts.Object) };
        return await (await application.NewTenantAsync()).ListAsync();
    }

    private static void MatchesEnvelope(JsonElement body)
    {
        Assert.That(Names(body), Is.EqualTo(new[] { "error" }));
        Assert.That(Names(body.GetProperty("error")), Is.EqualTo(new[] { "code", "message", "details" }));
        Assert.That(body.GetProperty("error").EnumerateObject().Select(field => field.Value.ValueKind), Is.EqualTo(new[] { JsonValueKind.String, JsonValueKind.String, JsonValueKind.Object }));
    }

    private static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(field => field.Name);
}
