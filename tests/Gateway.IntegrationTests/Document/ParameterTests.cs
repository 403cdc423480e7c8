using Gateway.IntegrationTests.Http.Feeding;

namespace Gateway.IntegrationTests.Document;

/// <summary>What the document forbids of a parameter, the service refuses.</summary>
public sealed class ParameterTests
{
    private static readonly ApiDocument s_document = ApiDocument.Committed;
    private readonly GatewayApplication _application = new();
    private Tenant _tenant = null!;
    private Feeder _feeder = null!;

    [OneTimeSetUp]
    public async Task SeedAsync()
    {
        _tenant = await _application.NewTenantAsync();
        _feeder = await Feeder.OfAsync(_tenant);
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _application.DisposeAsync();

    /// <summary>A new parameter fails the tests until it has its line here. As they stand in a URL.</summary>
    private static IEnumerable<(string Parameter, string[] Values)> Malformed() =>
    [
        ("session", ["0", "sess_", "sess_%20", "Sess_0", "sess_" + new string('0', 65), "sess_%C3%A9", "sess_0%0A", "sess_0.0"]),
        ("source", ["", "DM", "dm%20", "%20dm", "dm,group", "groups", "null"]),
        ("group", ["", "@g.us", "1@g.us%0A", "1@G.US", "1@s.whatsapp.net", "1-@g.us", "1-2-3@g.us", "%D9%A1@g.us", new string('1', 33) + "@g.us", "1@gxus"]),
        ("q", ["%00", "a%0A", "%1F", "%7F", "%C2%80", "%C2%9F", new string('a', 257), string.Concat(Enumerable.Repeat("%F0%9F%98%80", 257))]),
        ("limit", ["", "a", "1.5", "1e3", "%2B1", "0x1", "9223372036854775808", "%EF%BC%91"]),
        ("cursor", ["*", "a.b", "a%20b", "AQ==", new string('A', 257), "%C3%A9"]),
    ];

    private static IEnumerable<TestCaseData> Cases() =>
        from line in Malformed()
        from value in line.Values
        select new TestCaseData(line.Parameter, value).SetArgDisplayNames(line.Parameter, value.Length > 40 ? value[..12] + "…" : value);

    [Test]
    public void Every_documented_parameter_is_asked_for_wrongly() =>
        Assert.That(Malformed().Select(line => line.Parameter), Is.EquivalentTo(s_document.Operations.SelectMany(operation => operation.Parameters).Select(parameter => parameter.Name).Distinct()));

    [TestCaseSource(nameof(Cases))]
    public async Task What_is_forbidden_is_refused(string parameter, string value)
    {
        var documented = s_document.Operation("listContacts").Parameters.Single(one => one.Name == parameter);
        var meant = ValidValues.Value(Pointer.Followed(s_document.Root, documented.Schema), Uri.UnescapeDataString(value));
        Assert.That(s_document.Schemas.Faults(documented.Schema, meant), Is.Not.Empty, "the document allows it");
        if (documented.In == "path")
        {
            (await _tenant.Client.AskAsync(Tenant.PathOf(value))).MustBe(404, "not_found");
            (await _feeder.Client.SendAsync(Feeder.PathOf(value), Feeder.Content(new ByteArrayContent([])))).MustBe(404, "not_found");
        }
        else
        {
            (await _tenant.ListAsync($"{parameter}={value}")).MustBe(400, "validation_error", parameter);
        }
    }
}
