namespace Gateway.Client;

/// <summary>Ends reads, all tries together, when <see cref="HttpClient"/> by itself would; uploads last for as long as they have something to say.</summary>
internal sealed class ReadDeadlines(TimeProvider clock) : DelegatingHandler
{
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(100);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        request.Content is null ? ReadAsync(request, cancellationToken) : base.SendAsync(request, cancellationToken);

    private async Task<HttpResponseMessage> ReadAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(s_longest, clock);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            return await base.SendAsync(request, end.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException fault) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TaskCanceledException("The gateway did not answer in time.", new TimeoutException(fault.Message, fault), fault.CancellationToken);
        }
    }
}
