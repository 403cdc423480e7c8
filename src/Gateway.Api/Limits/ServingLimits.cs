using System.Threading.RateLimiting;
using Gateway.Api.Auth;
using Gateway.Api.Errors;
using Gateway.Api.Logging;

namespace Gateway.Api.Limits;

/// <summary>Marks endpoints that take no place among the requests at work: such as must always answer.</summary>
internal sealed class TakesNoPlace;

/// <summary>Marks endpoints that work for as long as a client sends: they have places of their own, and take none of the others'.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TakesPlaceOfUploadAttribute : Attribute;

/// <summary>
/// What is served at once, and to whom. What is beyond is refused at once, before its token is looked at: a queue would make
/// every answer late.
/// </summary>
internal sealed class ServingLimits : IAsyncDisposable
{
    /// <summary>More at once make no answer come sooner: a page is a millisecond or two of a core. bench/overload.sh measures it.</summary>
    private const int PlacesPerCore = 16;

    /// <summary>A single program of a single organization may well ask so much at once, whatever the machine.</summary>
    private const int FewestPlaces = 32;

    private static readonly int s_places = Math.Max(FewestPlaces, PlacesPerCore * Environment.ProcessorCount);

    /// <summary>No organization alone can take all places from the others.</summary>
    private static readonly int s_placesPerOrganization = s_places * 3 / 4;

    /// <summary>Each holds a few thousand lines, and a connection to the database now and then: half of those there are.</summary>
    private const int Uploads = 16;

    private const int UploadsPerOrganization = 12;

    private readonly ConcurrencyLimiter _places = new(Places(s_places));

    private readonly ConcurrencyLimiter _uploads = new(Places(Uploads));

    private readonly PartitionedRateLimiter<HttpContext> _placesOfOrganizations = PartitionedRateLimiter.Create<HttpContext, (bool IsUpload, string Organization)>(context =>
        TakesPlace(context) && context.CallerOrNull() is { } caller
            ? RateLimitPartition.GetConcurrencyLimiter((IsUpload: IsUpload(context), caller.OrganizationId), key => Places(key.IsUpload ? UploadsPerOrganization : s_placesPerOrganization))
            : RateLimitPartition.GetNoLimiter((false, "")));

    /// <summary>Rates first, where they are limited, then places.</summary>
    private readonly PartitionedRateLimiter<HttpContext> _shares;

    public ServingLimits(RateBuckets rates) =>
        _shares = rates.Limiters.Any() ? PartitionedRateLimiter.CreateChained([.. rates.Limiters, _placesOfOrganizations]) : _placesOfOrganizations;

    /// <summary>To stand before tokens are looked at.</summary>
    public Task TakePlaceAsync(HttpContext context, RequestDelegate next) => TakesPlace(context) ? WithinPlaceAsync(context, next) : next(context);

    /// <summary>
    /// To stand where the caller is known. Then they take turns, so that who waits for a thread holds a place, and one of its
    /// organization's share: the embedded database works on the thread that read the request, and others would wait for one
    /// without having asked for a place.
    /// </summary>
    public async Task TakePlaceOfOrganizationAsync(HttpContext context, RequestDelegate next)
    {
        using var place = _shares.AttemptAcquire(context);
        if (!place.IsAcquired)
        {
            await RefuseAsync(context, place, "the organization's places are taken");
            return;
        }

        await Task.Yield();
        await next(context);
    }

    public async ValueTask DisposeAsync()
    {
        await _places.DisposeAsync();
        await _uploads.DisposeAsync();
        await _placesOfOrganizations.DisposeAsync();
    }

    private static bool TakesPlace(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<TakesNoPlace>() is null;

    private static bool IsUpload(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<TakesPlaceOfUploadAttribute>() is not null;

    private static ConcurrencyLimiterOptions Places(int places) => new() { PermitLimit = places };

    private async Task WithinPlaceAsync(HttpContext context, RequestDelegate next)
    {
        using var place = (IsUpload(context) ? _uploads : _places).AttemptAcquire();
        await (place.IsAcquired ? next(context) : RefuseAsync(context, place, "all places are taken"));
    }

    private static Task RefuseAsync(HttpContext context, RateLimitLease lease, string noPlace)
    {
        // Only buckets know when it will be time again.
        var isTooOften = lease.TryGetMetadata(MetadataName.RetryAfter, out _);
        RequestNotes.Of(context).Refusal = isTooOften ? "too many requests a second" : noPlace;
        return context.WriteErrorAsync(isTooOften ? ApiError.RateLimited : ApiError.Unavailable);
    }
}
