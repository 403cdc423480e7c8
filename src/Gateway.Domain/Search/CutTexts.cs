using System.Buffers;

namespace Gateway.Domain.Search;

/// <summary>What a search term is looked for in, of one ready row.</summary>
public readonly record struct PositionedText(long Position, string Text);

/// <summary>
/// Texts cut into postings together, in the order of grams, positions and offsets: a gram that many of them have is looked up once
/// to take them all.
/// </summary>
public sealed class CutTexts : IDisposable
{
    /// <summary>The most texts that are cut together.</summary>
    public const int Most = 1 << SearchGrams.PlaceBits;

    private readonly long[] _positions;
    private readonly int _count;
    private ulong[] _keys;

    /// <param name="texts">In order of their positions, <see cref="Most"/> at most.</param>
    public CutTexts(IReadOnlyList<PositionedText> texts)
    {
        _positions = [.. texts.Select(text => text.Position)];
        _keys = ArrayPool<ulong>.Shared.Rent(texts.Sum(text => Gram.MaxLength * text.Text.Length));
        for (var place = 0; place < texts.Count; place++)
        {
            _count += SearchGrams.Keys(texts[place].Text, place, _keys.AsSpan(_count));
        }

        var spare = ArrayPool<ulong>.Shared.Rent(_count);
        var (sorted, other) = RadixSort.Ascending(_keys, spare, _count);
        ArrayPool<ulong>.Shared.Return(other);
        _keys = sorted;
        _count = SearchGrams.Shorten(_keys.AsSpan(0, _count));
    }

    /// <summary>Numbers of grams, places of texts and offsets; see <see cref="SearchGrams"/>.</summary>
    internal ReadOnlySpan<ulong> Keys => _keys.AsSpan(0, _count);

    /// <summary>The position of the text at a place.</summary>
    internal long PositionAt(int place) => _positions[place];

    public void Dispose()
    {
        ArrayPool<ulong>.Shared.Return(_keys);
        _keys = [];
    }
}
