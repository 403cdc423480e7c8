using System.CommandLine;
using Gateway.Application;
using Gateway.Application.Sessions;
using Gateway.Application.Storage;
using Gateway.Domain.Sessions;
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

/// <summary>What a command needs of the embedded database.</summary>
internal enum DatabaseUse
{
    /// <summary>That it is there: a mistyped folder must not look like an empty database.</summary>
    IsThere,

    /// <summary>That it is made where it is not there.</summary>
    IsMade,

    /// <summary>Nothing: the command works without it.</summary>
    None,
}

/// <summary>What every verb does around its own work: configuration, services, failures as one sentence and an exit code.</summary>
internal static class Verb
{
    private static readonly TimeSpan s_erasurePatience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Runs against the configured database, brought up to date first where the configuration says so.</summary>
    /// <param name="use">What the command needs of the embedded database: that it is there, where nothing else is said.</param>
    public static void Runs(
        this Command command, Func<IServiceProvider, ParseResult, CancellationToken, Task<int>> work, Func<ParseResult, DatabaseUse>? use = null) =>
        command.SetAction((parsed, cancellationToken) => GuardAsync(parsed, async () =>
        {
            var (settings, needed) = (Settings(parsed), use?.Invoke(parsed) ?? DatabaseUse.IsThere);
            await using var services = ServicesOf(settings);
            if (needed != DatabaseUse.None)
            {
                var isNew = settings.Database.Provider == DatabaseProvider.Sqlite && PrepareFiles(settings, needed == DatabaseUse.IsMade);
                await MigrateAsync(services, parsed, settings, isNew, cancellationToken);
            }

            return await work(services, parsed, cancellationToken);
        }));

    /// <exception cref="ConfigurationException">The configuration is wrong.</exception>
    public static GatewaySettings Settings(ParseResult parsed) => SettingsReader.Read(Invocation.From(parsed).Settings);

    public static ServiceProvider ServicesOf(GatewaySettings settings) =>
        new ServiceCollection().AddApplication().AddInfrastructure(settings with { Database = settings.Database with { IsForCommands = true } }).BuildServiceProvider();

    /// <summary>Removes what was deleted from the database's files too; says so where that cannot be done now.</summary>
    /// <returns>Whether nothing failed; where readers alone hold it up, nothing did.</returns>
    public static async Task<bool> FinishErasuresAsync(this IServiceProvider services, ParseResult parsed, CancellationToken cancellationToken)
    {
        var (database, clock) = (services.GetRequiredService<IDatabase>(), services.GetRequiredService<TimeProvider>());
        try
        {
            for (var start = clock.GetTimestamp(); !await database.FinishErasuresAsync(cancellationToken);)
            {
                if (clock.GetElapsedTime(start) > s_erasurePatience)
                {
                    await parsed.InvocationConfiguration.Error.WriteLineAsync("The database file still holds what was removed, since another process reads it. The running service, or the next removal, finishes this.");
                    return true;
                }

                await Task.Delay(s_pause, clock, cancellationToken);
            }

            return true;
        }
        catch (UnavailableException fault)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync($"{fault.Message} It is removed, but the database file still holds its bytes. The running service, gateway migrate, or the next removal finishes this.");
            return false;
        }
    }

    /// <summary>Says so where another session of the organization has the same own number: the same people would be stored in both.</summary>
    public static async Task WarnOfSharedNumberAsync(this IServiceProvider services, ParseResult parsed, SessionId session, CancellationToken cancellationToken)
    {
        var others = await services.GetRequiredService<ISessionRepository>().SharingOwnAsync(session, cancellationToken);
        if (others.Count > 0)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync(
                $"Warning: the number or LID of this session is attached already, as {string.Join(", ", others)} of the same organization. Feed one of them, and remove the others with gateway sessions remove.");
        }
    }

    private static async Task MigrateAsync(IServiceProvider services, ParseResult parsed, GatewaySettings settings, bool isNew, CancellationToken cancellationToken)
    {
        if (settings.Database.MigrateOnStart && parsed.CommandResult.Command.Name != MigrateVerb.Name)
        {
            await services.GetRequiredService<IDatabase>().MigrateAsync(cancellationToken);
            await (isNew ? parsed.InvocationConfiguration.Error.WriteLineAsync($"Made a database: {settings.Database.FilePath}.") : Task.CompletedTask);
        }
    }

    /// <returns>Whether the database is still to be made.</returns>
    /// <exception cref="ConfigurationException">There is no database, and this command is not to make one; or the data directory cannot be used.</exception>
    private static bool PrepareFiles(GatewaySettings settings, bool makesDatabase)
    {
        var isNew = !File.Exists(settings.Database.FilePath);
        if (isNew && !makesDatabase)
        {
            throw new ConfigurationException([$"There is no database at {settings.Database.FilePath} that this user can see. Check {settings.Database.FileKey}; or run gateway migrate, or start the service, to make it."]);
        }

        try
        {
            PrivateFiles.CreateDataDirectory(settings.DataDirectory);
            return isNew;
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
        catch (CompressedContentException compressed)
        {
            return parsed.Fail(ExitCode.Failed, $"{compressed.Message[..1].ToUpperInvariant()}{compressed.Message[1..]}.");
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
