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
    };

    /// <summary>Runs the command that the arguments name, and returns the process's exit code.</summary>
    public static async Task<int> RunAsync(string[] arguments, Invocation invocation)
    {
        var parsed = Create().Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await invocation.Error.WriteLineAsync(error.Message);
            }

            return ExitCode.WrongUsage;
        }

        return await parsed.InvokeAsync(invocation);
    }
}
