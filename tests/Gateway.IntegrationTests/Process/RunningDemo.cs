using System.Text.RegularExpressions;

namespace Gateway.IntegrationTests.Process;

/// <summary>The demo as somebody meets it: what it announced, and what they can call with that.</summary>
internal sealed partial record RunningDemo(RunningService Service, string Command, string Url, string Key)
{
    public const string Connected = "sess_demoShop";
    public const string Disconnected = "sess_demoCommunity";

    public static async Task<RunningDemo> StartAsync(Workplace place)
    {
        var service = await place.ServeAsync("--demo");
        var command = await service.Process.OutputLineAsync(IsCommand);
        var parts = Parts().Match(command);
        Assert.That(parts.Success, command);
        return new RunningDemo(service, command, parts.Groups["url"].Value, parts.Groups["key"].Value);
    }

    public static bool IsCommand(string line) => line.StartsWith("curl ", StringComparison.Ordinal);

    /// <summary>Both sessions, one after the other.</summary>
    public async Task<List<string>> EverybodyAsync() =>
        [.. await Service.EverybodyAsync(Connected, Key), .. await Service.EverybodyAsync(Disconnected, Key)];

    [GeneratedRegex("^curl -s -H 'Authorization: Bearer (?<key>wa_[0-9A-Za-z]{38})' '(?<url>http://127[.]0[.]0[.]1:[0-9]+/[^']*)'$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parts();
}
