using System.Text.Json.Nodes;

namespace Gateway.IntegrationTests.Process;

[OverEveryDatabase]
[Parallelizable(ParallelScope.All)]
public sealed class LoggingTests(TestedDatabase database)
{
    [Test]
    public async Task Logs_one_JSON_object_a_line_on_standard_error()
    {
        await using var place = (await Workplace.CreateAsync(database)).With("Gateway__Shutdown__Delay", "0");

        var end = await ServeOneRequestAsync(place);

        var entries = end.ErrorLines.Select(line => JsonNode.Parse(line)!.AsObject()).ToList();
        Assert.That(entries, Has.Exactly(1).Matches<JsonObject>(entry => entry["RenderedMessage"]!.ToString().Contains("readyz", StringComparison.Ordinal)));
        Assert.That(end.Output, Is.Empty);
    }

    [Test]
    public async Task Logs_lines_for_people_in_Development()
    {
        await using var place = (await Workplace.CreateAsync(database)).With("ASPNETCORE_ENVIRONMENT", "Development").With("Gateway__Shutdown__Delay", "0");

        var end = await ServeOneRequestAsync(place);

        Assert.That(end.ErrorLines, Has.All.Match("^[0-9]{2}:[0-9]{2}:[0-9]{2} INF [A-Za-z.]+: "));
        Assert.That(end.ErrorLines, Has.Exactly(1).Contains("GET /readyz 200"));
        Assert.That(end.Output, Is.Empty);
    }

    private static async Task<Finished> ServeOneRequestAsync(Workplace place)
    {
        var service = await place.ServeAsync();
        await service.StatusOfAsync("/readyz");
        return (await service.StopAsync(Signal.Terminate)).Done();
    }
}
