using System.CommandLine;
using Gateway.Application.Ingest;
using Gateway.Application.Search;
using Gateway.Application.Sessions;
using Gateway.Application.Storage;
using Gateway.Domain.Ingest;
using Gateway.Domain.Sessions;
using Gateway.Infrastructure.Configuration;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Cli;

internal static class ImportVerb
{
    private const string StandardInput = "-";

    /// <summary>What may be remembered of the session: some 220 bytes a person.</summary>
    private const long MostMemoryBytes = 256L << 20;

    public static Command Create() => new("import", "Takes in what a session has seen.") { Ndjson() };

    private static Command Ndjson()
    {
        var source = new Argument<string>("source") { Description = "A file of observations, one JSON object a line; - is standard input." };
        var session = Options.Session();
        var dryRun = new Option<bool>("--dry-run") { Description = "Leave the session alone; report as for an empty one." };
        var command = new Command("ndjson", "From observations in the neutral form (docs/observations.md).") { source, session, dryRun };
        command.Runs(async (services, parsed, cancellationToken) =>
        {
            await using var stream = Open(parsed.GetRequiredValue(source));
            var id = parsed.GetRequiredValue(session);
            var report = parsed.GetValue(dryRun)
                ? await TryAsync(id, stream, cancellationToken)
                : await ImportAsync(services, id, stream, cancellationToken);
            parsed.Write(report, Lines(report));
            return report.Lines.Rejected == 0 ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }

    private static Stream Open(string source) =>
        source == StandardInput
            ? Console.OpenStandardInput()
            : new FileStream(source, new FileStreamOptions { Options = FileOptions.SequentialScan, Share = FileShare.ReadWrite });

    private static async Task<ImportReport> ImportAsync(IServiceProvider services, SessionId session, Stream stream, CancellationToken cancellationToken)
    {
        var progress = new ConsoleProgress(services.GetRequiredService<TimeProvider>());
        var report = await services.GetRequiredService<IMediator>().Send(new ImportObservationsCommand(new SessionScope(session), new NdjsonSource(stream, services.GetRequiredService<TimeProvider>()), progress, Math.Min(MostMemoryBytes, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4)), cancellationToken);
        var index = services.GetRequiredService<SearchIndex>();
        while (await index.KeepUpAsync(session, cancellationToken))
        {
            // so that who has just come in is found as fast as everybody else, also where no service runs
        }

        return report;
    }

    /// <summary>A throwaway database stands in for the session.</summary>
    private static async Task<ImportReport> TryAsync(SessionId session, Stream stream, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("gateway-dry-run-");
        try
        {
            var settings = Verb.Settings() with { DataDirectory = folder.FullName, Database = DatabaseSettings.File(Path.Combine(folder.FullName, "dry-run.db")) };
            await using var services = Verb.ServicesOf(settings);
            await services.GetRequiredService<IDatabase>().MigrateAsync(cancellationToken);
            await services.GetRequiredService<ISessionRepository>().AddAsync(session, "dry-run", [], cancellationToken);
            return await ImportAsync(services, session, stream, cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static IEnumerable<string> Lines(ImportReport report)
    {
        yield return $"Lines   {report.Lines.Total}: {report.Lines.Applied} applied, {report.Lines.Ignored} ignored, {report.Lines.Rejected} rejected";
        yield return $"People  {report.People.New} new, {report.People.Merged} merged, {report.People.Changed} changed, {report.People.Unseen} unseen, {report.People.Unchanged} unchanged";
        foreach (var rejection in report.Rejections)
        {
            yield return $"Rejected line {rejection.Line}: {rejection.Reason}";
        }
    }

    /// <summary>On standard error, once a second at most.</summary>
    private sealed class ConsoleProgress(TimeProvider clock) : IProgress<LineCounts>
    {
        private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);
        private long _last = clock.GetTimestamp();

        public void Report(LineCounts value)
        {
            if (clock.GetElapsedTime(_last) >= s_pause)
            {
                _last = clock.GetTimestamp();
                Console.Error.WriteLine($"{value.Total} lines");
            }
        }
    }
}
