using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Gateway.Domain.Access;
using Microsoft.Extensions.Caching.Memory;

namespace Gateway.Infrastructure.Tokens;

/// <summary>Remembers for a minute who presents a token, by its hash alone: until it expires, and while the keys are the same.</summary>
internal sealed class VerifiedTokens(TimeProvider clock) : IDisposable
{
    private const int MaxTokens = 10_000;
    private const int HashCharacters = (SHA256.HashSizeInBytes + 2) / 3 * 4;
    private static readonly TimeSpan s_lifetime = TimeSpan.FromSeconds(60);
    private readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = MaxTokens });

    public Caller? Find(ReadOnlySpan<char> token, KeySet keys)
    {
        Span<char> name = stackalloc char[HashCharacters];
        WriteHash(token, name);
        return _cache.TryGetValue(name, out Verified? verified) && verified!.Keys == keys
            && clock.GetElapsedTime(verified.At) < s_lifetime && clock.GetUtcNow() < verified.Expiry
            ? verified.Caller
            : null;
    }

    public void Add(string token, KeySet keys, Caller caller, DateTimeOffset expiry)
    {
        var options = new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = s_lifetime };
        Span<char> name = stackalloc char[HashCharacters];
        WriteHash(token, name);
        _cache.Set(name.ToString(), new Verified(keys, caller, expiry, clock.GetTimestamp()), options);
    }

    public void Dispose() => _cache.Dispose();

    /// <summary>In base64.</summary>
    private static void WriteHash(ReadOnlySpan<char> token, Span<char> name)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        var utf8 = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(token.Length));
        SHA256.HashData(utf8.AsSpan(0, Encoding.UTF8.GetBytes(token, utf8)), hash);
        ArrayPool<byte>.Shared.Return(utf8, clearArray: true);
        _ = Convert.TryToBase64Chars(hash, name, out _);
    }

    private sealed record Verified(KeySet Keys, Caller Caller, DateTimeOffset Expiry, long At);
}
