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
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hmac.AppendData(head);
        Append(hmac, walk.OrganizationId);
        Append(hmac, walk.Session);
        Append(hmac, walk.Filter.Source switch { null => "", ContactSource.DirectChat => "dm", _ => "group" });
        Append(hmac, walk.Filter.Group?.Text ?? "");
        Append(hmac, walk.Filter.Search?.Text ?? "");
        Span<byte> whole = stackalloc byte[HMACSHA256.HashSizeInBytes];
        hmac.GetHashAndReset(whole);
        whole[..TagBytes].CopyTo(tag);
    }

    /// <summary>Length first, so that no two walks give the same bytes.</summary>
    private static void Append(IncrementalHash hmac, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        hmac.AppendData(length);
        hmac.AppendData(bytes);
    }
}
