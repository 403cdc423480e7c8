namespace Gateway.Domain.Ingest.Memory;

/// <summary>A list that grows by pieces, without ever copying what it holds. The first item is number 1: a 0 in a link is none.</summary>
internal sealed class Pieces<T>
    where T : unmanaged
{
    private const int PieceBits = 12;
    private const int PieceSize = 1 << PieceBits;
    private readonly List<T[]> _pieces = [];

    public int Count { get; private set; }

    public long Bytes => (long)_pieces.Count * PieceSize * System.Runtime.CompilerServices.Unsafe.SizeOf<T>();

    public ref T this[int number] => ref _pieces[(number - 1) >> PieceBits][(number - 1) & (PieceSize - 1)];

    /// <returns>The new item's number.</returns>
    public int Add(T item)
    {
        if (Count == _pieces.Count * PieceSize)
        {
            _pieces.Add(new T[PieceSize]);
        }

        this[++Count] = item;
        return Count;
    }
}
