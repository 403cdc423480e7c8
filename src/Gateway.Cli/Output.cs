using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gateway.Cli;

/// <summary>
/// Answers go to standard output, as text or, with <c>--json</c>, for scripts; everything else to standard error. With <c>--json</c>,
/// what went wrong goes to standard output as well.
/// </summary>
internal static class Output
{
    public static readonly Option<bool> JsonOption = new("--json") { Description = "Answer in JSON, for scripts.", Recursive = true };

    public static readonly Option<bool> VerboseOption = new("--verbose") { Description = "Show the details of an unexpected error. They may hold names and numbers.", Recursive = true };

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static bool IsJson(this ParseResult parsed) => parsed.GetValue(JsonOption);

    /// <summary>Writes what went wrong, one sentence each; returns the exit code.</summary>
    public static int Fail(this ParseResult parsed, int exitCode, params IReadOnlyCollection<string> sentences) =>
        parsed.Fail(parsed.InvocationConfiguration, exitCode, sentences);

    /// <param name="streams">Where the sentences go.</param>
    public static int Fail(this ParseResult parsed, InvocationConfiguration streams, int exitCode, IReadOnlyCollection<string> sentences)
    {
        foreach (var sentence in sentences)
        {
            streams.Error.WriteLine(sentence);
        }

        if (parsed.IsJson())
        {
            streams.Output.WriteLine(JsonSerializer.Serialize(new { error = string.Join(' ', sentences) }, s_json));
        }

        return exitCode;
    }

    /// <param name="answer">For scripts.</param>
    /// <param name="lines">The same for people.</param>
    public static void Write(this ParseResult parsed, object answer, IEnumerable<string> lines)
    {
        if (parsed.IsJson())
        {
            parsed.InvocationConfiguration.Output.WriteLine(JsonSerializer.Serialize(answer, s_json));
            return;
        }

        foreach (var line in lines)
        {
            parsed.InvocationConfiguration.Output.WriteLine(line);
        }
    }
}
