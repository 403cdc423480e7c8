using System.Globalization;
using System.Net;
using Gateway.Infrastructure.Configuration;
using Serilog.Core;
using Serilog.Events;
using Serilog.Extensions.Logging;
using Serilog.Parsing;

namespace Gateway.Api.Logging;

/// <summary>What is told of a request; null where there is nothing to tell.</summary>
internal readonly record struct RequestLine(
    DateTimeOffset At, string Method, string? Route, int Status, double Elapsed, string? Organization, string? Subject, string? Session, string? Filters, int? Rows, long? Lines, string? Refusal, string RequestId, IPAddress? Client)
{
    private const string Template =
        "{Method} {Route} {Status} in {Elapsed:0.0} ms, organization {Organization}, by {Subject}, session {Session}, filters {Filters}, rows {Rows}, lines {Lines}, refused {Refusal}, request {RequestId}";

    private static readonly MessageTemplate s_template = new MessageTemplateParser().Parse(Template);
    private static readonly MessageTemplate s_auditTemplate = new MessageTemplateParser().Parse(Template + ", from {ClientAddress}");
    private static readonly ScalarValue s_nothing = new(null);
    private static readonly LogEventProperty s_category = new(Constants.SourceContextPropertyName, new ScalarValue(RequestLog.Category));

    /// <summary>Returns the line of the ordinary log, which never has the client's address.</summary>
    public LogEvent Event() => Event(s_template);

    /// <summary>Returns the line of the audit.</summary>
    public LogEvent AuditEvent(AuditedAddress address) =>
        address == AuditedAddress.Off ? Event() : Event(s_auditTemplate, Property("ClientAddress", AddressText.Of(Client, address)));

    public override string ToString() => Event().RenderMessage(CultureInfo.InvariantCulture);

    private LogEvent Event(MessageTemplate template, params ReadOnlySpan<LogEventProperty> others) => new(
        At,
        LogEventLevel.Information,
        exception: null,
        template,
        [
            Property(nameof(Method), Method),
            Property(nameof(Route), Route),
            new LogEventProperty(nameof(Status), new ScalarValue(Status)),
            new LogEventProperty(nameof(Elapsed), new ScalarValue(Elapsed)),
            Property(nameof(Organization), Organization),
            Property(nameof(Subject), Subject),
            Property(nameof(Session), Session),
            Property(nameof(Filters), Filters),
            new LogEventProperty(nameof(Rows), Rows is { } rows ? new ScalarValue(rows) : s_nothing),
            new LogEventProperty(nameof(Lines), Lines is { } lines ? new ScalarValue(lines) : s_nothing),
            Property(nameof(Refusal), Refusal),
            Property(nameof(RequestId), RequestId),
            s_category,
            .. others,
        ]);

    private static LogEventProperty Property(string name, string? text) => new(name, text is null ? s_nothing : new ScalarValue(text));
}

/// <summary>
/// Serilog behind the framework's loggers. The line of a request becomes an event as it is: by the usual way, its template is looked
/// up and its values are named, boxed and gathered several times over.
/// </summary>
internal class SerilogLoggers(Logger serilog, Func<RequestLine, LogEvent> toEvent) : SerilogLoggerProvider(serilog, dispose: true), ILoggerProvider
{
    private readonly Serilog.ILogger _requests = serilog.ForContext(Constants.SourceContextPropertyName, RequestLog.Category);

    Microsoft.Extensions.Logging.ILogger ILoggerProvider.CreateLogger(string categoryName) =>
        categoryName == RequestLog.Category ? new RequestLogger(_requests, toEvent) : CreateLogger(categoryName);

    private sealed class RequestLogger(Serilog.ILogger serilog, Func<RequestLine, LogEvent> toEvent) : Microsoft.Extensions.Logging.ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => serilog.IsEnabled(LevelConvert.ToSerilogLevel(logLevel));

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (state is RequestLine line && IsEnabled(logLevel))
            {
                serilog.Write(toEvent(line));
            }
        }
    }
}
