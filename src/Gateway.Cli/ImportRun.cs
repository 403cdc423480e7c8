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

/// <summary>What every import does, whatever it reads.</summary>
internal static class ImportRun
{
    /// <summary>What may be remembered of the session: some 220 bytes a person.</summary>
    private const long MostMemoryBytes = 256L << 20;

    /// <summary>Takes all of a source in, and makes what it brought searchable.</summary>
    public static async Task<ImportReport> ImportAsync(ParseResult parsed, IServiceProvider services, SessionId session, IObservationSource source, CancellationToken cancellationToken)
    {
        var progress = new ErrorProgress(parsed.InvocationConfiguration.Error, services.GetRequiredService<TimeProvider>());
        var memory = Math.Min(MostMemoryBytes, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4);
        var sessions = services.GetRequiredService<ISessionRepository>();
        var ownBefore = await sessions.OwnAsync(session, cancellationToken);
        var report = await services.GetRequiredService<IMediator>().Send(new ImportObservationsCommand(new SessionScope(session), source, progress, memory), cancellationToken);
        var index = services.GetRequiredService<SearchIndex>();
        while (await index.KeepUpAsync(session, cancellationToken))
        {
            // so that who has just come in is found as fast as everybody else, also where no service runs
        }

        if ((await sessions.OwnAsync(session, cancellationToken)).Except(ownBefore).Any())
        {
            await services.WarnOfSharedNumberAsync(parsed, session, cancellationToken);
        }

        return report;
    }

    /// <summary>Lets a throwaway database stand in for the session.</summary>
    public static async Task<T> OnTrialAsync<T>(ParseResult parsed, SessionId session, Func<IServiceProvider, Task<T>> work, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("gateway-dry-run-");
        try
        {
            var settings = Verb.Settings(parsed) with { DataDirectory = folder.FullName, Database = DatabaseSettings.File(Path.Combine(folder.FullName, "dry-run.db")) };
            await using var services = Verb.ServicesOf(settings);
            await services.GetRequiredService<IDatabase>().MigrateAsync(cancellationToken);
            await services.GetRequiredService<ISessionRepository>().AddAsync(session, "dry-run", [], cancellationToken);
            return await work(services);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The report's own part, for people.</summary>
    public static IEnumerable<string> Lines(ImportReport report)
    {
        yield return $"Lines   {report.Lines.Total}: {report.Lines.Applied} applied, {report.Lines.Ignored} ignored, {report.Lines.Rejected} rejected";
        yield return $"People  {report.People.New} new, {report.People.Merged} merged, {report.People.Changed} changed, {report.People.Unseen} unseen, {report.People.Unchanged} unchanged";
        if (report.Lines.Ahead > 0)
        {
            yield return $"Ahead   {report.Lines.Ahead} lines lost against stored times that lie after this clock: gateway sessions repair-times sets those to now";
        }

        if (report.MembersRejected > 0)
        {
            yield return $"Members {report.MembersRejected} cannot be read and are left out; their groups' lists are not complete";
        }

        if (report.UnknownFields.Count > 0)
        {
            yield return $"Unknown fields: {string.Join(", ", report.UnknownFields.Select(field => $"{field.Key} {field.Value}"))}";
        }

        foreach (var rejection in report.Rejections)
        {
            yield return $"Rejected line {rejection.Line}: {rejection.Reason}{(rejection.Field.Length > 0 ? $" ({rejection.Field})" : "")}";
        }
    }

    /// <summary>On standard error, once a second at most.</summary>
    private sealed class ErrorProgress(TextWriter error, TimeProvider clock) : IProgress<LineCounts>
    {
        private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);
        private long _last = clock.GetTimestamp();

        public void Report(LineCounts value)
        {
            if (clock.GetElapsedTime(_last) >= s_pause)
            {
                _last = clock.GetTimestamp();
                error.WriteLine($"{value.Total} lines");
            }
        }
    }
}
