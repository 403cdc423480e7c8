using Gateway.Api.Limits;
using Microsoft.OpenApi;

namespace Gateway.Api.OpenApi;

/// <summary>What every caller is told of its limits.</summary>
internal static class RateLimitDocument
{
    public static void AddTo(IDictionary<string, IOpenApiHeader> headers)
    {
        headers[RateBuckets.PolicyHeader] = ListContactsDocument.Header(
            "Where requests are limited: how many (`q`) in how many seconds (`w`), by caller and by organization (draft-ietf-httpapi-ratelimit-headers).",
            "\"caller\";q=200;w=2, \"organization\";q=800;w=2");
        headers[RateBuckets.RateHeader] = ListContactsDocument.Header(
            "Where requests are limited: how many are left (`r`); in `t` seconds there are more.",
            "\"caller\";r=199;t=1, \"organization\";r=799;t=1");
    }
}
