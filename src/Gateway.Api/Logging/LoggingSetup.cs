using Gateway.Infrastructure.Configuration;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace Gateway.Api.Logging;

internal static class LoggingSetup
{
    /// <summary>Below Warning it writes the client's path, query and malformed request lines: no configuration may turn that on.</summary>
    private const string Framework = "Microsoft.AspNetCore.";

    /// <summary>
    /// Would begin an activity and a scope for each request, which carry the path as the client wrote it: our own line tells of the
    /// request. An activity is there for whoever listens to <c>Microsoft.AspNetCore</c>, as before.
    /// </summary>
    private const string FrameworkRequests = "Microsoft.AspNetCore.Hosting.Diagnostics";

    /// <summary>What fails at start is told by the program itself: a sentence, or the runtime's own trace.</summary>
    private const string FrameworkStart = "Microsoft.Extensions.Hosting.Internal.Host";
    private const string FailedStart = "Hosting failed to start";
    private const string Readable = "{Timestamp:HH:mm:ss} {Level:u3} {SourceContext}: {Message:lj}{NewLine}{Exception}";

    /// <summary>Serilog to standard error: JSON, or readable in Development and the demo. Levels by the section <c>Serilog</c>.</summary>
    /// <exception cref="ConfigurationException">That section or <c>Audit</c> is wrong.</exception>
    public static void AddLogging(this WebApplicationBuilder builder, AuditedAddress audited, bool isDemo)
    {
        var logging = Levels(builder.Configuration)
            .Filter.ByExcluding(entry => entry.Level < LogEventLevel.Warning && IsFrom(entry, Framework))
            .Filter.ByExcluding(entry => IsFrom(entry, FrameworkStart) && entry.MessageTemplate.Text == FailedStart);
        logging = isDemo || builder.Environment.IsDevelopment()
            ? logging.WriteTo.Console(standardErrorFromLevel: LevelAlias.Minimum, outputTemplate: Readable, formatProvider: System.Globalization.CultureInfo.InvariantCulture)
            : logging.WriteTo.Sink(new StandardError());
        builder.Logging.ClearProviders();
        builder.Logging.AddFilter<SerilogLoggers>(FrameworkRequests, LogLevel.None);
        builder.Services.Configure<LoggerFilterOptions>(options => options.CaptureScopes = false);
        builder.Logging.AddProvider(new SerilogLoggers(logging.CreateLogger(), line => line.Event()));
        builder.Logging.AddFilter<SerilogLoggers>(category: null, LogLevel.Trace); // its own levels decide
        builder.AddAudit(audited);
    }

    private static LoggerConfiguration Levels(ConfigurationManager configuration)
    {
        try
        {
            return new LoggerConfiguration()
                .MinimumLevel.Information()
                .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
                .MinimumLevel.Override("Microsoft.Hosting.Lifetime", LogEventLevel.Information)
                .ReadFrom.Configuration(configuration);
        }
        catch (InvalidOperationException)
        {
            throw new ConfigurationException(["Serilog__MinimumLevel must name levels of Serilog: Verbose, Debug, Information, Warning, Error or Fatal."]);
        }
    }

    private static bool IsFrom(LogEvent entry, string categories) =>
        entry.Properties.TryGetValue(Constants.SourceContextPropertyName, out var context) && context is ScalarValue { Value: string text } && text.StartsWith(categories, StringComparison.Ordinal);
}
