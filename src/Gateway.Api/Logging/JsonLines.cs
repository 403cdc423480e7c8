using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Serilog.Events;

namespace Gateway.Api.Logging;

/// <summary>An event as a line of JSON, with the members of Serilog's own JsonFormatter, written as bytes: no text is made of it first.</summary>
internal static class JsonLines
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [ThreadStatic]
    private static StringWriter? t_message;

    [ThreadStatic]
    private static Utf8JsonWriter? t_json;

    public static void Write(LogEvent entry, ArrayBufferWriter<byte> line)
    {
        var json = t_json ?? new Utf8JsonWriter(line, s_options);
        t_json = null; // one that a fault left half written is not taken again
        json.Reset(line);
        json.WriteStartObject();
        json.WriteString("Timestamp", entry.Timestamp);
        json.WriteString("Level", Enum.GetName(entry.Level));
        json.WriteString("MessageTemplate", entry.MessageTemplate.Text);
        WriteMessage(json, entry);
        if (entry.TraceId is { } trace && entry.SpanId is { } span)
        {
            json.WriteString("TraceId", trace.ToHexString());
            json.WriteString("SpanId", span.ToHexString());
        }

        if (entry.Exception is { } exception)
        {
            json.WriteString("Exception", exception.ToString());
        }

        json.WriteStartObject("Properties");
        foreach (var (name, value) in entry.Properties)
        {
            json.WritePropertyName(name);
            Write(json, value);
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        t_json = json;
        line.Write("\n"u8);
    }

    private static void WriteMessage(Utf8JsonWriter json, LogEvent entry)
    {
        var message = t_message ??= new StringWriter(CultureInfo.InvariantCulture);
        var text = message.GetStringBuilder();
        text.Clear();
        entry.RenderMessage(message, CultureInfo.InvariantCulture);
        var characters = ArrayPool<char>.Shared.Rent(text.Length);
        text.CopyTo(0, characters, text.Length);
        json.WriteString("RenderedMessage", characters.AsSpan(0, text.Length));
        ArrayPool<char>.Shared.Return(characters);
    }

    private static void Write(Utf8JsonWriter json, LogEventPropertyValue value)
    {
        switch (value)
        {
            case ScalarValue scalar:
                Write(json, scalar.Value);
                break;
            case SequenceValue list:
                json.WriteStartArray();
                foreach (var element in list.Elements)
                {
                    Write(json, element);
                }

                json.WriteEndArray();
                break;
            case StructureValue structure:
                json.WriteStartObject();
                foreach (var member in structure.Properties)
                {
                    Write(json, member.Name, member.Value);
                }

                json.WriteEndObject();
                break;
            case DictionaryValue dictionary:
                json.WriteStartObject();
                foreach (var (key, member) in dictionary.Elements)
                {
                    Write(json, Convert.ToString(key.Value, CultureInfo.InvariantCulture) ?? "null", member);
                }

                json.WriteEndObject();
                break;
            default:
                json.WriteStringValue(value.ToString(format: null, CultureInfo.InvariantCulture));
                break;
        }
    }

    private static void Write(Utf8JsonWriter json, string name, LogEventPropertyValue value)
    {
        json.WritePropertyName(name);
        Write(json, value);
    }

    private static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case bool truth:
                json.WriteBooleanValue(truth);
                break;
            case byte or sbyte or short or ushort or int or uint or long:
                json.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case double number when double.IsFinite(number):
                json.WriteNumberValue(number);
                break;
            case ulong or decimal:
                json.WriteNumberValue(Convert.ToDecimal(value, CultureInfo.InvariantCulture));
                break;
            case DateTime or DateTimeOffset:
                json.WriteStringValue(((IFormattable)value).ToString("O", CultureInfo.InvariantCulture));
                break;
            default:
                json.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }
}
