using System.CommandLine;

namespace Gateway.Cli;

/// <summary>The tool's command line: every command, and the options that all of them have.</summary>
internal static class CommandLine
{
    public static RootCommand Create() => new("The gateway's operator tool. It uses the service's configuration: environment variables such as Gateway__DataDirectory.")
    {
        MigrateVerb.Create(),
        SessionsVerb.Create(),
        KeysVerb.Create(),
        ImportVerb.Create(),
        ForgetVerb.Create(),
        Output.JsonOption,
        Output.VerboseOption,
    };

    /// <summary>Runs the command that the arguments name, and returns the process's exit code.</summary>
    public static async Task<int> RunAsync(string[] arguments, Invocation invocation)
    {
        var parsed = Create().Parse(arguments);
        return parsed.Errors.Count > 0
            ? parsed.Fail(invocation, ExitCode.WrongUsage, [.. parsed.Errors.Select(error => error.Message)])
            : await parsed.InvokeAsync(invocation);
    }
}
