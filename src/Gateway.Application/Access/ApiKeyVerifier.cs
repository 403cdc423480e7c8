using System.Collections.Concurrent;
using Gateway.Domain.Access;
using Microsoft.Extensions.Caching.Memory;

namespace Gateway.Application.Access;

/// <summary>
/// API keys. What the database said of a key holds for 4 seconds: long requests are checked every second, and a revoked key must not
/// work for more than 5.
/// </summary>
internal sealed class ApiKeyVerifier(IApiKeyRepository keys, ApiKeyUses uses, TimeProvider clock) : ITokenVerifier, IDisposable
{
    private const int MaxCachedKeys = 10_000;
    private const int HashCharacters = (ApiKeyText.HashBytes + 2) / 3 * 4;
    private static readonly TimeSpan s_lifetime = TimeSpan.FromSeconds(4);
    private readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = MaxCachedKeys });
    private readonly ConcurrentDictionary<string, Lazy<Task<KnownKey?>>> _reading = new(StringComparer.Ordinal);

    public bool Recognizes(ReadOnlySpan<char> token) => ApiKeyText.HasPrefix(token);

    public async ValueTask<TokenVerdict> VerifyAsync(ReadOnlyMemory<char> token, CancellationToken cancellationToken)
    {
        if (!ApiKeyText.IsWellFormed(token.Span))
        {
            return TokenVerdict.Refuse("a mistyped API key");
        }

        var known = Cached(token.Span) ?? await SharedReadAsync(token.ToString()).WaitAsync(cancellationToken);
        return known is null ? TokenVerdict.Refuse("an unknown API key") : Judge(known, clock.GetUtcNow());
    }

    public void Dispose() => _cache.Dispose();

    private TokenVerdict Judge(KnownKey known, DateTimeOffset now)
    {
        if (!known.Key.IsGoodAt(now))
        {
            return TokenVerdict.Refuse("a revoked or expired API key");
        }

        uses.Note(known.Key, now);
        return known.Accepted;
    }

    /// <summary>By its hash in base64, which is made into no text: each request asks here.</summary>
    private KnownKey? Cached(ReadOnlySpan<char> token)
    {
        Span<byte> hash = stackalloc byte[ApiKeyText.HashBytes];
        ApiKeyText.WriteHash(token, hash);
        Span<char> name = stackalloc char[HashCharacters];
        _ = Convert.TryToBase64Chars(hash, name, out _);
        return _cache.TryGetValue(name, out KnownKey? known) && clock.GetElapsedTime(known!.ReadAt) < s_lifetime ? known : null;
    }

    /// <summary>One look-up for all who come with the key meanwhile: a busy one must not be looked up by each of its requests when its time is over.</summary>
    private Task<KnownKey?> SharedReadAsync(string token)
    {
        var hash = ApiKeyText.Hash(token);
        return _reading.GetOrAdd(Convert.ToBase64String(hash), name => new Lazy<Task<KnownKey?>>(() => ReadAsync(name, hash))).Value;
    }

    private async Task<KnownKey?> ReadAsync(string name, byte[] hash)
    {
        var readAt = clock.GetTimestamp();
        try
        {
            if (await keys.FindAsync(hash, CancellationToken.None) is not { } key) // others wait for it, too; the database has its own limits
            {
                return null;
            }

            var known = new KnownKey(key, TokenVerdict.Accept(new Caller(key.OrganizationId, key.Permissions, key.Id)), readAt);
            return _cache.Set(name, known, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = s_lifetime });
        }
        finally
        {
            _reading.TryRemove(name, out _);
        }
    }

    private sealed record KnownKey(ApiKey Key, TokenVerdict Accepted, long ReadAt);
}
