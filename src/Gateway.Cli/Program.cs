using System.CommandLine;
using Gateway.Cli;

var root = new RootCommand("The gateway's operator tool. It uses the service's configuration: environment variables such as Gateway__DataDirectory.")
{
    MigrateVerb.Create(),
    SessionsVerb.Create(),
    KeysVerb.Create(),
    ImportVerb.Create(),
    ForgetVerb.Create(),
};
root.Options.Add(Output.JsonOption);

var parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    foreach (var error in parsed.Errors)
    {
        await Console.Error.WriteLineAsync(error.Message);
    }

    return ExitCode.WrongUsage;
}

return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
