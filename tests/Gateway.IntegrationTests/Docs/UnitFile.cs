namespace Gateway.IntegrationTests.Docs;

/// <summary>A unit of systemd that a page shows: what it starts works until it is told to end, and ends as one that has done its work.</summary>
internal static class UnitFile
{
    private const string Start = "ExecStart=";
    private const string Program = "/opt/gateway/Gateway.Cli ";

    /// <summary>Starts it, waits for its first report, and sends what systemd sends.</summary>
    public static string CommandsOf(Block block)
    {
        var line = block.Text.Split('\n').Single(line => line.StartsWith(Start + Program, StringComparison.Ordinal));
        return $$"""
            gateway {{line[(Start + Program).Length..].Replace("sess_…", "\"$SESSION\"", StringComparison.Ordinal)}} > .samples/unit.out &
            unit=$!
            until grep -q '^Listed' .samples/unit.out; do kill -0 $unit; sleep 0.05; done
            kill -TERM $unit
            wait $unit
            """;
    }
}
