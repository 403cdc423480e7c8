using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.IntegrationTests.Http;

/// <summary>Nothing that people are, say or ask for gets into a log. Takes the process's standard error for itself.</summary>
[NonParallelizable]
[OverEveryDatabase]
public sealed class PrivacyTests(TestedDatabase database)
{
    private const string Name = "Canaryname";
    private const string Number = "6289912345678";
    private const string Lid = "987600012345678";
    private const string Group = "120363999988887777@g.us";
    private static readonly string[] s_canaries = ["canary", Number, "89912345", Lid, "98760001", "120363999988887777", "wa_", "%63anary", "Y2FuYXJ5"];

    [TestCase("Information")]
    [TestCase("Verbose")]
    public async Task Nothing_of_requests_or_people_reaches_standard_error(string level)
    {
        string[] secrets = [];
        var text = await Captured.ErrorOutputOfAsync(async () =>
        {
            await using var application = Logging(level);
            secrets = await VisitAsync(application);
        });
        Assert.That(text, Does.Contain("Gateway.Requests"), "the log was listened to");
        MustNotTell(text, secrets);
    }

    [Test]
    public async Task Nothing_of_requests_or_people_reaches_any_logger_of_ours()
    {
        string[] secrets = [];
        using var everything = new CapturingLoggers();
        await Captured.ErrorOutputOfAsync(async () =>
        {
            await using var application = Logging("Verbose", everything);
            secrets = await VisitAsync(application);
        });
        Assert.That(everything.Lines.Select(line => line.Category), Has.Some.EqualTo("Gateway.Requests"));
        MustNotTell(string.Join('\n', everything.Lines.Where(line => line.Category.StartsWith("Gateway", StringComparison.Ordinal)).Select(line => line.Text)), secrets);
    }

    private GatewayApplication Logging(string level, ILoggerProvider? provider = null) =>
        new(database, ("Serilog:MinimumLevel", level), ("Serilog:MinimumLevel:Override:Microsoft", level == "Verbose" ? "Verbose" : "Warning"))
        {
            Replace = services => services.AddLogging(logging =>
            {
                logging.SetMinimumLevel(level == "Verbose" ? LogLevel.Trace : LogLevel.Information);
                if (provider is not null)
                {
                    logging.AddProvider(provider);
                }
            }),
        };

    /// <summary>Gives the secrets that were handed out.</summary>
    private static async Task<string[]> VisitAsync(GatewayApplication application)
    {
        var tenant = await application.NewTenantAsync();
        await tenant.ObserveAsync(
            $$"""{"type":"contact","jid":"{{Number}}@s.whatsapp.net","lid":"{{Lid}}@lid","savedName":"{{Name}}","businessName":"{{Name}} Inc","directChat":true}""",
            Lines.Contact("6289912345679", Name + " too"),
            Lines.Group(Group, Number, "6289912345679"),
            $$"""{"type":"contact","jid":"{{Name}}"}""",
            Name);
        var cursor = (await tenant.ListAsync("limit=1")).MustBePage(1).NextCursor;
        foreach (var query in new[] { "", "q=canary", "q=%63anary&limit=1", "q=%2B6289912345", $"group={Group}", $"limit=1&cursor={cursor}", "limit=canary", "source=canary", "group=canary", "cursor=canary", "canary=%ff", "q=canary%ff", "access_token=canary" })
        {
            Assert.That((await tenant.ListAsync(query)).Status, Is.EqualTo(200).Or.EqualTo(400));
        }

        using var stranger = application.ClientWith("canary." + Convert.ToBase64String("canary"u8));
        using var forger = application.ClientWith("wa_canarycanarycanarycanarycanarycanary00");
        await stranger.AskAsync(tenant.Path + "?q=canary");
        await forger.AskAsync(tenant.Path + "?q=canary");
        await tenant.Client.AskAsync(tenant.Path + "?q=canary", "POST", ("X-Canary", "canary"));
        await tenant.Client.AskAsync(tenant.Path, "GET", ("X-Request-Id", "canary canary"), ("Referer", "https://canary.example/"), ("User-Agent", "canary"), ("Cookie", "canary=1"));
        await tenant.Client.AskAsync(Tenant.PathOf("sess-canary"));
        await tenant.Client.AskAsync("/canary/" + Number + "?q=canary");
        await application.RawAsync($"GET {tenant.Path}?q=canary HTTP/1.1\r\nHost: canary.example\r\nAuthorization: Basic Y2FuYXJ5\r\nConnection: close\r\n\r\n");
        await application.RawAsync($"CANARY {tenant.Path}?q=canary HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        await application.RawAsync($"GET {tenant.Path}?q=canary HTTP/1.1\r\nHost: a\r\nX-Canary: {new string('c', 40_000)}\r\n\r\n");
        await application.RawAsync("GET /canary canary HTTP/1.1\r\nHost: canary\r\n\r\n");
        return [cursor, tenant.Token];
    }

    private static void MustNotTell(string log, string[] secrets)
    {
        var told = log.Split('\n').Where(line => s_canaries.Concat(secrets).Any(canary => line.Contains(canary, StringComparison.OrdinalIgnoreCase))).Distinct().Take(20).ToList();
        Assert.That(told, Is.Empty);
    }
}
