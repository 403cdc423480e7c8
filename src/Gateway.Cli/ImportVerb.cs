using System.CommandLine;
using Gateway.Application.Ingest;
using Gateway.Infrastructure.Import;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Cli;

internal static class ImportVerb
{
    private const string StandardInput = "-";

    public static Command Create()
    {
        var command = new Command("import", "Takes in what a session has seen.") { Ndjson() };
        StoreFormat.All.Select(StoreImport.Create).ToList().ForEach(command.Add);
        return command;
    }

    public static Option<bool> DryRun() => new("--dry-run") { Description = "Leave the session alone; report as for an empty one." };

    private static Command Ndjson()
    {
        var source = new Argument<string>("source") { Description = "A file of observations, one JSON object a line, also compressed with gzip; - is standard input." };
        var session = Options.Session();
        var dryRun = DryRun();
        var command = new Command("ndjson", "From observations in the neutral form (docs/observations.md).") { source, session, dryRun };
        command.Runs(async (services, parsed, cancellationToken) =>
        {
            await using var stream = await OpenAsync(parsed.GetRequiredValue(source), Invocation.From(parsed), services.GetRequiredService<TimeProvider>(), cancellationToken);
            var lines = new NdjsonSource(stream, services.GetRequiredService<TimeProvider>());
            var id = parsed.GetRequiredValue(session);
            var report = parsed.GetValue(dryRun)
                ? await ImportRun.OnTrialAsync(parsed, id, trial => ImportRun.ImportAsync(parsed, trial, id, lines, cancellationToken), cancellationToken)
                : await ImportRun.ImportAsync(parsed, services, id, lines, cancellationToken);
            parsed.Write(report, ImportRun.Lines(report));
            return report.Lines.Rejected == 0 ? ExitCode.Done : ExitCode.Failed;
        }, parsed => parsed.GetValue(dryRun) ? DatabaseUse.None : DatabaseUse.IsThere);
        return command;
    }

    private static Task<Stream> OpenAsync(string source, Invocation invocation, TimeProvider clock, CancellationToken cancellationToken) =>
        source == StandardInput
            ? ObservationFile.ReadAsync(invocation.OpenInput(), cancellationToken)
            : new ObservationFile(invocation.Error, clock).OpenAsync(source, cancellationToken);
}
