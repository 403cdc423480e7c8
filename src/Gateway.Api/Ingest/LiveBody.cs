using Gateway.Api.Logging;
using Gateway.Application;
using Gateway.Application.Ingest;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Gateway.Api.Ingest;

/// <summary>
/// The body of an upload, read as it comes: for as long as something comes every <see cref="LongestSilence"/>, and the service is
/// not stopping. While nobody reads, the client is held up, and its time is not counted.
/// </summary>
internal sealed class LiveBody : ForwardOnlyStream
{
    /// <summary>A minimum rate that a blank line now and then keeps. The server's own is of the whole body: after a large upload it would wait for days.</summary>
    public static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(30);

    /// <summary>Until an answer has arrived, which the end of the connection could overtake.</summary>
    private static readonly TimeSpan s_lastWord = TimeSpan.FromSeconds(1);

    private readonly HttpContext _context;
    private readonly Stream _body;
    private readonly TimeProvider _clock;
    private readonly CancellationToken _stopping;
    private readonly SemaphoreSlim _turn = new(1);

    public LiveBody(HttpContext context)
    {
        (_context, _body) = (context, context.Request.Body);
        _clock = context.RequestServices.GetRequiredService<TimeProvider>();
        _stopping = context.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = null;
        }
    }

    /// <exception cref="UnavailableException">The service is stopping.</exception>
    /// <exception cref="BadHttpRequestException">Nothing more comes: the client is silent, or gone. The server tells of the latter in several ways, and later.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await _turn.WaitAsync(cancellationToken);
        using var silence = new CancellationTokenSource(LongestSilence, _clock);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, silence.Token, _stopping);
        try
        {
            return await _body.ReadAsync(buffer, end.Token);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            _context.Response.OnCompleted(HangUpAsync);
            throw new UnavailableException("The service is stopping.");
        }
        catch (OperationCanceledException late) when (silence.IsCancellationRequested)
        {
            RequestNotes.Of(_context).Refusal = "the body came too slowly";
            _context.Abort();
            throw new BadHttpRequestException("The body came too slowly.", StatusCodes.Status408RequestTimeout, late);
        }
        catch (IOException lost) when (lost is not BadHttpRequestException)
        {
            throw new BadHttpRequestException("The connection was lost.", lost);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Waits for a read that was cancelled and has not ended: the server reads the rest of the body before it can answer.</summary>
    public override async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync();
        await base.DisposeAsync();
    }

    /// <summary>A server that stops would wait for the rest of the body until it is made to end; the answer has been sent.</summary>
    private async Task HangUpAsync()
    {
        await Task.Delay(s_lastWord, _clock);
        _context.Abort();
    }
}
