using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Domain.Contacts;

/// <summary>The walk that a cursor belongs to: it opens no other one.</summary>
public sealed record ContactWalk(string OrganizationId, string Session, ContactFilter Filter);

/// <summary>
/// Keys that authenticate cursors: the first signs, every one verifies, so that a key can be changed without breaking walks.
/// </summary>
/// <remarks>
/// A cursor is base64url (RFC 4648, section 5, no padding) of: version, position (64 bits, big-endian), and the first
/// 128 bits of HMAC-SHA256 over both and the walk. The walk itself is not inside. The same page gives the same cursor.
/// </remarks>
public sealed class CursorKeyRing
{
    public const int KeyBytes = 32;
    public const int MaxCursorCharacters = 256;
    private const byte Version = 1;
    private const int HeadBytes = 1 + sizeof(long);
    private const int TagBytes = 16;
    private const int StackBytes = 1024;
    private static readonly int s_characters = Base64Url.GetEncodedLength(HeadBytes + TagBytes);
    private readonly byte[][] _keys;

    /// <param name="keys">At least one, each of 32 bytes.</param>
    public CursorKeyRing(IEnumerable<byte[]> keys)
    {
        _keys = [.. keys];
        if (_keys.Length == 0 || _keys.Any(key => key.Length != KeyBytes))
        {
            throw new ArgumentException($"At least one key of {KeyBytes} bytes.", nameof(keys));
        }
    }

    /// <summary>The cursor of the page that begins behind <paramref name="position"/>.</summary>
    public string Write(long position, ContactWalk walk)
    {
        Span<byte> bytes = stackalloc byte[HeadBytes + TagBytes];
        bytes[0] = Version;
        BinaryPrimitives.WriteInt64BigEndian(bytes[1..], position);
        Sign(_keys[0], bytes[..HeadBytes], walk, bytes[HeadBytes..]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>False for anything that <see cref="Write"/> did not give for this very walk with one of these keys.</summary>
    public bool TryRead(string cursor, ContactWalk walk, out long position)
    {
        position = 0;
        Span<byte> bytes = stackalloc byte[HeadBytes + TagBytes];
        if (cursor.Length != s_characters
            || !Base64Url.IsValid(cursor) // of what is not, decoding throws
            || !Base64Url.TryDecodeFromChars(cursor, bytes, out var written)
            || written != bytes.Length
            || bytes[0] != Version)
        {
            return false;
        }

        Span<byte> tag = stackalloc byte[TagBytes];
        foreach (var key in _keys)
        {
            Sign(key, bytes[..HeadBytes], walk, tag);
            if (CryptographicOperations.FixedTimeEquals(tag, bytes[HeadBytes..]))
            {
                position = BinaryPrimitives.ReadInt64BigEndian(bytes[1..]);
                return true;
            }
        }

        return false;
    }

    private static void Sign(byte[] key, ReadOnlySpan<byte> head, ContactWalk walk, Span<byte> tag)
    {
        ReadOnlySpan<string> texts =
        [
            walk.OrganizationId,
            walk.Session,
            walk.Filter.Source switch { null => "", ContactSource.DirectChat => "dm", _ => "group" },
            walk.Filter.Group?.Text ?? "",
            walk.Filter.Search?.Text ?? "",
        ];
        var most = head.Length;
        foreach (var text in texts)
        {
            most += sizeof(int) + Encoding.UTF8.GetMaxByteCount(text.Length);
        }

        Span<byte> signed = most <= StackBytes ? stackalloc byte[StackBytes] : new byte[most];
        head.CopyTo(signed);
        var length = head.Length;
        foreach (var text in texts)
        {
            length += Append(text, signed[length..]);
        }

        Span<byte> whole = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, signed[..length], whole);
        whole[..TagBytes].CopyTo(tag);
    }

    /// <summary>Length first, so that no two walks give the same bytes.</summary>
    private static int Append(string text, Span<byte> signed)
    {
        var length = Encoding.UTF8.GetBytes(text, signed[sizeof(int)..]);
        BinaryPrimitives.WriteInt32BigEndian(signed, length);
        return sizeof(int) + length;
    }
}
