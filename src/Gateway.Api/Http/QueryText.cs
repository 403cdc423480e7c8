using System.Text;
using Gateway.Application.Contacts;

namespace Gateway.Api.Http;

/// <summary>
/// The query string, read once and strictly, as HTML forms write it (URL Standard, section 5.1, but refusing what that
/// mends): split at <c>&amp;</c> and at the first <c>=</c>, <c>+</c> is a space, percent-encoded UTF-8.
/// </summary>
internal sealed class QueryText
{
    private const int MaxPairs = 64;
    private const string Whole = "query";
    private static readonly UTF8Encoding s_strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly List<(string Name, string Value)> _values = [];
    private List<ParameterFault>? _faults;

    private QueryText()
    {
    }

    /// <summary>What could not be read; the caller's values are in no sentence.</summary>
    public IReadOnlyList<ParameterFault> Faults => _faults is null ? [] : _faults;

    /// <summary>The value of a known name; null when it is absent or could not be read.</summary>
    public string? this[string name]
    {
        get
        {
            foreach (var (known, value) in _values)
            {
                if (known == name)
                {
                    return value;
                }
            }

            return null;
        }
    }

    /// <param name="query">With or without its question mark.</param>
    /// <param name="known">Names that mean something; others are ignored, but must be readable.</param>
    public static QueryText Read(string? query, IReadOnlyCollection<string> known)
    {
        var text = new QueryText();
        var encoded = query.AsSpan(query is ['?', ..] ? 1 : 0);
        var pairs = 0;
        foreach (var range in encoded.Split('&'))
        {
            if (encoded[range] is { IsEmpty: false } pair)
            {
                pairs++;
                text.Add(pair, known);
            }
        }

        if (pairs > MaxPairs)
        {
            text.Fault(Whole, $"must have at most {MaxPairs} parameters");
        }

        return text;
    }

    private void Add(ReadOnlySpan<char> pair, IReadOnlyCollection<string> known)
    {
        var equals = pair.IndexOf('=');
        var name = Decode(equals < 0 ? pair : pair[..equals]);
        var value = Decode(equals < 0 ? [] : pair[(equals + 1)..]);
        if (name is null || !known.Contains(name))
        {
            if (name is null || value is null)
            {
                Fault(Whole, "must be percent-encoded UTF-8 without control characters");
            }
        }
        else if (value is null)
        {
            Fault(name, "must be percent-encoded UTF-8 without control characters");
        }
        else if (this[name] is not null)
        {
            Fault(name, "must be given once");
        }
        else
        {
            _values.Add((name, value));
        }
    }

    private void Fault(string parameter, string sentence) => (_faults ??= []).Add(new ParameterFault(parameter, sentence));

    /// <summary>Null for what is no text: broken escapes, invalid UTF-8, control characters.</summary>
    private static string? Decode(ReadOnlySpan<char> encoded)
    {
        if (!encoded.ContainsAny('%', '+') && !encoded.ContainsAnyExceptInRange(' ', '~'))
        {
            return encoded.ToString(); // stands for itself, as most do
        }

        if (!Ascii.IsValid(encoded))
        {
            return null; // anything else must come percent-encoded
        }

        var bytes = new byte[encoded.Length];
        var length = 0;
        for (var i = 0; i < encoded.Length; i++)
        {
            if (encoded[i] != '%')
            {
                bytes[length++] = encoded[i] == '+' ? (byte)' ' : (byte)encoded[i];
            }
            else if (i + 2 < encoded.Length && char.IsAsciiHexDigit(encoded[i + 1]) && char.IsAsciiHexDigit(encoded[i + 2]))
            {
                bytes[length++] = Convert.FromHexString(encoded.Slice(i + 1, 2))[0];
                i += 2;
            }
            else
            {
                return null;
            }
        }

        return TextOf(bytes.AsSpan(0, length));
    }

    private static string? TextOf(ReadOnlySpan<byte> utf8)
    {
        if (!System.Text.Unicode.Utf8.IsValid(utf8))
        {
            return null;
        }

        var text = s_strictUtf8.GetString(utf8);
        return text.Any(char.IsControl) ? null : text;
    }
}
