using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Gateway.IntegrationTests.Leaks;
using Microsoft.Extensions.Logging;

namespace Gateway.IntegrationTests;

internal static class Captured
{
    /// <summary>What the process writes to standard error meanwhile: for fixtures that run alone.</summary>
    public static async Task<string> ErrorOutputOfAsync(Func<Task> work)
    {
        var before = Console.Error;
        using var writer = new StringWriter();
        using var file = new RedirectedError();
        Console.SetError(TextWriter.Synchronized(writer));
        try
        {
            await work();
        }
        finally
        {
            Console.SetError(before);
            file.Dispose();
            Gathered.Logged(writer + file.Text);
        }

        return writer + file.Text;
    }

    /// <summary>The process's own standard error, sent to a file: a program's log writes there without asking the console.</summary>
    private sealed class RedirectedError : IDisposable
    {
        private const int StandardError = 2;
        private readonly string _path = Path.GetTempFileName();
        private readonly int _before = Duplicate(StandardError);
        private bool _isOver;

        public RedirectedError()
        {
            using var file = File.OpenHandle(_path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
            _ = Put((int)file.DangerousGetHandle(), StandardError);
        }

        public string Text { get; private set; } = "";

        public void Dispose()
        {
            if (!_isOver)
            {
                _isOver = true;
                _ = Put(_before, StandardError);
                _ = Close(_before);
                Text = File.ReadAllText(_path);
                File.Delete(_path);
            }
        }

        [DllImport("libc", EntryPoint = "dup")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        private static extern int Duplicate(int descriptor);

        [DllImport("libc", EntryPoint = "dup2")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        private static extern int Put(int descriptor, int place);

        [DllImport("libc", EntryPoint = "close")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        private static extern int Close(int descriptor);
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
