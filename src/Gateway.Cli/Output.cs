using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gateway.Cli;

/// <summary>Answers go to standard output, as text or, with <c>--json</c>, for scripts; everything else to standard error.</summary>
internal static class Output
{
    public static readonly Option<bool> JsonOption = new("--json") { Description = "Answer in JSON, for scripts.", Recursive = true };

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static bool IsJson(this ParseResult parsed) => parsed.GetValue(JsonOption);

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
