using System.Globalization;

namespace Gateway.Domain.Contacts;

/// <summary>How many contacts a page holds: 1 to 200, 50 unless asked otherwise.</summary>
public readonly record struct PageSize
{
    public const int Min = 1;
    public const int Max = 200;
    public const int Default = 50;

    private PageSize(int value) => Value = value;

    public int Value { get; }

    /// <summary>
    /// <c>-?[0-9]+</c> that fits a signed 64-bit integer; absent or 0 is the default, anything out of range the nearest bound.
    /// </summary>
    public static bool TryParse(string? text, out PageSize size)
    {
        size = new PageSize(Default);
        if (text is null)
        {
            return true;
        }

        var digits = text.AsSpan(text.StartsWith('-') ? 1 : 0);
        if (digits.IsEmpty || digits.ContainsAnyExceptInRange('0', '9')
            || !long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
        {
            return false;
        }

        size = new PageSize(value == 0 ? Default : (int)Math.Clamp(value, Min, Max));
        return true;
    }
}
