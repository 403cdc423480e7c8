using System.Threading.RateLimiting;
using Gateway.Api.Auth;
using Gateway.Api.Errors;
using Gateway.Api.Logging;
using Microsoft.AspNetCore.RateLimiting;

namespace Gateway.Api.Limits;

/// <summary>Marks endpoints that take no place among the requests at work: such as must always answer, or work for long.</summary>
internal sealed class TakesNoPlace;

/// <summary>
/// What is served at once, and to whom. What is beyond is refused at once, before anything is spent on it: so those who are
/// served are served as fast as ever.
/// </summary>
internal sealed class ServingLimits(RateBuckets rates) : IAsyncDisposable
{
    /// <summary>
    /// More at work than this make no page come sooner (bench/overload.sh): 2 cores answer as many a second with 8 at once as
    /// with 128, only later. What is above that leaves room for bursts, and for a slow database.
    /// </summary>
    private const int PlacesPerCore = 32;

    private static readonly int s_places = PlacesPerCore * Environment.ProcessorCount;

    /// <summary>So that no organization alone can take the service from the others.</summary>
    private static readonly int s_placesPerOrganization = s_places / 2;

    private readonly PartitionedRateLimiter<HttpContext> _places = PartitionedRateLimiter.Create<HttpContext, bool>(context =>
        TakesPlace(context) ? RateLimitPartition.GetConcurrencyLimiter(true, _ => Places(s_places)) : RateLimitPartition.GetNoLimiter(false));

    private readonly PartitionedRateLimiter<HttpContext> _placesOfOrganizations = PartitionedRateLimiter.Create<HttpContext, string>(context =>
        TakesPlace(context) && context.CallerOrNull() is { } caller
            ? RateLimitPartition.GetConcurrencyLimiter(caller.OrganizationId, _ => Places(s_placesPerOrganization))
            : RateLimitPartition.GetNoLimiter(""));

    /// <summary>To stand before tokens are looked at.</summary>
    public RateLimiterOptions OfAll() => new() { GlobalLimiter = _places, OnRejected = (refused, _) => RefuseAsync(refused, "all places are taken") };

    /// <summary>To stand where the caller is known.</summary>
    public RateLimiterOptions OfCallers() => new()
    {
        GlobalLimiter = PartitionedRateLimiter.CreateChained([.. rates.Limiters, _placesOfOrganizations]),
        OnRejected = (refused, _) => RefuseAsync(refused, "the organization's places are taken"),
    };

    public async ValueTask DisposeAsync()
    {
        await _places.DisposeAsync();
        await _placesOfOrganizations.DisposeAsync();
    }

    private static bool TakesPlace(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<TakesNoPlace>() is null;

    private static ConcurrencyLimiterOptions Places(int places) => new() { PermitLimit = places };

    private static ValueTask RefuseAsync(OnRejectedContext refused, string noPlace)
    {
        // Only buckets know when it will be time again.
        var isTooOften = refused.Lease.TryGetMetadata(MetadataName.RetryAfter, out _);
        RequestNotes.Of(refused.HttpContext).Refusal = isTooOften ? "too many requests a second" : noPlace;
        return new ValueTask(refused.HttpContext.WriteErrorAsync(isTooOften ? ApiError.RateLimited : ApiError.Unavailable));
    }
}
