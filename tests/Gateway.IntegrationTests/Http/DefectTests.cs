using Gateway.Application;

namespace Gateway.IntegrationTests.Http;

/// <summary>What callers see of exceptions.</summary>
public sealed class DefectTests
{
    private const string Canary = "canary-5f1d";
    private static readonly Exception[] s_defects =
        [new InvalidOperationException(Canary), new OperationCanceledException(Canary), new TimeoutException(Canary), new FormatException(Canary, new IOException(Canary))];

    private readonly GatewayApplication _application;
    private Exception _fault = null!;
    private Tenant _tenant = null!;

    public DefectTests() => _application = GatewayApplication.Failing(() => _fault);

    [OneTimeSetUp]
    public async Task StartAsync() => _tenant = await _application.NewTenantAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _application.DisposeAsync();

    [TestCaseSource(nameof(s_defects))]
    public async Task A_defect_is_an_internal_error_without_a_word_about_it(Exception defect)
    {
        _fault = defect;
        var answer = (await _tenant.ListAsync()).MustBe(500, "internal_error");
        Assert.That(answer.Text + answer.Signature, Does.Not.Contain(Canary).And.Not.Contain("Exception").And.Not.Contain(" at "));
        Assert.That((await _tenant.Client.AskAsync(_tenant.Path, "HEAD")).Status, Is.EqualTo(500));
    }

    [Test]
    public async Task What_is_out_of_reach_is_unavailable_and_to_be_asked_again()
    {
        _fault = new UnavailableException(Canary);
        var answer = (await _tenant.ListAsync()).MustBe(503, "unavailable");
        Assert.That(answer.Header("Retry-After"), Is.EqualTo("1"));
        Assert.That(answer.Text, Does.Not.Contain(Canary));
    }
}
