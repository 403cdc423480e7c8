using System.Threading.RateLimiting;
using Gateway.Api.Auth;
using Gateway.Domain.Access;
using Gateway.Infrastructure.Configuration;

namespace Gateway.Api.Limits;

/// <summary>
/// How often callers and their organizations may ask, when that is limited: buckets of tokens that hold twice what comes in a
/// second. Buckets that are full again are forgotten.
/// </summary>
internal sealed class RateBuckets : IAsyncDisposable
{
    public const string RateHeader = "RateLimit";
    public const string PolicyHeader = "RateLimit-Policy";
    private const int BurstSeconds = 2;
    private readonly List<(string Name, PartitionedRateLimiter<HttpContext> Limiter)> _buckets = [];
    private readonly string _policy = "";

    public RateBuckets(GatewaySettings settings)
    {
        if (settings.Edge.RateLimits is { } limits)
        {
            // A caller beyond its own rate takes nothing from its organization's bucket: hence in this order.
            _buckets.Add(("caller", Buckets(caller => (caller.OrganizationId, caller.Subject), limits.PerCaller)));
            _buckets.Add(("organization", Buckets(caller => caller.OrganizationId, limits.PerOrganization)));
            _policy = string.Join(", ", Policy(_buckets[0].Name, limits.PerCaller), Policy(_buckets[1].Name, limits.PerOrganization));
        }
    }

    public IEnumerable<PartitionedRateLimiter<HttpContext>> Limiters => _buckets.Select(bucket => bucket.Limiter);

    /// <summary>Tells the caller what is left (draft-ietf-httpapi-ratelimit-headers-10), whatever comes of the request. To stand where the caller is known.</summary>
    public Task TellAsync(HttpContext context, RequestDelegate next)
    {
        if (_policy.Length > 0 && context.CallerOrNull() is not null)
        {
            context.Response.OnStarting(() =>
            {
                context.Response.Headers[PolicyHeader] = _policy;
                context.Response.Headers[RateHeader] = string.Join(", ", _buckets.Select(bucket => Left(bucket.Name, bucket.Limiter, context)));
                return Task.CompletedTask;
            });
        }

        return next(context);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var limiter in Limiters)
        {
            await limiter.DisposeAsync();
        }
    }

    private static PartitionedRateLimiter<HttpContext> Buckets<TKey>(Func<Caller, TKey> key, int rate)
        where TKey : notnull =>
        PartitionedRateLimiter.Create<HttpContext, (bool IsLimited, TKey? Key)>(context => context.CallerOrNull() is { } caller
            ? RateLimitPartition.GetTokenBucketLimiter((true, (TKey?)key(caller)), _ => Bucket(rate))
            : RateLimitPartition.GetNoLimiter((false, default(TKey))));

    private static TokenBucketRateLimiterOptions Bucket(int rate) => new()
    {
        TokenLimit = rate * BurstSeconds,
        TokensPerPeriod = 1,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1) / rate,
    };

    private static string Policy(string name, int rate) => string.Create(null, $"\"{name}\";q={rate * BurstSeconds};w={BurstSeconds}");

    /// <summary>Within a second there are more: rates are whole numbers.</summary>
    private static string Left(string name, PartitionedRateLimiter<HttpContext> limiter, HttpContext context) =>
        string.Create(null, $"\"{name}\";r={limiter.GetStatistics(context)?.CurrentAvailablePermits ?? 0};t=1");
}
