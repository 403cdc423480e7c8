using System.Net;
using System.Text.Json.Nodes;

namespace Gateway.IntegrationTests.Process;

/// <summary>The request log's lines, sent to a sink of their own.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class AuditTests
{
    private const string Json = "Serilog.Formatting.Json.JsonFormatter, Serilog";

    [Test]
    public async Task A_file_of_its_own_gets_every_request_and_nothing_else_however_little_is_logged()
    {
        await using var place = new Workplace().With("Gateway__Shutdown__Delay", "0").With("Serilog__MinimumLevel", "Fatal").With("Serilog__MinimumLevel__Override__Microsoft.Hosting.Lifetime", "Information");
        var file = Path.Combine(place.TemporaryFiles, "audit.json");
        place.With("Audit__WriteTo__0__Name", "File").With("Audit__WriteTo__0__Args__path", file).With("Audit__WriteTo__0__Args__formatter", Json);
        var (session, service) = (await place.AddSessionAsync(), await place.ServeAsync());
        var key = await place.CreateKeyAsync();

        await service.PageAsync(session, key, "source=dm&q=canary");
        Assert.That(await service.StatusOfAsync($"/api/v1/sessions/{session}/contacts?q=canary", "wa_canary"), Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(await service.StatusOfAsync("/canary?q=canary"), Is.EqualTo(HttpStatusCode.NotFound));
        var end = (await service.StopAsync(Signal.Terminate)).Done();

        var text = await File.ReadAllTextAsync(file);
        var entries = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!["Properties"]!).ToList();
        Assert.That(entries.Select(entry => (int)entry["Status"]!), Is.EqualTo(new[] { 200, 401, 404 }));
        Assert.That(entries, Has.All.Matches<JsonNode>(entry => entry["SourceContext"]!.ToString() == "Gateway.Requests" && entry["RequestId"]!.ToString().Length == 32));
        Assert.That(
            new[] { "Organization", "Session", "Filters", "Rows", "Route" }.Select(name => entries[0][name]!.ToString()),
            Is.EqualTo(new[] { Workplace.Organization, session, "source,q", "0", "api/v1/sessions/{session}/contacts" }));
        Assert.That(entries[0]["Subject"]!.ToString(), Does.StartWith("key_"));
        Assert.That(entries[1]["Refusal"]!.ToString(), Is.EqualTo("a mistyped API key"));
        Assert.That(text, Does.Not.Contain("canary").And.Not.Contain("wa_"));
        Assert.That(end.Error, Does.Not.Contain("Gateway.Requests"));
    }

    /// <summary>Whoever can open the socket is on this machine, and counts as a named proxy once one is named.</summary>
    [TestCase(null, null)]
    [TestCase("10.0.0.1", "203.0.113.77")]
    public async Task A_unix_socket_has_no_address_but_that_of_a_proxys_client(string? proxy, string? address)
    {
        await using var place = new Workplace().With("Gateway__Shutdown__Delay", "0").With("Gateway__Audit__ClientAddress", "full");
        var (file, socket) = (Path.Combine(place.TemporaryFiles, "audit.json"), Path.Combine(place.TemporaryFiles, "gateway.sock"));
        place.With("Audit__WriteTo__0__Name", "File").With("Audit__WriteTo__0__Args__path", file).With("Audit__WriteTo__0__Args__formatter", Json).With("ASPNETCORE_URLS", $"http://unix:{socket}");
        var service = (proxy is null ? place : place.With("Gateway__Proxies__0", proxy)).StartApi();
        await service.ErrorLineAsync(line => line.Contains("Now listening on", StringComparison.Ordinal));

        using var http = UnixSocket.ClientOf(socket);
        http.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.77");
        using var answer = await http.GetAsync(new Uri("http://localhost/livez"));
        service.Send(Signal.Interrupt);
        (await service.ExitAsync()).Done();

        var entry = JsonNode.Parse((await File.ReadAllLinesAsync(file)).Single())!["Properties"]!.AsObject();
        Assert.That(entry.ContainsKey("ClientAddress"));
        Assert.That(entry["ClientAddress"]?.ToString(), Is.EqualTo(address));
    }

    [Test]
    public async Task A_wrong_section_ends_the_start_with_a_sentence()
    {
        await using var place = new Workplace().With("Audit__WriteTo__0__Name", "Nowhere");

        var end = await place.StartApi().ExitAsync();

        end.FailedWithOneSentence(exitCode: 2);
        Assert.That(end.Error, Does.StartWith("Audit"));
    }

    [Test]
    public async Task A_file_that_cannot_be_written_ends_the_start_with_a_sentence()
    {
        await using var place = new Workplace();
        place.With("Audit__WriteTo__0__Name", "File").With("Audit__WriteTo__0__Args__path", Path.Combine(place.Write("a-file", "x"), "audit.log"));

        var end = await place.StartApi().ExitAsync();

        end.FailedWithOneSentence(exitCode: 2);
        Assert.That(end.Error, Does.StartWith("Audit").And.Not.Contain("a-file"));
    }
}
