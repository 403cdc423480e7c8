using Gateway.Infrastructure.Configuration;
using Serilog;
using Serilog.Core;
using Serilog.Debugging;
using Serilog.Settings.Configuration;

namespace Gateway.Api.Logging;

/// <summary>
/// The section <c>Audit</c>, shaped as Serilog's own: sinks that get every request's line and nothing else, whatever the levels of
/// the log are.
/// </summary>
internal static class AuditSetup
{
    private const string Section = "Audit";

    /// <param name="address">How much of a client's address the lines have.</param>
    /// <exception cref="ConfigurationException">The section is wrong, or missing where addresses are asked for.</exception>
    public static void AddAudit(this WebApplicationBuilder builder, AuditedAddress address)
    {
        var isThere = builder.Configuration.GetSection(Section).Exists();
        if (!isThere && address != AuditedAddress.Off)
        {
            throw new ConfigurationException(["Gateway__Audit__ClientAddress must be set beside a sink of the audit, such as Audit__WriteTo__0__Name: no other line has addresses."]);
        }

        if (isThere)
        {
            builder.Logging.AddProvider(new AuditLoggers(Read(builder.Configuration), address));
            builder.Logging.AddFilter<AuditLoggers>(category: null, LogLevel.None);
            builder.Logging.AddFilter<AuditLoggers>(RequestLog.Category, LogLevel.Information);
        }
    }

    private static Logger Read(ConfigurationManager configuration)
    {
        using var complaints = new StringWriter();
        SelfLog.Enable(TextWriter.Synchronized(complaints)); // an unknown sink is no exception: it would just not be there
        try
        {
            var audit = new LoggerConfiguration()
                .ReadFrom.Configuration(configuration, new ConfigurationReaderOptions { SectionName = Section })
                .CreateLogger();
            return complaints.GetStringBuilder().Length == 0 && configuration.GetSection(Section + ":WriteTo").GetChildren().Any() ? audit : throw Wrong();
        }
        catch (Exception fault) when (fault is not ConfigurationException) // each sink has its own
        {
            throw Wrong();
        }
        finally
        {
            SelfLog.Disable();
        }
    }

    private static ConfigurationException Wrong() =>
        new(["Audit must be shaped as a section of Serilog with sinks that can be written to, such as Audit__WriteTo__0__Name=File and Audit__WriteTo__0__Args__path=…."]);
}

/// <summary>Of a type of its own, so that filters can tell it from the log.</summary>
internal sealed class AuditLoggers(Logger audit, AuditedAddress address) : SerilogLoggers(audit, line => line.AuditEvent(address));
