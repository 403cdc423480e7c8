using System.Text.Json;

namespace Gateway.IntegrationTests.Http;

/// <summary>The client's address in the audit's lines, and nowhere else. Takes the process's standard error for itself.</summary>
[NonParallelizable]
public sealed class ClientAddressTests
{
    private const string Client = "203.0.113.77";

    [TestCase("off", null)]
    [TestCase(null, null)]
    [TestCase("truncated", "127.0.0.0/24")]
    [TestCase("full", "127.0.0.1")]
    public async Task It_is_as_long_as_the_setting_says(string? detail, string? address)
    {
        var (audit, _) = await VisitAsync("", Detail(detail));
        Assert.That(audit, Has.Count.EqualTo(3).And.All.Matches<JsonElement>(line => IsFrom(line, address)));
    }

    [TestCase("truncated", Client, "203.0.113.0/24")]
    [TestCase("full", Client, Client)]
    [TestCase("full", Client + ":4711", Client)]
    [TestCase("full", "::ffff:" + Client, Client)]
    [TestCase("truncated", "2001:db8:1234:5678::1", "2001:db8:1234::/48")]
    [TestCase("full", "[2001:db8:1234:5678::1]:4711", "2001:db8:1234:5678::1")]
    [TestCase("full", "6.6.6.6, " + Client, Client)]
    [TestCase("full", "rubbish", "127.0.0.1")]
    [TestCase("full", "canary\"}", "127.0.0.1")]
    public async Task A_named_proxy_tells_it(string detail, string forwarded, string address)
    {
        var (audit, log) = await VisitAsync($"X-Forwarded-For: {forwarded}\r\n", Detail(detail), ("Gateway:Proxies:0", "127.0.0.1"));
        Assert.That(audit, Has.Count.EqualTo(3).And.All.Matches<JsonElement>(line => IsFrom(line, address)));
        Assert.That(log, Does.Not.Contain(Client).And.Not.Contain("203.0.113.").And.Not.Contain("2001:db8").And.Not.Contain("canary"));
    }

    [TestCase("X-Forwarded-For: 203.0.113.77\r\n")]
    [TestCase("Forwarded: for=203.0.113.77\r\nX-Real-IP: 203.0.113.77\r\nX-Original-For: 203.0.113.77\r\nTrue-Client-IP: 203.0.113.77\r\nCF-Connecting-IP: 203.0.113.77\r\n")]
    public async Task Anybody_elses_word_is_not_taken(string headers)
    {
        foreach (var proxies in new (string, string)[][] { [], [("Gateway:Proxies:0", "10.0.0.0/8")] })
        {
            var (audit, log) = await VisitAsync(headers, [Detail("full"), .. proxies]);
            Assert.That(audit, Has.Count.EqualTo(3).And.All.Matches<JsonElement>(line => IsFrom(line, "127.0.0.1")));
            Assert.That(log, Does.Not.Contain(Client));
        }
    }

    [Test]
    public async Task The_ordinary_log_never_has_it()
    {
        var (_, log) = await VisitAsync("", Detail("full"), ("Serilog:MinimumLevel", "Verbose"), ("Serilog:MinimumLevel:Override:Microsoft", "Verbose"));
        var lines = log.Split('\n').Where(line => line.Contains("Gateway.Requests", StringComparison.Ordinal)).ToList();
        Assert.That(lines, Has.Count.EqualTo(3).And.None.Contains("ClientAddress").And.None.Contains("127.0.0.1"));
    }

    private static (string Key, string Value) Detail(string? detail) => ("Gateway:Audit:ClientAddress", detail ?? "");

    private static bool IsFrom(JsonElement line, string? address) =>
        line.TryGetProperty("ClientAddress", out var found) ? found.GetString() == address : address is null;

    /// <summary>The audit's lines and the log of a page, of a refusal, and of a path that is none.</summary>
    private static async Task<(IReadOnlyList<JsonElement> Audit, string Log)> VisitAsync(string headers, params (string Key, string Value)[] settings)
    {
        var file = Path.GetTempFileName();
        try
        {
            var log = await Captured.ErrorOutputOfAsync(async () =>
            {
                await using var application = new GatewayApplication(
                [
                    ("Serilog:MinimumLevel", "Information"), ("Serilog:MinimumLevel:Override:Microsoft", "Warning"),
                    ("Audit:WriteTo:0:Name", "File"), ("Audit:WriteTo:0:Args:path", file), ("Audit:WriteTo:0:Args:formatter", "Serilog.Formatting.Json.JsonFormatter, Serilog"), .. settings,
                ]);
                var tenant = await application.NewTenantAsync();
                (await tenant.RawAsync("", headers)).MustBePage(0);
                await application.RawAsync($"GET {tenant.Path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n{headers}\r\n");
                await application.RawAsync($"GET /nowhere HTTP/1.1\r\nHost: a\r\nConnection: close\r\n{headers}\r\n");
            });
            return ([.. File.ReadAllLines(file).Select(line => JsonElement.Parse(line).GetProperty("Properties"))], log);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
