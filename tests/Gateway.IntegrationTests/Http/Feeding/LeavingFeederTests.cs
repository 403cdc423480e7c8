using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.IntegrationTests.Http.Feeding;

/// <summary>Feeders that vanish in the middle of a body: what was committed stays, others are served, and nobody is woken.</summary>
[OverEveryDatabase]
public sealed class LeavingFeederTests(TestedDatabase database)
{
    private const string Announced = "Content-Length: 100000\r\n";
    private readonly CapturingLoggers _logged = new();
    private GatewayApplication _application = null!;

    [OneTimeSetUp]
    public void Start() => _application = new(database) { Replace = services => services.AddSingleton<ILoggerProvider>(_logged) };

    [OneTimeTearDown]
    public async Task StopAsync() => await _application.DisposeAsync();

    [TestCase(RawFeed.Chunked, true)]
    [TestCase(RawFeed.Chunked, false)]
    [TestCase(Announced, true)]
    [TestCase(Announced, false)]
    public async Task Who_vanishes_leaves_what_was_committed_and_no_defect(string framing, bool isPolite)
    {
        var feeder = await Feeder.NewAsync(_application);
        using (var feed = await RawFeed.BeginAsync(feeder, Lines.Person(1), framing))
        {
            await feeder.UntilListedAsync(1);
            await feed.WriteAsync("{\"type\":");
            (isPolite ? (Action)feed.Dispose : feed.VanishRudely)();
        }

        Assert.That((await feeder.SendAsync(Lines.Person(2))).Status, Is.EqualTo(200));
        await feeder.UntilListedAsync(2);
        Assert.That(() => UploadsOf(feeder), Has.Count.EqualTo(2).After(60_000, 20));
        Assert.That(_logged.Lines.Where(line => line.Category.StartsWith("Gateway.Api.Errors", StringComparison.Ordinal)), Is.Empty);
        Assert.That(_logged.Lines.Where(line => line.Text.Contains("unhandled exception", StringComparison.OrdinalIgnoreCase)), Is.Empty);
        Assert.That(UploadsOf(feeder), Has.None.Contains(" 500 "));
    }

    private List<string> UploadsOf(Feeder feeder) =>
        [.. _logged.Lines.Where(line => line.Category == "Gateway.Requests" && line.Text.Contains(feeder.Tenant.Session, StringComparison.Ordinal) && line.Text.Contains("POST", StringComparison.Ordinal)).Select(line => line.Text)];
}
