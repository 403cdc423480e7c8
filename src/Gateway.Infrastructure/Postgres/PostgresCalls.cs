using System.Data;
using Gateway.Application;
using Npgsql;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;

namespace Gateway.Infrastructure.Postgres;

/// <summary>
/// Every call of the database passes here: a connection within its time, one more try where the cause is gone with the
/// connection, no try at all while the server was just found out of reach, and faults as callers know them.
/// </summary>
internal sealed class PostgresCalls : IAsyncDisposable
{
    private const string NoConnectionFree = "No connection to the database was free in time.";
    private const string KnownToBeOut = "The database was out of reach a moment ago.";
    private readonly NpgsqlDataSource _source;
    private readonly TimeProvider _clock;
    private readonly SemaphoreSlim _connections;
    private readonly ResiliencePipeline _breaker;
    private readonly ResiliencePipeline _retry;

    public PostgresCalls(NpgsqlDataSource source, int connections, TimeProvider clock)
    {
        (_source, _clock, _connections) = (source, clock, new SemaphoreSlim(connections));
        _breaker = new ResiliencePipelineBuilder { TimeProvider = new MonotonicClock(clock) }.AddCircuitBreaker(BreakerOptions()).Build();
        _retry = new ResiliencePipelineBuilder { TimeProvider = clock }.AddRetry(RetryOptions()).Build();
    }

    /// <param name="connect">How long a new connection may take.</param>
    /// <param name="limit">How long all of it may take.</param>
    /// <exception cref="UnavailableException">The database is out of reach or over its time.</exception>
    public async Task<T> RunAsync<T>(
        Func<NpgsqlConnection, CancellationToken, Task<T>> work, TimeSpan connect, TimeSpan limit, CancellationToken cancellationToken)
    {
        try
        {
            return await _breaker.ExecuteAsync(
                token => new ValueTask<T>(WithinAsync(ours => WithConnectionAsync(work, connect, ours), limit, token)), cancellationToken);
        }
        catch (BrokenCircuitException open)
        {
            throw new UnavailableException(KnownToBeOut, open);
        }
        catch (PostgresException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception fault) when (PostgresFaults.Explained(fault) is not null)
        {
            throw PostgresFaults.Explained(fault)!;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        _connections.Dispose();
    }

    private static CircuitBreakerStrategyOptions BreakerOptions() => new()
    {
        // Where the server answers others, one that fails is no sign; where it froze, the first to notice speaks for all.
        FailureRatio = 0.1,
        MinimumThroughput = 2,
        SamplingDuration = TimeSpan.FromSeconds(10),
        BreakDuration = TimeSpan.FromMilliseconds(500), // the least that Polly allows
        ShouldHandle = call => ValueTask.FromResult(call.Outcome.Exception is { } fault && PostgresFaults.IsOutOfReach(fault)),
    };

    private static RetryStrategyOptions RetryOptions() => new()
    {
        MaxRetryAttempts = 1,
        Delay = TimeSpan.Zero,
        ShouldHandle = call => ValueTask.FromResult(call.Outcome.Exception is { } fault && PostgresFaults.IsWorthAnotherTry(fault)),
    };

    /// <summary>
    /// Ends in time whatever the work does: Npgsql asks the server to cancel before it gives up, and that blocks where the
    /// server froze. So the work is left alone, and cancelled aside, on a thread of its own.
    /// </summary>
    private async Task<T> WithinAsync<T>(Func<CancellationToken, Task<T>> work, TimeSpan limit, CancellationToken cancellationToken)
    {
        var cancel = new CancellationTokenSource();
        var task = work(cancel.Token);
        try
        {
            return await task.WaitAsync(limit, _clock, cancellationToken);
        }
        catch (Exception) when (!task.IsCompleted)
        {
            _ = Task.Factory.StartNew(cancel.Cancel, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            _ = task.ContinueWith(left => left.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            throw;
        }
    }

    private async Task<T> WithConnectionAsync<T>(Func<NpgsqlConnection, CancellationToken, Task<T>> work, TimeSpan connect, CancellationToken cancellationToken)
    {
        if (!await _connections.WaitAsync(TimeLimits.PoolWait, cancellationToken))
        {
            throw new UnavailableException(NoConnectionFree);
        }

        try
        {
            return await _retry.ExecuteAsync(token => new ValueTask<T>(AttemptAsync(work, connect, token)), cancellationToken);
        }
        finally
        {
            _connections.Release();
        }
    }

    private async Task<T> AttemptAsync<T>(Func<NpgsqlConnection, CancellationToken, Task<T>> work, TimeSpan connect, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(connect, cancellationToken);
        try
        {
            return await work(connection, cancellationToken);
        }
        catch (InvalidOperationException hiding) when (connection.State != ConnectionState.Open)
        {
            // Dapper asks the reader for its next result also after a fault, and so hides that behind one of its own.
            throw new NpgsqlException("The connection was lost while its answers were read.", new EndOfStreamException(hiding.Message, hiding));
        }
    }

    private async Task<NpgsqlConnection> OpenAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        using var time = new CancellationTokenSource(limit, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(time.Token, cancellationToken);
        try
        {
            return await _source.OpenConnectionAsync(either.Token);
        }
        catch (OperationCanceledException late) when (time.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException("The database did not let us connect in time.", late);
        }
    }

    /// <summary>Polly measures breaks by the wall clock, which may jump.</summary>
    private sealed class MonotonicClock(TimeProvider clock) : TimeProvider
    {
        private readonly DateTimeOffset _start = clock.GetUtcNow();
        private readonly long _startTimestamp = clock.GetTimestamp();

        public override DateTimeOffset GetUtcNow() => _start + clock.GetElapsedTime(_startTimestamp);
    }
}
