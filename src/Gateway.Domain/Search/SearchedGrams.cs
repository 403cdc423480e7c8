using System.Text;

namespace Gateway.Domain.Search;

/// <summary>A gram of a term, and every place in the term where a text must have it: code points from the term's start. None is "wherever".</summary>
public readonly record struct SearchedGram(Gram Gram, IReadOnlyList<int> Offsets);

/// <summary>Which grams tell where a text can be.</summary>
public static class SearchedGrams
{
    /// <summary>Terms of as many grams have them all looked for; longer ones those that cover them, neighbour by neighbour.</summary>
    private const int MostOverlapping = 6;

    /// <summary>Longer terms are looked for by as many parts of them, spread over the whole.</summary>
    private const int Most = 16;

    /// <param name="text">Folded, not empty.</param>
    public static IReadOnlyList<SearchedGram> Of(string text)
    {
        Rune[] runes = [.. text.EnumerateRunes()];
        return runes.Length <= Gram.MaxLength
            ? [new SearchedGram(Gram.Of(runes), [])]
            : [.. Places(runes.Length - Gram.MaxLength)
                .GroupBy(offset => Gram.Of(runes.AsSpan(offset, Gram.MaxLength)))
                .Select(places => new SearchedGram(places.Key, [.. places]))];
    }

    private static IEnumerable<int> Places(int last)
    {
        var step = last < MostOverlapping ? 1 : Gram.MaxLength;
        int[] places = [.. Enumerable.Range(0, (last / step) + 1).Select(i => i * step).Append(last).Distinct()];
        return places.Length <= Most ? places : Enumerable.Range(0, Most).Select(i => places[i * (places.Length - 1) / (Most - 1)]);
    }
}
