using System.Net.Http.Headers;

namespace Gateway.Client;

internal static class Waiting
{
    /// <summary>What <c>Retry-After</c> asks for (RFC 9110, section 10.2.3): seconds, or until a date; never less than none.</summary>
    public static TimeSpan Of(RetryConditionHeaderValue value, TimeProvider clock)
    {
        var wait = value.Delta ?? (value.Date - clock.GetUtcNow()) ?? TimeSpan.Zero;
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }
}
