using Microsoft.Extensions.Logging;

namespace Gateway.Application.Access;

/// <summary>Writes when keys were last used: what is new once a minute, and a last time when the service stops.</summary>
internal sealed partial class ApiKeyUseRecorder(IApiKeyRepository keys, ApiKeyUses uses, TimeProvider clock, ILogger<ApiKeyUseRecorder> logger)
    : IBackgroundWork
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_longestLast = TimeSpan.FromSeconds(2);
    private bool _isOut;

    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                await Task.Delay(s_interval, clock, stopping);
                await WriteAsync(stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await WriteLastAsync();
        }
    }

    private async Task WriteLastAsync()
    {
        using var limit = new CancellationTokenSource(s_longestLast, clock);
        try
        {
            await WriteAsync(limit.Token);
        }
        catch (OperationCanceledException late) when (limit.IsCancellationRequested)
        {
            LogUnwritten(late);
        }
    }

    /// <summary>What cannot be written stays noted.</summary>
    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        var unwritten = uses.Unwritten();
        if (unwritten.Count == 0)
        {
            return;
        }

        try
        {
            // Aside, for SQLite blocks its caller while another process writes.
            await Task.Run(() => keys.RecordUseAsync(unwritten, cancellationToken), cancellationToken).WaitAsync(cancellationToken);
            uses.MarkWritten(unwritten);
            _isOut = false;
        }
        catch (UnavailableException fault)
        {
            if (!_isOut)
            {
                LogUnwritten(fault);
            }

            _isOut = true;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "When API keys were last used cannot be written; while the service runs it is tried every minute")]
    private partial void LogUnwritten(Exception fault);
}
