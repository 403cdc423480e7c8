using System.Collections.Concurrent;
using Gateway.Domain.Access;
using Microsoft.Extensions.Caching.Memory;

namespace Gateway.Application.Access;

/// <summary>
/// API keys. What the database said of a key holds for 5 seconds, the longest that a revoked key may go on working.
/// </summary>
internal sealed class ApiKeyVerifier(IApiKeyRepository keys, ApiKeyUses uses, TimeProvider clock) : ITokenVerifier, IDisposable
{
    private const int MaxCachedKeys = 10_000;
    private static readonly TimeSpan s_lifetime = TimeSpan.FromSeconds(5);
    private readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = MaxCachedKeys });
    private readonly ConcurrentDictionary<string, Lazy<Task<ApiKey?>>> _reading = new(StringComparer.Ordinal);

    public bool Recognizes(string token) => ApiKeyText.HasPrefix(token);

    public async ValueTask<TokenVerdict> VerifyAsync(string token, CancellationToken cancellationToken)
    {
        if (!ApiKeyText.IsWellFormed(token))
        {
            return TokenVerdict.Refuse("a mistyped API key");
        }

        var hash = ApiKeyText.Hash(token);
        var name = Convert.ToBase64String(hash);
        var key = Cached(name) ?? await SharedReadAsync(name, hash).WaitAsync(cancellationToken);
        return key is null ? TokenVerdict.Refuse("an unknown API key") : Judge(key, clock.GetUtcNow());
    }

    public void Dispose() => _cache.Dispose();

    private TokenVerdict Judge(ApiKey key, DateTimeOffset now)
    {
        if (!key.IsGoodAt(now))
        {
            return TokenVerdict.Refuse("a revoked or expired API key");
        }

        uses.Note(key, now);
        return TokenVerdict.Accept(new Caller(key.OrganizationId, key.Permissions, key.Id));
    }

    private ApiKey? Cached(string name) =>
        _cache.TryGetValue(name, out (ApiKey Key, long ReadAt) entry) && clock.GetElapsedTime(entry.ReadAt) < s_lifetime ? entry.Key : null;

    /// <summary>One look-up for all who come with the key meanwhile: a busy one must not be looked up by each of its requests when its time is over.</summary>
    private Task<ApiKey?> SharedReadAsync(string name, byte[] hash) =>
        _reading.GetOrAdd(name, _ => new Lazy<Task<ApiKey?>>(() => ReadAsync(name, hash))).Value;

    private async Task<ApiKey?> ReadAsync(string name, byte[] hash)
    {
        var readAt = clock.GetTimestamp();
        try
        {
            var key = await keys.FindAsync(hash, CancellationToken.None); // others wait for it, too; the database has its own limits
            if (key is not null)
            {
                _cache.Set(name, (key, readAt), new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = s_lifetime });
            }

            return key;
        }
        finally
        {
            _reading.TryRemove(name, out _);
        }
    }
}
