using System.Collections.Concurrent;
using Gateway.Api.Logging;
using Gateway.Application;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Api.Auth;

/// <summary>
/// Marks endpoints whose requests may outlive the credential that they came with. <see cref="CredentialWatch"/> ends them when it is
/// revoked or expires. Every endpoint without a request timeout must have it.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LongRequestAttribute : Attribute;

/// <summary>A request whose credential was revoked or expired while it was being answered.</summary>
internal sealed class CredentialEndedException(Exception inner) : Exception("The credential was revoked or has expired.", inner);

/// <summary>
/// Asks every second whether the credentials of long requests are still accepted, and ends those requests whose credential is not.
/// With the 4 seconds that a verifier may remember an API key, a request ends within 5 seconds, on every instance. While the answer
/// is unknown, because the database is out of reach, no request is ended.
/// </summary>
internal sealed class CredentialWatch(BearerTokens tokens, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(1);

    /// <summary>How long a client has to read the answer before its connection is closed: it may never stop sending.</summary>
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<WatchedRequest, WatchedRequest> _requests = [];

    /// <summary>Runs the rest of the pipeline; watches it, where the endpoint is marked. It must run after authorization.</summary>
    /// <exception cref="CredentialEndedException">The credential is no longer accepted.</exception>
    public async Task WatchAsync(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<LongRequestAttribute>() is null)
        {
            await next(context);
            return;
        }

        var lifetime = context.Features.GetRequiredFeature<IHttpRequestLifetimeFeature>();
        var connection = lifetime.RequestAborted;
        using var request = new WatchedRequest(BearerTokens.CredentialOf(context), RequestNotes.Of(context));
        using var either = CancellationTokenSource.CreateLinkedTokenSource(connection, request.Ended);
        lifetime.RequestAborted = either.Token;
        _requests[request] = request;
        try
        {
            await next(context);
        }
        catch (Exception exception) when (request.Ended.IsCancellationRequested && !context.Response.HasStarted)
        {
            context.Response.OnCompleted(() => CloseAsync(lifetime));
            throw new CredentialEndedException(exception);
        }
        finally
        {
            _requests.TryRemove(request, out _);
            lifetime.RequestAborted = connection;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await Task.WhenAll(_requests.Values.Select(request => EndUnlessAcceptedAsync(request, stoppingToken)));
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // A stop ends long requests in its own way.
        }
    }

    private async Task EndUnlessAcceptedAsync(WatchedRequest request, CancellationToken cancellationToken)
    {
        try
        {
            if (await tokens.RefusalAsync(request.Credential, cancellationToken) is { } refusal)
            {
                request.End(refusal);
            }
        }
        catch (UnavailableException)
        {
            // Unknown is not refused.
        }
    }

    private async Task CloseAsync(IHttpRequestLifetimeFeature lifetime)
    {
        await Task.Delay(s_grace, clock);
        lifetime.Abort();
    }

    /// <summary>Keeps nothing of the context: the server uses it again for the next request of the connection.</summary>
    private sealed class WatchedRequest(Credential credential, RequestNotes notes) : IDisposable
    {
        private readonly CancellationTokenSource _ended = new();
        private readonly Lock _lock = new();
        private bool _isDisposed;

        public Credential Credential => credential;

        public CancellationToken Ended => _ended.Token;

        public void End(string refusal)
        {
            lock (_lock)
            {
                if (!_isDisposed && !_ended.IsCancellationRequested)
                {
                    notes.Refusal = refusal;
                    _ = _ended.CancelAsync();
                }
            }
        }

        public void Dispose()
        {
            lock (_lock)
            {
                _isDisposed = true;
                _ended.Dispose();
            }
        }
    }
}
