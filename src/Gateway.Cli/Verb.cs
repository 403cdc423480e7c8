using System.CommandLine;
using Gateway.Application;
using Gateway.Application.Storage;
using Gateway.Infrastructure;
using Gateway.Infrastructure.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Cli;

internal static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int WrongUsage = 2;
}

/// <summary>What every verb does around its own work: configuration, services, failures as one sentence and an exit code.</summary>
internal static class Verb
{
    private static readonly TimeSpan s_erasurePatience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Runs against the configured database, brought up to date first where the configuration says so.</summary>
    public static void Runs(this Command command, Func<IServiceProvider, ParseResult, CancellationToken, Task<int>> work) =>
        command.SetAction((parsed, cancellationToken) => GuardAsync(parsed, async () =>
        {
            var settings = Settings(parsed);
            if (settings.Database.Provider == DatabaseProvider.Sqlite)
            {
                MakeDataDirectory(settings.DataDirectory);
            }

            await using var services = ServicesOf(settings);
            if (settings.Database.MigrateOnStart && command.Name != MigrateVerb.Name)
            {
                await services.GetRequiredService<IDatabase>().MigrateAsync(cancellationToken);
            }

            return await work(services, parsed, cancellationToken);
        }));

    /// <exception cref="ConfigurationException">The configuration is wrong.</exception>
    public static GatewaySettings Settings(ParseResult parsed) => SettingsReader.Read(Invocation.From(parsed).Settings);

    public static ServiceProvider ServicesOf(GatewaySettings settings) =>
        new ServiceCollection().AddApplication().AddInfrastructure(settings).BuildServiceProvider();

    /// <summary>Removes what was deleted from the database's files too; says so where readers hold that up for long.</summary>
    public static async Task FinishErasuresAsync(this IServiceProvider services, ParseResult parsed, CancellationToken cancellationToken)
    {
        var (database, clock) = (services.GetRequiredService<IDatabase>(), services.GetRequiredService<TimeProvider>());
        for (var start = clock.GetTimestamp(); !await database.FinishErasuresAsync(cancellationToken);)
        {
            if (clock.GetElapsedTime(start) > s_erasurePatience)
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync("The database file still holds what was removed, since another process reads it. The running service, or the next removal, finishes this.");
                return;
            }

            await Task.Delay(s_pause, clock, cancellationToken);
        }
    }

    private static void MakeDataDirectory(string path)
    {
        try
        {
            PrivateFiles.CreateDataDirectory(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw ConfigurationException.UnusableDataDirectory();
        }
    }

    private static async Task<int> GuardAsync(ParseResult parsed, Func<Task<int>> work)
    {
        // System.CommandLine handles SIGINT and SIGTERM only after this method returns its task, and SQLite runs synchronously.
        await Task.Yield();
        try
        {
            return await work();
        }
        catch (ConfigurationException wrong)
        {
            return parsed.Fail(ExitCode.WrongUsage, wrong.Faults);
        }
        catch (NotFoundException)
        {
            return parsed.Fail(ExitCode.Failed, "There is no such session.");
        }
        catch (UnavailableException fault)
        {
            return parsed.Fail(ExitCode.Failed, fault.Message);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return parsed.Fail(ExitCode.Failed, $"A file cannot be used: {fault.Message}");
        }
        catch (OperationCanceledException)
        {
            return parsed.Fail(ExitCode.Failed, "Stopped.");
        }
        catch (Exception defect) when (!parsed.GetValue(Output.VerboseOption))
        {
            return parsed.Fail(ExitCode.Failed, $"An unexpected error stopped the command ({defect.GetType().Name}). Run it again with --verbose for details.");
        }
        catch (Exception defect)
        {
            return parsed.Fail(ExitCode.Failed, defect.ToString());
        }
    }
}
