using System.Globalization;

namespace Gateway.Infrastructure.Import;

/// <summary>A row of a store. What a column holds depends on who wrote it: SQLite takes any type anywhere.</summary>
internal readonly struct SourceRow(object?[] values)
{
    /// <summary>Null for nothing and for the empty text, which stores use alike.</summary>
    public string? Text(int column) => values[column] switch
    {
        null or "" or byte[] => null,
        string text => text,
        var other => Convert.ToString(other, CultureInfo.InvariantCulture),
    };

    /// <summary>The texts of an array; none where the column holds no array.</summary>
    public IReadOnlyList<string?> Texts(int column) => values[column] as string?[] ?? [];

    /// <summary>Null also for a text that is no number.</summary>
    public long? Number(int column) => values[column] switch
    {
        long number => number,
        int number => number,
        double number and > -1e18 and < 1e18 => (long)number,
        string text when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    public bool Flag(int column) => values[column] is true or 1 or 1L or "1";

    /// <summary>Of a column of times without a zone, which is UTC by the store's own convention.</summary>
    public DateTime? Time(int column) => values[column] as DateTime?;

    public object? Value(int column) => values[column];
}
