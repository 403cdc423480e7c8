using System.CommandLine;
using Gateway.Application.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Cli;

internal static class MigrateVerb
{
    public const string Name = "migrate";

    public static Command Create()
    {
        var command = new Command(Name, "Brings the schema, and the folded search text, up to date.");
        command.Runs(async (services, parsed, cancellationToken) =>
        {
            var done = await services.GetRequiredService<IDatabase>().MigrateAsync(cancellationToken);
            parsed.Write(new { done }, done.Count > 0 ? done : ["Everything is up to date."]);
            return await services.FinishErasuresAsync(parsed, cancellationToken) ? ExitCode.Done : ExitCode.Failed;
        }, _ => DatabaseUse.IsMade);
        return command;
    }
}
