using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.IntegrationTests.Http;

/// <summary>Nothing that people are, say or ask for gets into a log. Takes the process's standard error for itself.</summary>
[NonParallelizable]
public sealed class PrivacyTests
{
    private const string Name = "Canaryname";
    private const string Number = "6289912345678";
    private const string Lid = "987600012345678";
    private const string Group = "120363999988887777@g.us";
    private static readonly string[] s_canaries = ["canary", Number, "89912345", Lid, "98760001", "120363999988887777", "wa_", "%63anary", "Y2FuYXJ5"];

    /// <summary>The framework's own request log, which the program keeps out of its sink whatever the configuration says.</summary>
    private const string FrameworkRequestLog = "Microsoft.AspNetCore.Hosting.Diagnostics";

    [TestCase("Information")]
    [TestCase("Verbose")]
    public async Task Nothing_of_requests_or_people_reaches_standard_error(string level)
    {
        var text = await ErrorOutputOfAsync(async () =>
        {
            await using var application = Logging(level);
            await VisitAsync(application);
        });
        Assert.That(text, Does.Contain("Gateway.Requests"), "the log was listened to");
        MustNotTell(text);
    }

    [Test]
    public async Task Nothing_of_requests_or_people_reaches_any_logger_of_ours()
    {
        using var everything = new Capture();
        await ErrorOutputOfAsync(async () =>
        {
            await using var application = Logging("Verbose", everything);
            await VisitAsync(application);
        });
        Assert.That(everything.Lines.Select(line => line.Category), Has.Some.EqualTo("Gateway.Requests"));
        MustNotTell(string.Join('\n', everything.Lines.Where(line => line.Category != FrameworkRequestLog && line.Category.StartsWith("Gateway", StringComparison.Ordinal)).Select(line => line.Text)));
    }

    [Test]
    public async Task The_request_log_tells_who_asked_what_and_what_came_of_it()
    {
        Tenant? tenant = null;
        var keyId = "";
        var text = await ErrorOutputOfAsync(async () =>
        {
            await using var application = Logging("Information");
            tenant = await application.NewTenantAsync();
            await tenant.SeedContactsAsync(3);
            var key = await application.NewKeyAsync(tenant.Organization, Domain.Access.Permissions.Read);
            keyId = key.Id;
            using var client = application.ClientWith(key.Key);
            await client.AskAsync(tenant.Path + "?q=person&limit=2&source=dm", "GET", ("X-Request-Id", "first"));
            await client.AskAsync(tenant.Path + "?limit=abc&group=x", "GET", ("X-Request-Id", "second"));
            await client.AskAsync("/canary", "CANARY", ("X-Request-Id", "third"));
        });
        var first = EntryOf(text, "first");
        Assert.That(first.GetProperty("Method").GetString(), Is.EqualTo("GET"));
        Assert.That(first.GetProperty("Route").GetString(), Is.EqualTo("api/v1/sessions/{session}/contacts"));
        Assert.That(first.GetProperty("Status").GetInt32(), Is.EqualTo(200));
        Assert.That(first.GetProperty("Elapsed").GetDouble(), Is.Positive);
        Assert.That(first.GetProperty("Organization").GetString(), Is.EqualTo(tenant!.Organization));
        Assert.That(first.GetProperty("Subject").GetString(), Is.EqualTo(keyId));
        Assert.That(first.GetProperty("Session").GetString(), Is.EqualTo(tenant.Session));
        Assert.That(first.GetProperty("Filters").GetString(), Is.EqualTo("source,q"));
        Assert.That(first.GetProperty("Rows").GetInt32(), Is.EqualTo(2));

        var second = EntryOf(text, "second");
        Assert.That(second.GetProperty("Status").GetInt32(), Is.EqualTo(400));
        Assert.That(second.GetProperty("Filters").GetString(), Is.EqualTo("group"));
        Assert.That(second.GetProperty("Session").GetString(), Is.EqualTo(tenant.Session));

        var third = EntryOf(text, "third");
        Assert.That(third.GetProperty("Status").GetInt32(), Is.EqualTo(404));
        Assert.That(third.GetProperty("Method").GetString(), Is.EqualTo("other"));
    }

    private static GatewayApplication Logging(string level, ILoggerProvider? provider = null) =>
        new(("Serilog:MinimumLevel", level), ("Serilog:MinimumLevel:Override:Microsoft", level == "Verbose" ? "Verbose" : "Warning"))
        {
            Replace = services => services.AddLogging(logging =>
            {
                if (provider is not null)
                {
                    logging.SetMinimumLevel(LogLevel.Trace).AddProvider(provider);
                }
                else if (level == "Verbose")
                {
                    logging.SetMinimumLevel(LogLevel.Trace);
                }
            }),
        };

    private static JsonElement EntryOf(string log, string requestId) => log.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Where(line => line.StartsWith('{')).Select(line => JsonElement.Parse(Encoding.UTF8.GetBytes(line)).GetProperty("Properties"))
        .Single(entry => entry.GetProperty("SourceContext").GetString() == "Gateway.Requests" && entry.GetProperty("RequestId").GetString() == requestId);

    private static async Task VisitAsync(GatewayApplication application)
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
    }

    private static void MustNotTell(string log)
    {
        var told = log.Split('\n').Where(line => s_canaries.Any(canary => line.Contains(canary, StringComparison.OrdinalIgnoreCase))).Distinct().Take(20).ToList();
        Assert.That(told, Is.Empty);
    }

    private static async Task<string> ErrorOutputOfAsync(Func<Task> work)
    {
        var before = Console.Error;
        using var writer = new StringWriter();
        var output = TextWriter.Synchronized(writer);
        Console.SetError(output);
        try
        {
            await work();
            return writer.ToString();
        }
        finally
        {
            Console.SetError(before);
        }
    }

    private sealed class Capture : ILoggerProvider
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<(string Category, string Text)> _lines = new();

        public IReadOnlyList<(string Category, string Text)> Lines => [.. _lines];

        public ILogger CreateLogger(string categoryName) => new Logger(categoryName, this);

        public void Dispose()
        {
        }

        private sealed class Logger(string category, Capture capture) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
                capture._lines.Enqueue((category, $"{category} {formatter(state, exception)} {exception}"));
        }
    }
}
