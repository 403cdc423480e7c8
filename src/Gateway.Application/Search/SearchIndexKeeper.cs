using Gateway.Domain.Sessions;
using Microsoft.Extensions.Logging;

namespace Gateway.Application.Search;

/// <summary>Brings the search index of every session up to date while the service runs, session after session.</summary>
internal sealed partial class SearchIndexKeeper(ISearchStorage storage, SearchIndex index, TimeProvider clock, ILogger<SearchIndexKeeper> logger) : IBackgroundWork
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(1);
    private bool _isOut;

    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                await Task.Delay(s_interval, clock, stopping);
                await KeepUpAsync(stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // What is left is due the next time.
        }
    }

    private async Task KeepUpAsync(CancellationToken stopping)
    {
        try
        {
            // Aside, for SQLite blocks its caller while another process writes.
            await Task.Run(() => KeepAllUpAsync(stopping), stopping).WaitAsync(stopping);
            _isOut = false;
        }
        catch (UnavailableException fault)
        {
            if (!_isOut)
            {
                LogUnkept(fault.Message, fault);
            }

            _isOut = true;
        }
    }

    /// <summary>A step for each in turn, so that a large session does not hold up the others.</summary>
    private async Task KeepAllUpAsync(CancellationToken stopping)
    {
        var due = await storage.DueAsync(stopping);
        while (due.Count > 0)
        {
            var left = new List<SessionId>();
            foreach (var session in due)
            {
                if (await index.KeepUpAsync(session, stopping))
                {
                    left.Add(session);
                }
            }

            due = left;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Reason} The search index is not updated until then. It is tried again every second")]
    private partial void LogUnkept(string reason, Exception fault);
}
