using System.CommandLine;
using Microsoft.Extensions.Configuration;

namespace Gateway.Cli;

/// <summary>The configuration and the standard streams of one run of the tool.</summary>
internal sealed class Invocation : InvocationConfiguration
{
    private const string SettingsFile = "appsettings.json";
    private static readonly TimeSpan s_terminationTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Handles no signals: only a process of its own does.</summary>
    public Invocation() => (EnableDefaultExceptionHandler, ProcessTerminationTimeout) = (false, null);

    /// <summary>The service's configuration.</summary>
    public required IConfiguration Settings { get; init; }

    /// <summary>Opens standard input.</summary>
    public Func<Stream> OpenInput { get; init; } = Console.OpenStandardInput;

    /// <summary>Returns the configuration and streams of this process. SIGINT and SIGTERM cancel the command, which then has 30 seconds to end.</summary>
    public static Invocation OfProcess() => new()
    {
        Settings = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, SettingsFile), optional: true)
            .AddEnvironmentVariables()
            .Build(),
        ProcessTerminationTimeout = s_terminationTimeout,
    };

    /// <summary>The one that a command was invoked with.</summary>
    public static Invocation From(ParseResult parsed) => (Invocation)parsed.InvocationConfiguration;
}
