using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Gateway.Domain.Sessions;

namespace Gateway.Domain.Access;

/// <summary>
/// An API key as its owner holds it: <c>wa_</c>, 32 random base-62 characters, and a 6-character checksum of these
/// (CRC-32C in base 62), so that secret scanners find it and a mistyped one is refused without a look-up.
/// </summary>
public static class ApiKeyText
{
    public const string Prefix = "wa_";
    public const int SecretCharacters = 32;
    public const int ChecksumCharacters = 6;
    public const int HashBytes = SHA256.HashSizeInBytes;
    private const int Length = 3 + SecretCharacters + ChecksumCharacters;
    private const int ShownCharacters = 8;
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /// <summary>A new key: 190 random bits.</summary>
    public static string New()
    {
        var secret = RandomNumberGenerator.GetString(Alphabet, SecretCharacters);
        Span<char> checksum = stackalloc char[ChecksumCharacters];
        WriteChecksum(secret, checksum);
        return string.Concat(Prefix, secret, checksum);
    }

    /// <summary>Whether the text has a key's shape, checksum included; says nothing about whether such a key exists.</summary>
    public static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        if (!HasPrefix(text) || text.Length != Length || text[Prefix.Length..].IndexOfAnyExcept(Ulid.Alphanumeric) >= 0)
        {
            return false;
        }

        Span<char> checksum = stackalloc char[ChecksumCharacters];
        WriteChecksum(text.Slice(Prefix.Length, SecretCharacters), checksum);
        return text[^ChecksumCharacters..].SequenceEqual(checksum);
    }

    /// <summary>Whether a token is meant to be an API key, well-formed or not.</summary>
    public static bool HasPrefix(ReadOnlySpan<char> text) => text.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>What is stored: SHA-256 of the key. The key has 190 random bits, so that a slow hash would add nothing.</summary>
    public static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    /// <summary><see cref="Hash"/> of a well-formed key.</summary>
    public static void WriteHash(ReadOnlySpan<char> key, Span<byte> hash)
    {
        Span<byte> ascii = stackalloc byte[Length];
        SHA256.HashData(ascii[..Encoding.ASCII.GetBytes(key, ascii)], hash);
    }

    /// <summary>The part of a key that may be shown again: enough to tell keys apart.</summary>
    public static string ShownPrefix(string key) => key[..ShownCharacters];

    private static void WriteChecksum(ReadOnlySpan<char> secret, Span<char> text)
    {
        var crc = uint.MaxValue;
        foreach (var character in secret)
        {
            crc = BitOperations.Crc32C(crc, (byte)character);
        }

        crc = ~crc;
        for (var i = ChecksumCharacters - 1; i >= 0; i--, crc /= (uint)Alphabet.Length)
        {
            text[i] = Alphabet[(int)(crc % (uint)Alphabet.Length)];
        }
    }
}
