using Gateway.Api.Logging;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Timeouts;

namespace Gateway.Api.Limits;

/// <summary>
/// Cuts the connection of who asks and does not read: the server's own minimum rate counts what lies in the system's buffers as
/// read, and allows hours for that.
/// </summary>
internal sealed class SlowReaders(RequestDelegate next, TimeProvider clock)
{
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(8);

    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<DisableRequestTimeoutAttribute>() is null)
        {
            var notes = RequestNotes.Of(context);
            var connection = context.Features.GetRequiredFeature<IHttpRequestLifetimeFeature>();
            var timer = clock.CreateTimer(Cut, (notes, connection), s_longest, Timeout.InfiniteTimeSpan);
            context.Response.RegisterForDisposeAsync(timer); // once all is sent
        }

        return next(context);
    }

    private static void Cut(object? state)
    {
        var (notes, connection) = ((RequestNotes, IHttpRequestLifetimeFeature))state!;
        notes.Refusal = "the answer was not read";
        connection.Abort();
    }
}
