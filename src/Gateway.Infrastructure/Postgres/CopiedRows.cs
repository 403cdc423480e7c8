using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Gateway.Infrastructure.Postgres;

/// <summary>
/// Rows in COPY's binary format, as PostgreSQL's documentation of COPY has it: a signature, then of each row how many values it has,
/// and of each value its bytes' length, -1 for NULL, and the bytes. Made at once: Npgsql's own writer goes through several calls that
/// could wait for every single value.
/// </summary>
internal sealed class CopiedRows
{
    private const int BytesARow = 128;
    private const int Null = -1;
    private const short End = -1;
    private static readonly byte[] s_head = [.. "PGCOPY\n"u8, 0xFF, .. "\r\n\0"u8, 0, 0, 0, 0, 0, 0, 0, 0];
    private readonly ArrayBufferWriter<byte> _bytes;

    private CopiedRows(int rows) => _bytes = new ArrayBufferWriter<byte>(s_head.Length + ((rows + 1) * BytesARow));

    /// <param name="key">The session's, each row's first value.</param>
    /// <param name="columns">How many values <paramref name="write"/> adds to it.</param>
    public static ReadOnlyMemory<byte> Of<TRow>(long key, short columns, IReadOnlyCollection<TRow> rows, Action<CopiedRows, TRow> write)
    {
        var copied = new CopiedRows(rows.Count);
        copied._bytes.Write(s_head);
        foreach (var row in rows)
        {
            copied.WriteCount((short)(columns + 1));
            copied.Add(key);
            write(copied, row);
        }

        copied.WriteCount(End);
        return copied._bytes.WrittenMemory;
    }

    public void Add(long value)
    {
        WriteLength(sizeof(long));
        BinaryPrimitives.WriteInt64BigEndian(_bytes.GetSpan(sizeof(long)), value);
        _bytes.Advance(sizeof(long));
    }

    public void Add(long? value)
    {
        if (value is { } known)
        {
            Add(known);
        }
        else
        {
            WriteLength(Null);
        }
    }

    public void Add(bool value)
    {
        WriteLength(sizeof(bool));
        _bytes.GetSpan(sizeof(bool))[0] = value ? (byte)1 : (byte)0;
        _bytes.Advance(sizeof(bool));
    }

    public void Add(string? value)
    {
        if (value is null)
        {
            WriteLength(Null);
            return;
        }

        var to = _bytes.GetSpan(sizeof(int) + Encoding.UTF8.GetMaxByteCount(value.Length));
        var length = Encoding.UTF8.GetBytes(value, to[sizeof(int)..]);
        BinaryPrimitives.WriteInt32BigEndian(to, length);
        _bytes.Advance(sizeof(int) + length);
    }

    private void WriteLength(int length)
    {
        BinaryPrimitives.WriteInt32BigEndian(_bytes.GetSpan(sizeof(int)), length);
        _bytes.Advance(sizeof(int));
    }

    private void WriteCount(short values)
    {
        BinaryPrimitives.WriteInt16BigEndian(_bytes.GetSpan(sizeof(short)), values);
        _bytes.Advance(sizeof(short));
    }
}
