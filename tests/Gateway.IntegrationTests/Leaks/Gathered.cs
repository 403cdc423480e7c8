using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace Gateway.IntegrationTests.Leaks;

/// <summary>
/// What the programs of all tests log and what of it they must not, kept for <see cref="SuiteLogTests"/> in the folder that
/// <c>GATEWAY_TEST_LOGS</c> names. Without it nothing is kept, and programs log as they do otherwise.
/// </summary>
internal static class Gathered
{
    public const string Logs = "*.log";
    public const string Secrets = "*.secrets";

    /// <summary>Numbers and pieces go to the file at once: there may be a million, and some tests weigh the heap.</summary>
    private static readonly ConcurrentDictionary<Secret, bool> s_words = new();
    private static readonly Lazy<TextWriter> s_host = new(() => Open($"host-{Environment.ProcessId}.log"));
    private static readonly Lazy<TextWriter> s_secrets = new(() => Open($"{Environment.ProcessId}.secrets"));
    private static RedirectedError? s_standardError;
    private static int s_processes;

    public static string? Folder { get; } = Environment.GetEnvironmentVariable("GATEWAY_TEST_LOGS") is { Length: > 0 } folder ? folder : null;

    public static bool IsOn => Folder is not null;

    /// <summary>From now on keeps what the programs in this process write to standard error, with the console and without it.</summary>
    public static void Listen()
    {
        if (IsOn)
        {
            s_standardError = new RedirectedError(Path.Combine(Folder!, string.Create(CultureInfo.InvariantCulture, $"standard-error-{Environment.ProcessId}.log")));
            Console.SetError(new Listener(new StreamWriter(s_standardError.Before) { AutoFlush = true }));
        }
    }

    public static void Stop()
    {
        s_standardError?.Dispose();
        foreach (var writer in new[] { s_host, s_secrets }.Where(writer => writer.IsValueCreated))
        {
            writer.Value.Flush();
        }
    }

    /// <summary>Of this process, where somebody else listened to it.</summary>
    public static void Logged(string text)
    {
        if (IsOn)
        {
            s_host.Value.Write(text);
        }
    }

    /// <summary>Of another process, whole.</summary>
    public static void LoggedByAProcess(string text)
    {
        if (IsOn)
        {
            File.WriteAllText(Path.Combine(Folder!, string.Create(CultureInfo.InvariantCulture, $"process-{Environment.ProcessId}-{Interlocked.Increment(ref s_processes)}.log")), text);
        }
    }

    /// <summary>Passed between a test and a program: lines, a request, an answer, a setting.</summary>
    public static void Told(string text)
    {
        if (!IsOn)
        {
            return;
        }

        foreach (var secret in Secret.In(text))
        {
            if (secret.Kind is not (SecretKind.Name or SecretKind.Term) || s_words.TryAdd(secret, true))
            {
                s_secrets.Value.WriteLine($"{secret.Kind}\t{secret.Text}");
            }
        }
    }

    public static void Told(byte[] text)
    {
        if (IsOn)
        {
            Told(Encoding.UTF8.GetString(text));
        }
    }

    private static TextWriter Open(string name) => TextWriter.Synchronized(new StreamWriter(Path.Combine(Folder!, name)));

    /// <summary>Passes on to whoever runs the tests what would be logged without it, too: warnings and worse.</summary>
    private sealed class Listener(TextWriter rest) : TextWriter
    {
        private static readonly string[] s_quiet = ["\"Level\":\"Verbose\"", "\"Level\":\"Debug\"", "\"Level\":\"Information\""];

        public override Encoding Encoding => rest.Encoding;

        public override void Write(char value) => Write(value.ToString());

        public override void Write(string? value)
        {
            Logged(value ?? "");
            if (value is not null && !s_quiet.Any(level => value.Contains(level, StringComparison.Ordinal)))
            {
                rest.Write(value);
            }
        }
    }
}
