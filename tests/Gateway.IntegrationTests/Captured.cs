using System.Collections.Concurrent;
using Gateway.IntegrationTests.Leaks;
using Microsoft.Extensions.Logging;

namespace Gateway.IntegrationTests;

internal static class Captured
{
    /// <summary>What the process writes to standard error meanwhile: for fixtures that run alone.</summary>
    public static async Task<string> ErrorOutputOfAsync(Func<Task> work)
    {
        var before = Console.Error;
        var logged = "";
        using var writer = new StringWriter();
        var path = Path.GetTempFileName();
        using var file = new RedirectedError(path);
        Console.SetError(TextWriter.Synchronized(writer));
        try
        {
            await work();
        }
        finally
        {
            Console.SetError(before);
            file.Dispose();
            logged = writer + await File.ReadAllTextAsync(path);
            File.Delete(path);
            Gathered.Logged(logged);
        }

        return logged;
    }
}

/// <summary>Keeps whatever is logged, of every level.</summary>
internal sealed class CapturingLoggers : ILoggerProvider
{
    private readonly ConcurrentQueue<(string Category, string Text)> _lines = new();

    public IReadOnlyList<(string Category, string Text)> Lines => [.. _lines];

    public ILogger CreateLogger(string categoryName) => new Logger(categoryName, this);

    public void Dispose()
    {
    }

    private sealed class Logger(string category, CapturingLoggers capture) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            capture._lines.Enqueue((category, $"{category} {formatter(state, exception)} {exception}"));
    }
}
