using System.Buffers.Binary;
using System.Text;

namespace Gateway.Domain.Ingest.Memory;

/// <summary>
/// The names of identifiers, one behind the other as they came. Of each identifier three facts: 0 where there is none, or else
/// the text's bytes in UTF-8 and one, in two bytes, the text, its time. What was replaced stays where it is.
/// </summary>
internal sealed class PackedNames
{
    private const int PieceSize = 1 << 18;
    private readonly List<byte[]> _pieces = [];
    private int _used = PieceSize;

    public long Bytes => (long)_pieces.Count * PieceSize;

    /// <returns>Where they are; 0 for none at all.</returns>
    public int Add(Fact? saved, Fact? push, Fact? business)
    {
        if (saved is null && push is null && business is null)
        {
            return 0;
        }

        var most = MostBytes(saved) + MostBytes(push) + MostBytes(business);
        if (_used + most > PieceSize)
        {
            _pieces.Add(new byte[PieceSize]);
            _used = 1; // 0 is none
        }

        var at = ((_pieces.Count - 1) * PieceSize) + _used;
        Write(saved);
        Write(push);
        Write(business);
        return at;
    }

    public (Fact? Saved, Fact? Push, Fact? Business) Get(int at)
    {
        if (at == 0)
        {
            return default;
        }

        ReadOnlySpan<byte> rest = _pieces[at / PieceSize].AsSpan(at % PieceSize);
        return (Read(ref rest), Read(ref rest), Read(ref rest));
    }

    private static int MostBytes(Fact? fact) => sizeof(ushort) + (fact is { } known ? Encoding.UTF8.GetMaxByteCount(known.Value.Length) + sizeof(long) : 0);

    private void Write(Fact? fact)
    {
        var to = _pieces[^1].AsSpan(_used);
        var bytes = fact is { } known ? Encoding.UTF8.GetBytes(known.Value, to[sizeof(ushort)..]) + 1 : 0;
        BinaryPrimitives.WriteUInt16LittleEndian(to, checked((ushort)bytes));
        _used += sizeof(ushort);
        if (fact is { At: var at })
        {
            BinaryPrimitives.WriteInt64LittleEndian(to[(sizeof(ushort) + bytes - 1)..], at);
            _used += bytes - 1 + sizeof(long);
        }
    }

    private static Fact? Read(ref ReadOnlySpan<byte> rest)
    {
        var bytes = BinaryPrimitives.ReadUInt16LittleEndian(rest) - 1;
        rest = rest[sizeof(ushort)..];
        if (bytes < 0)
        {
            return null;
        }

        var fact = new Fact(Encoding.UTF8.GetString(rest[..bytes]), BinaryPrimitives.ReadInt64LittleEndian(rest[bytes..]));
        rest = rest[(bytes + sizeof(long))..];
        return fact;
    }
}
