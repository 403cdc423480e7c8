using System.Text.Json.Nodes;

namespace Gateway.IntegrationTests.Process;

/// <summary>The client's address in the audit's lines, and nowhere else.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class ClientAddressTests
{
    private const string Client = "203.0.113.77";

    [TestCase(null, null)]
    [TestCase("off", null)]
    [TestCase("truncated", "127.0.0.0/24")]
    [TestCase("full", "127.0.0.1")]
    public async Task It_is_as_long_as_the_setting_says(string? detail, string? address)
    {
        var (addresses, log) = await VisitAsync(detail, proxy: null, "");
        Assert.That(addresses, Is.EqualTo(new[] { address }));
        Assert.That(log, Does.Not.Contain("ClientAddress"));
    }

    [TestCase("full", Client, "203.0.113.78", "203.0.113.79", "2001:db8:1234:5678::1", "2001:db8:1234:5678::1", Client, "127.0.0.1", "127.0.0.1", "127.0.0.1")]
    [TestCase("truncated", "203.0.113.0/24", "203.0.113.0/24", "203.0.113.0/24", "2001:db8:1234::/48", "2001:db8:1234::/48", "203.0.113.0/24", "127.0.0.0/24", "127.0.0.0/24", "127.0.0.0/24")]
    public async Task A_named_proxy_tells_it(string detail, params string[] expected)
    {
        string[] sent = [Client, "203.0.113.78:4711", "::ffff:203.0.113.79", "2001:db8:1234:5678::1", "[2001:db8:1234:5678::1]:4711", "6.6.6.6, " + Client, "canary", "canary\"}", ""];
        var (addresses, log) = await VisitAsync(detail, "127.0.0.1", [.. sent.Select(value => $"X-Forwarded-For: {value}\r\n")]);
        Assert.That(addresses, Is.EqualTo(expected));
        Assert.That(log, Does.Not.Contain("203.0.113.").And.Not.Contain("2001:db8").And.Not.Contain("canary").And.Not.Contain("ClientAddress"));
    }

    [TestCase(null)]
    [TestCase("10.0.0.0/8")]
    public async Task Anybody_elses_word_is_not_taken(string? proxy)
    {
        string[] sent = ["X-Forwarded-For", "X-Real-IP", "X-Original-For", "True-Client-IP", "CF-Connecting-IP"];
        var (addresses, log) = await VisitAsync("full", proxy, [.. sent.Select(name => $"{name}: {Client}\r\n"), $"Forwarded: for={Client}\r\n"]);
        Assert.That(addresses, Has.Count.EqualTo(sent.Length + 1).And.All.EqualTo("127.0.0.1"));
        Assert.That(log, Does.Not.Contain(Client));
    }

    /// <summary>The addresses in the audit's lines of requests with these headers, one after the other, and the lines of the ordinary log.</summary>
    private static async Task<(IReadOnlyList<string?> Addresses, string Log)> VisitAsync(string? detail, string? proxy, params string[] headers)
    {
        await using var place = new Workplace().WithUsualLogging().With("Gateway__Shutdown__Delay", "0");
        var file = Path.Combine(place.TemporaryFiles, "audit.json");
        place.With("Audit__WriteTo__0__Name", "File").With("Audit__WriteTo__0__Args__path", file).With("Audit__WriteTo__0__Args__formatter", "Serilog.Formatting.Json.JsonFormatter, Serilog");
        _ = detail is null ? place : place.With("Gateway__Audit__ClientAddress", detail);
        _ = proxy is null ? place : place.With("Gateway__Proxies__0", proxy);
        await using var service = await place.ServeAsync();
        foreach (var lines in headers)
        {
            Assert.That((await RawHttp.SendAsync(service.Url, $"GET /livez HTTP/1.1\r\nHost: a\r\nConnection: close\r\n{lines}\r\n")).Status, Is.EqualTo(200));
        }

        var end = (await service.StopAsync(Signal.Terminate)).Done();
        var entries = (await File.ReadAllLinesAsync(file)).Select(line => JsonNode.Parse(line)!["Properties"]!.AsObject()).ToList();
        Assert.That(entries.Select(entry => entry.ContainsKey("ClientAddress")).Distinct(), Is.EqualTo(new[] { detail is not (null or "off") }));
        var log = end.ErrorLines.Where(line => line.Contains("Gateway.Requests", StringComparison.Ordinal)).ToList();
        Assert.That(log, Has.Count.EqualTo(headers.Length));
        return ([.. entries.Select(entry => entry["ClientAddress"]?.ToString())], string.Join('\n', log));
    }
}
