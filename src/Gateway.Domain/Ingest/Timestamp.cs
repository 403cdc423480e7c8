using System.Globalization;
using System.Text.RegularExpressions;

namespace Gateway.Domain.Ingest;

/// <summary>Times as they are stored: microseconds since the Unix epoch.</summary>
public static partial class Timestamp
{
    private const int FractionDigits = 6;
    private const string LeapSecond = ":60";

    public static long From(DateTimeOffset time) => (time.UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset ToDateTimeOffset(long microseconds) => new(DateTime.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);

    /// <summary>RFC 3339, section 5.6: a date, a time and an offset; what is finer than a microsecond is cut off. A leap second (23:59:60 UTC) is the first second of the next day.</summary>
    public static bool TryParse(string text, out long microseconds)
    {
        microseconds = 0;
        var match = Rfc3339().Match(text);
        var second = match.Groups["second"].Value.ToUpperInvariant();
        var isLeap = second.EndsWith(LeapSecond, StringComparison.Ordinal);
        if (!match.Success
            || !DateTime.TryParseExact(isLeap ? second[..^LeapSecond.Length] + ":59" : second, "yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            || !TryOffset(match.Groups["offset"].Value, out var offset))
        {
            return false;
        }

        var ticks = local.Ticks - DateTime.UnixEpoch.Ticks - offset.Ticks + (isLeap ? TimeSpan.TicksPerSecond : 0);
        if (isLeap && ticks % TimeSpan.TicksPerDay != 0)
        {
            return false;
        }

        var fraction = match.Groups["fraction"].Value;
        var finer = fraction.Length == 0 ? 0 : long.Parse(fraction.PadRight(FractionDigits, '0')[..FractionDigits], CultureInfo.InvariantCulture);
        microseconds = (ticks / TimeSpan.TicksPerMicrosecond) + finer;
        return true;
    }

    private static bool TryOffset(string text, out TimeSpan offset)
    {
        offset = TimeSpan.Zero;
        if (text is "Z" or "z")
        {
            return true;
        }

        var good = TimeSpan.TryParseExact(text[1..], @"hh\:mm", CultureInfo.InvariantCulture, out offset);
        offset = text[0] == '-' ? -offset : offset;
        return good;
    }

    [GeneratedRegex(@"^(?<second>\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d)(\.(?<fraction>\d{1,30}))?(?<offset>[Zz]|[+-]\d\d:\d\d)\z", RegexOptions.ExplicitCapture | RegexOptions.ECMAScript | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Rfc3339();
}
