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
    /// <summary>Runs against the configured database, brought up to date first where the configuration says so.</summary>
    public static void Runs(this Command command, Func<IServiceProvider, ParseResult, CancellationToken, Task<int>> work) =>
        command.SetAction((parsed, cancellationToken) => GuardAsync(parsed.InvocationConfiguration.Error, async () =>
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

    private static void MakeDataDirectory(string path)
    {
        try
        {
            PrivateFiles.CreateFolder(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw ConfigurationException.UnusableDataDirectory();
        }
    }

    private static async Task<int> GuardAsync(TextWriter error, Func<Task<int>> work)
    {
        // System.CommandLine handles SIGINT and SIGTERM only after this method returns its task, and SQLite runs synchronously.
        await Task.Yield();
        try
        {
            return await work();
        }
        catch (ConfigurationException wrong)
        {
            wrong.Faults.ToList().ForEach(error.WriteLine);
            return ExitCode.WrongUsage;
        }
        catch (NotFoundException)
        {
            await error.WriteLineAsync("There is no such session.");
            return ExitCode.Failed;
        }
        catch (UnavailableException fault)
        {
            await error.WriteLineAsync(fault.Message);
            return ExitCode.Failed;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"A file cannot be used: {fault.Message}");
            return ExitCode.Failed;
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync("Stopped.");
            return ExitCode.Failed;
        }
    }
}
