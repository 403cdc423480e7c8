namespace Gateway.IntegrationTests.Process;

/// <summary>The tools that judge what is given to others, as <c>GATEWAY_TEST_TOOLS</c> names them (tests/tools.sh).</summary>
internal static class Tools
{
    private static readonly TimeSpan s_buildLimit = TimeSpan.FromMinutes(5);

    public static string Node => Find().Node;

    /// <summary>The folder that holds <c>node_modules</c>.</summary>
    public static string Packages => Find().Packages;

    public static string Chromium => Find().Chromium;

    public static string Curl => Find().Curl;

    /// <summary>The program of a package, for <see cref="Node"/> to run: <c>typescript/bin/tsc</c>.</summary>
    public static string PathOf(string program) => Path.Combine(Packages, "node_modules", program);

    /// <summary>Runs a program to its end, in a folder.</summary>
    public static async Task<Finished> RunAsync(string folder, string program, params IEnumerable<string> arguments)
    {
        await using var process = RunningProcess.Start("env", ["--chdir", folder, program, .. arguments], _ => { });
        process.Input.Close();
        return await process.ExitAsync(s_buildLimit);
    }

    private static (string Node, string Packages, string Chromium, string Curl) Find() =>
        Environment.GetEnvironmentVariable("GATEWAY_TEST_TOOLS")?.Split(':') is [var node, var packages, var chromium, var curl]
            ? (node, packages, chromium, curl)
            : throw new InvalidOperationException("The tools are not at hand: run ./test.sh, or set GATEWAY_TEST_TOOLS to what tests/tools.sh prints.");
}
