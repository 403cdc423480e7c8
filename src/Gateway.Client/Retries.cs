using System.Net;
using Polly;
using Polly.Retry;

namespace Gateway.Client;

/// <summary>Tries reads again where that is safe and may help: when the gateway says so (429, 503), or could not be reached.</summary>
internal sealed class Retries(GatewayClientOptions options, TimeProvider clock) : DelegatingHandler
{
    private static readonly TimeSpan s_firstDelay = TimeSpan.FromMilliseconds(500);
    private readonly ResiliencePipeline<HttpResponseMessage> _pipeline = Build(options, clock);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        request.Method == HttpMethod.Get || request.Method == HttpMethod.Head
            ? await _pipeline.ExecuteAsync(async token => await base.SendAsync(request, token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false)
            : await base.SendAsync(request, cancellationToken).ConfigureAwait(false);

    private static ResiliencePipeline<HttpResponseMessage> Build(GatewayClientOptions options, TimeProvider clock)
    {
        var builder = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = clock };
        return options.MaxRetries == 0 ? builder.Build() : builder.AddRetry(new RetryStrategyOptions<HttpResponseMessage>
        {
            MaxRetryAttempts = options.MaxRetries,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = s_firstDelay < options.MaxRetryDelay ? s_firstDelay : options.MaxRetryDelay,
            MaxDelay = options.MaxRetryDelay,
            ShouldHandle = attempt => ValueTask.FromResult(MayHelp(attempt.Outcome, options.MaxRetryDelay, clock)),
            DelayGenerator = attempt => ValueTask.FromResult(WaitOf(attempt.Outcome, clock)),
        }).Build();
    }

    private static bool MayHelp(Outcome<HttpResponseMessage> outcome, TimeSpan longest, TimeProvider clock) => outcome switch
    {
        { Exception: HttpRequestException } => true,
        { Result.StatusCode: HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable } => !(WaitOf(outcome, clock) > longest),
        _ => false,
    };

    /// <summary>As the gateway asks; null, a growing one of our own.</summary>
    private static TimeSpan? WaitOf(Outcome<HttpResponseMessage> outcome, TimeProvider clock) =>
        outcome.Result?.Headers.RetryAfter is { } value ? Waiting.Of(value, clock) : null;
}
