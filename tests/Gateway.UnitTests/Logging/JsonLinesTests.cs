using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Gateway.Api.Logging;
using Serilog.Events;
using Serilog.Formatting.Json;
using Serilog.Parsing;

namespace Gateway.UnitTests.Logging;

public sealed class JsonLinesTests
{
    private static readonly object?[] s_values =
    [
        null, true, 1, -1L, (byte)7, 1.5, double.NaN, "text", "\"王\"\n\u0001<", 'c', 12.5m, Guid.Empty, DateTimeOffset.UnixEpoch, LogEventLevel.Error,
    ];

    [TestCaseSource(nameof(s_values))]
    public void Has_the_members_of_Serilogs_own_formatter(object? value)
    {
        var entry = Entry(new ScalarValue(value), new InvalidOperationException("broken"), ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom());
        Assert.That(Written(entry).ToJsonString(), Is.EqualTo(Serilogs(entry).ToJsonString()));
    }

    [Test]
    public void Has_values_within_values()
    {
        var list = new SequenceValue([new ScalarValue(1), new StructureValue([new LogEventProperty("Id", new ScalarValue(2))])]);
        var entry = Entry(new DictionaryValue([new(new ScalarValue("key"), list)]), exception: null, default, default);
        Assert.That(Written(entry).ToJsonString(), Is.EqualTo(Serilogs(entry).ToJsonString()));
    }

    [Test]
    public void Writes_one_line_after_another()
    {
        var line = new ArrayBufferWriter<byte>();
        JsonLines.Write(Entry(new ScalarValue("a long one, of which nothing may be left"), exception: null, default, default), line);
        JsonLines.Write(Entry(new ScalarValue(1), exception: null, default, default), line);
        var lines = System.Text.Encoding.UTF8.GetString(line.WrittenSpan).Split('\n');
        Assert.That(lines, Has.Length.EqualTo(3));
        Assert.That(JsonNode.Parse(lines[1])!["RenderedMessage"]!.ToString(), Is.EqualTo("So 1"));
    }

    private static LogEvent Entry(LogEventPropertyValue value, Exception? exception, ActivityTraceId trace, ActivitySpanId span) =>
        new(DateTimeOffset.UnixEpoch, LogEventLevel.Warning, exception, new MessageTemplateParser().Parse("So {Value}"), [new LogEventProperty("Value", value)], trace, span);

    private static JsonNode Written(LogEvent entry)
    {
        var line = new ArrayBufferWriter<byte>();
        JsonLines.Write(entry, line);
        return Comparable(System.Text.Encoding.UTF8.GetString(line.WrittenSpan));
    }

    private static JsonNode Serilogs(LogEvent entry)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        new JsonFormatter(renderMessage: true, formatProvider: CultureInfo.InvariantCulture).Format(entry, text);
        return Comparable(text.ToString());
    }

    /// <summary>Times are written with as many digits as they need, or always seven.</summary>
    private static JsonNode Comparable(string line)
    {
        var node = JsonNode.Parse(line)!;
        node["Timestamp"] = DateTimeOffset.Parse(node["Timestamp"]!.ToString(), CultureInfo.InvariantCulture).ToString("O", CultureInfo.InvariantCulture);
        return node;
    }
}
