using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Gateway.Application;
using Gateway.Domain.Ingest;

namespace Gateway.Infrastructure.Import.Baileys;

/// <summary>An element of a section's array, a value of its object, or an element of an array that is such a value.</summary>
/// <param name="Key">The object's key; empty in an array.</param>
/// <param name="Value">Valid until the next is asked for.</param>
internal readonly record struct JsonItem(string Section, string Key, JsonElement Value);

/// <summary>
/// Reads what some sections of a large JSON object hold, item by item: at most one item is in memory. What other sections hold
/// is passed over without becoming text.
/// </summary>
internal sealed class JsonItems(Stream stream, params string[] sections)
{
    private const int FirstBufferBytes = 64 * 1024;
    private const int MostItemBytes = 64 * 1024 * 1024;
    private readonly List<(string Section, string Key, int Start, int Length)> _found = [];
    private byte[] _buffer = new byte[FirstBufferBytes];
    private JsonReaderState _state;
    private string? _section;
    private string _key = "";
    private bool _isObject;

    /// <summary>Whether one of the sections has been met.</summary>
    public bool HasSections { get; private set; }

    /// <exception cref="UnavailableException">It is not JSON, or not yet: its owner may be writing it.</exception>
    public async IAsyncEnumerable<JsonItem> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (length, isEnded) = (0, false);
        while (!isEnded)
        {
            if (length == _buffer.Length)
            {
                Array.Resize(ref _buffer, length < MostItemBytes ? 2 * length : throw NotReadable(null));
            }

            var read = await stream.ReadAsync(_buffer.AsMemory(length), cancellationToken);
            (length, isEnded) = (length + read, read == 0);
            var consumed = Find(_buffer.AsSpan(0, length), isEnded);
            foreach (var (section, key, start, bytes) in _found)
            {
                using var item = Parse(_buffer.AsMemory(start, bytes));
                yield return new JsonItem(section, key, item.RootElement);
            }

            _found.Clear();
            _buffer.AsSpan(consumed, length - consumed).CopyTo(_buffer);
            length -= consumed;
        }
    }

    /// <summary>Notes the items that are there as a whole; gives how much is done with.</summary>
    private int Find(ReadOnlySpan<byte> json, bool isEnded)
    {
        try
        {
            var reader = new Utf8JsonReader(json, isEnded, _state);
            var before = reader;
            while (reader.Read())
            {
                if (!Take(ref reader))
                {
                    reader = before;
                    break;
                }

                before = reader;
            }

            _state = reader.CurrentState;
            return (int)reader.BytesConsumed;
        }
        catch (JsonException fault)
        {
            throw NotReadable(fault);
        }
    }

    /// <summary>False where an item is not there as a whole yet.</summary>
    private bool Take(ref Utf8JsonReader reader)
    {
        var (token, depth) = (reader.TokenType, reader.CurrentDepth);
        if (token == JsonTokenType.PropertyName)
        {
            Enter(depth, reader.ValueSpan);
            return true;
        }

        var isEnd = token is JsonTokenType.EndObject or JsonTokenType.EndArray;
        if (_section is not { } section || isEnd || depth < 2 || (depth == 2 && _isObject && token == JsonTokenType.StartArray))
        {
            _isObject = depth == 1 && !isEnd ? token == JsonTokenType.StartObject : _isObject;
            return true;
        }

        var start = (int)reader.TokenStartIndex;
        if (!reader.TrySkip())
        {
            return false;
        }

        _found.Add((section, _key, start, (int)reader.BytesConsumed - start));
        return true;
    }

    private void Enter(int depth, ReadOnlySpan<byte> name)
    {
        if (depth == 1)
        {
            var text = Encoding.UTF8.GetString(name);
            (_section, _key) = (sections.Contains(text, StringComparer.Ordinal) ? text : null, "");
            HasSections |= _section is not null;
        }
        else if (depth == 2 && _section is not null)
        {
            _key = Encoding.UTF8.GetString(name);
        }
    }

    private static JsonDocument Parse(Memory<byte> item)
    {
        LoneSurrogates.Mend(item.Span);
        return JsonDocument.Parse(item);
    }

    private static UnavailableException NotReadable(JsonException? fault) =>
        new("The source is not JSON as a whole: it is another file, or its owner was writing it just now.", fault);
}
