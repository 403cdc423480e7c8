using System.Text.Json;
using System.Text.RegularExpressions;

namespace Gateway.IntegrationTests.Docs;

/// <summary>
/// What a page says that a program prints, beside what it printed. <c>…</c> stands for what differs each time: within a text for
/// some characters, as a whole line for any lines. Of headers a page may leave some out. JSON may be laid out anew.
/// </summary>
internal static class Shown
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(10);

    public static void MustBe(string language, string shown, string printed)
    {
        switch (language)
        {
            case "json":
                MustBeJson(shown, printed);
                break;
            case "http":
                MustBeAnswer(shown, printed);
                break;
            default:
                Assert.That(printed.TrimEnd(), Does.Match(PatternOf(shown)), "The page shows something else.");
                break;
        }
    }

    private static void MustBeJson(string shown, string printed)
    {
        var (wanted, real) = (ValuesIn(shown), ValuesIn(printed));
        Assert.That(real, Has.Count.EqualTo(wanted.Count), printed);
        for (var i = 0; i < wanted.Count; i++)
        {
            Assert.That(Differs(wanted[i], real[i], "$"), Is.Null, printed);
        }
    }

    private static void MustBeAnswer(string shown, string printed)
    {
        var (wanted, real) = (Halves(shown), Halves(printed));
        var lines = real.Head.Split('\n');
        Assert.That(lines[0], Does.Match(PatternOf(wanted.Head.Split('\n')[0])));
        foreach (var header in wanted.Head.Split('\n').Skip(1))
        {
            Assert.That(lines, Has.Some.Matches(PatternOf(header)), printed);
        }

        if (wanted.Body.Length > 0)
        {
            MustBeJson(wanted.Body, real.Body);
        }
    }

    private static (string Head, string Body) Halves(string answer)
    {
        var halves = answer.ReplaceLineEndings("\n").Trim().Split("\n\n", 2);
        return (halves[0], halves.Length > 1 ? halves[1] : "");
    }

    /// <summary>One after the other, as programs print them.</summary>
    private static List<JsonElement> ValuesIn(string text)
    {
        var reader = new Utf8JsonReader(System.Text.Encoding.UTF8.GetBytes(text), new JsonReaderOptions { AllowMultipleValues = true });
        var values = new List<JsonElement>();
        while (reader.Read())
        {
            values.Add(JsonElement.ParseValue(ref reader));
        }

        return values;
    }

    /// <summary>Where and how; null when it does not. The order of members counts: a page shows what one sees.</summary>
    private static string? Differs(JsonElement shown, JsonElement real, string path)
    {
        if (shown.ValueKind == JsonValueKind.String && real.ValueKind == JsonValueKind.String)
        {
            return Regex.IsMatch(real.GetString()!, PatternOf(shown.GetString()!), RegexOptions.None, s_limit) ? null : $"{path} is {real}, the page shows {shown}";
        }

        if (shown.ValueKind != real.ValueKind || Parts(shown).Count != Parts(real).Count)
        {
            return $"{path} is {real}, the page shows {shown}";
        }

        return shown.ValueKind is JsonValueKind.Object or JsonValueKind.Array
            ? Parts(shown).Zip(Parts(real), (one, other) => one.Name != other.Name ? $"{path} has {other.Name} where the page shows {one.Name}" : Differs(one.Value, other.Value, $"{path}.{one.Name}")).FirstOrDefault(fault => fault is not null)
            : shown.GetRawText() == real.GetRawText() ? null : $"{path} is {real}, the page shows {shown}";
    }

    private static List<(string Name, JsonElement Value)> Parts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => [.. value.EnumerateObject().Select(member => (member.Name, member.Value))],
        JsonValueKind.Array => [.. value.EnumerateArray().Select((element, index) => (string.Create(null, $"{index}"), element))],
        _ => [],
    };

    private static string PatternOf(string shown)
    {
        var lines = shown.TrimEnd().Split('\n').Select(line => line == "…" ? "(.*\n?)*?" : Regex.Escape(line).Replace("…", "[^\n]+", StringComparison.Ordinal) + "\n?");
        return $@"\A{string.Concat(lines)}\z";
    }
}
