using Microsoft.Extensions.Logging;

namespace Gateway.Application.Storage;

/// <summary>Finishes the removal of people and sessions while the service runs. See <see cref="IDatabase.FinishErasuresAsync"/>.</summary>
internal sealed partial class ErasureKeeper(IDatabase database, TimeProvider clock, ILogger<ErasureKeeper> logger) : IBackgroundWork
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(1);
    private bool _isLogged;

    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                await Task.Delay(s_interval, clock, stopping);
                await FinishAsync(stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The next start goes on.
        }
    }

    private async Task FinishAsync(CancellationToken stopping)
    {
        try
        {
            // On a thread of its own: SQLite works on its caller's.
            await Task.Run(() => database.FinishErasuresAsync(stopping), stopping).WaitAsync(stopping);
            _isLogged = false;
        }
        catch (UnavailableException exception)
        {
            if (!_isLogged)
            {
                LogUnfinished(exception.Message, exception);
            }

            _isLogged = true;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Reason} Removed data is still in the database's file. It is tried again every second")]
    private partial void LogUnfinished(string reason, Exception exception);
}
