namespace Gateway.Domain.Search;

/// <summary>
/// Sorts numbers byte by byte, the least first (LSD radix sort): for hundreds of thousands at once, several times as fast as comparing them.
/// </summary>
internal static class RadixSort
{
    private const int Values = 1 << BitsADigit;
    private const int BitsADigit = 8;
    private const int Digits = sizeof(ulong);

    /// <param name="spare">As long as the numbers. Afterwards one of the two holds them in order.</param>
    public static (ulong[] Sorted, ulong[] Other) Ascending(ulong[] numbers, ulong[] spare, int count)
    {
        Span<int> ends = stackalloc int[Digits * Values];
        ends.Clear();
        foreach (var number in numbers.AsSpan(0, count))
        {
            for (var digit = 0; digit < Digits; digit++)
            {
                ends[(digit * Values) + Value(number, digit)]++;
            }
        }

        for (var digit = 0; digit < Digits && count > 0; digit++)
        {
            var places = ends.Slice(digit * Values, Values);
            if (places[Value(numbers[0], digit)] < count) // or all have the same
            {
                Scatter(numbers.AsSpan(0, count), spare, digit, places);
                (numbers, spare) = (spare, numbers);
            }
        }

        return (numbers, spare);
    }

    /// <param name="places">How many numbers have which value of the digit.</param>
    private static void Scatter(ReadOnlySpan<ulong> numbers, ulong[] to, int digit, Span<int> places)
    {
        var start = 0;
        foreach (ref var place in places)
        {
            (place, start) = (start, start + place);
        }

        foreach (var number in numbers)
        {
            to[places[Value(number, digit)]++] = number;
        }
    }

    private static int Value(ulong number, int digit) => (int)(number >> (digit * BitsADigit)) & (Values - 1);
}
