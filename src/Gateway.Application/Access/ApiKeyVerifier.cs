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

    public bool Recognizes(string token) => ApiKeyText.HasPrefix(token);

    public async ValueTask<TokenVerdict> VerifyAsync(string token, CancellationToken cancellationToken)
    {
        if (!ApiKeyText.IsWellFormed(token))
        {
            return TokenVerdict.Refuse("a mistyped API key");
        }

        var hash = ApiKeyText.Hash(token);
        var key = Cached(hash) ?? await ReadAsync(hash, cancellationToken);
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

    private ApiKey? Cached(byte[] hash) =>
        _cache.TryGetValue(Convert.ToBase64String(hash), out (ApiKey Key, long ReadAt) entry) && clock.GetElapsedTime(entry.ReadAt) < s_lifetime
            ? entry.Key
            : null;

    private async Task<ApiKey?> ReadAsync(byte[] hash, CancellationToken cancellationToken)
    {
        var readAt = clock.GetTimestamp();
        var key = await keys.FindAsync(hash, cancellationToken);
        if (key is not null)
        {
            var options = new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = s_lifetime };
            _cache.Set(Convert.ToBase64String(hash), (key, readAt), options);
        }

        return key;
    }
}
