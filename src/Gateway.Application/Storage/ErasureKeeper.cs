using Microsoft.Extensions.Logging;

namespace Gateway.Application.Storage;

/// <summary>Finishes the removal of people and sessions while the service runs. See <see cref="IDatabase.FinishErasuresAsync"/>.</summary>
internal sealed partial class ErasureKeeper(IDatabase database, TimeProvider clock, ILogger<ErasureKeeper> logger) : IBackgroundWork
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(1);

    /// <summary>An attempt that fails fills the disk, and keeps writers out while it lasts.</summary>
    private static readonly TimeSpan s_maxPause = TimeSpan.FromMinutes(10);

    /// <summary>How long a reader may hold it up before that is worth a warning.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private long? _waitingSince;
    private bool _isWaitLogged;

    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            for (var pause = s_interval; ;)
            {
                await Task.Delay(pause, clock, stopping);
                pause = await TryFinishAsync(pause == s_interval, stopping) ? s_interval
                    : pause < s_maxPause / 2 ? 2 * pause
                    : s_maxPause;
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The next start goes on.
        }
    }

    /// <returns>Whether it can be tried again soon.</returns>
    private async Task<bool> TryFinishAsync(bool isFirst, CancellationToken stopping)
    {
        try
        {
            // On a thread of its own: SQLite works on its caller's.
            NoteWait(await Task.Run(() => database.FinishErasuresAsync(stopping), stopping).WaitAsync(stopping));
            return true;
        }
        catch (UnavailableException exception)
        {
            if (isFirst)
            {
                LogFailure(exception.Message, exception);
            }

            return false;
        }
    }

    private void NoteWait(bool isFinished)
    {
        _waitingSince = isFinished ? null : _waitingSince ?? clock.GetTimestamp();
        if (_waitingSince is { } since && !_isWaitLogged && clock.GetElapsedTime(since) > s_patience)
        {
            LogWait();
            _isWaitLogged = true;
        }

        _isWaitLogged &= !isFinished;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Reason} Removed data is still in the database's file. It is tried again, at longer and longer intervals up to 10 minutes")]
    private partial void LogFailure(string reason, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Removed data is still in the database's file: another process has been reading it for minutes, such as a backup. It is tried again every second")]
    private partial void LogWait();
}
