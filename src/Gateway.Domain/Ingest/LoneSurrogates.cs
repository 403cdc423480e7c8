namespace Gateway.Domain.Ingest;

/// <summary>JSON escapes of half a character, which sources do write and the JSON reader refuses.</summary>
public static class LoneSurrogates
{
    private const int EscapeBytes = 6; // \uXXXX

    /// <summary>Overwrites each with the escape of U+FFFD, which is as long.</summary>
    public static void Mend(Span<byte> json)
    {
        for (var i = json.IndexOf((byte)'\\'); i >= 0 && i + 1 < json.Length; i = Next(json, i))
        {
            if (!IsSurrogate(json, i))
            {
                i += 2;
            }
            else if (IsHigh(json, i) && IsSurrogate(json, i + EscapeBytes) && !IsHigh(json, i + EscapeBytes))
            {
                i += 2 * EscapeBytes;
            }
            else
            {
                "fffd"u8.CopyTo(json[(i + 2)..]);
                i += EscapeBytes;
            }
        }
    }

    private static int Next(ReadOnlySpan<byte> json, int from)
    {
        var next = from >= json.Length ? -1 : json[from..].IndexOf((byte)'\\');
        return next < 0 ? -1 : from + next;
    }

    private static bool IsSurrogate(ReadOnlySpan<byte> json, int at) =>
        at + EscapeBytes <= json.Length && json[at] == '\\' && json[at + 1] == 'u' && json[at + 2] is (byte)'d' or (byte)'D' && HexDigit(json[at + 3]) >= 8
        && HexDigit(json[at + 4]) >= 0 && HexDigit(json[at + 5]) >= 0;

    private static bool IsHigh(ReadOnlySpan<byte> json, int at) => HexDigit(json[at + 3]) < 0xC;

    private static int HexDigit(byte digit) => digit switch
    {
        >= (byte)'0' and <= (byte)'9' => digit - '0',
        >= (byte)'a' and <= (byte)'f' => digit - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => digit - 'A' + 10,
        _ => -1,
    };
}
