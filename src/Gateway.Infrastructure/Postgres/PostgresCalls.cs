using System.Runtime.CompilerServices;
using Gateway.Application;
using Npgsql;
using Polly;
using Polly.CircuitBreaker;

namespace Gateway.Infrastructure.Postgres;

/// <summary>
/// Every call of the database passes here: a connection within its time, one more try where the cause is gone with the
/// connection, no try at all while the server was just found out of reach, and faults as callers know them.
/// </summary>
internal sealed class PostgresCalls : IAsyncDisposable
{
    private const string KnownToBeOut = "The database was out of reach a moment ago.";
    private readonly PostgresConnections _connections;
    private readonly PostgresSources _sources;
    private readonly TimeProvider _clock;
    private readonly ResiliencePipeline<object?> _breaker;

    public PostgresCalls(PostgresConnections connections, PostgresSources sources, TimeProvider clock)
    {
        (_connections, _sources, _clock) = (connections, sources, clock);
        _breaker = new ResiliencePipelineBuilder<object?> { TimeProvider = new MonotonicClock(clock) }.AddCircuitBreaker(BreakerOptions()).Build();
    }

    /// <param name="connect">How long a new connection may take.</param>
    /// <param name="limit">How long all of it may take.</param>
    /// <exception cref="UnavailableException">The database is out of reach or over its time.</exception>
    public async Task<T> RunAsync<T>(
        Func<NpgsqlConnection, CancellationToken, Task<T>> work, TimeSpan connect, TimeSpan limit, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        try
        {
            var outcome = await _breaker.ExecuteOutcomeAsync(
                static (_, call) => OutcomeAsync(call.Calls.WithinAsync(call.Work, call.Connect, call.Limit, call.Token)),
                context,
                (Calls: this, Work: work, Connect: connect, Limit: limit, Token: cancellationToken));
            outcome.ThrowIfException();
            return (T)outcome.Result!;
        }
        catch (BrokenCircuitException open)
        {
            throw new UnavailableException(KnownToBeOut, open);
        }
        catch (Exception fault) when (PostgresFaults.Explained(fault) is not null)
        {
            throw PostgresFaults.Explained(fault)!;
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    public ValueTask DisposeAsync() => _connections.DisposeAsync();

    private CircuitBreakerStrategyOptions<object?> BreakerOptions() => new()
    {
        // Where the server answers others, one that fails is no sign; where it froze, the first to notice speaks for all.
        FailureRatio = 0.1,
        MinimumThroughput = 2,
        SamplingDuration = TimeSpan.FromSeconds(10),
        BreakDuration = TimeSpan.FromMilliseconds(500), // the least that Polly allows
        ShouldHandle = call => ValueTask.FromResult(call.Outcome.Exception is { } fault && PostgresFaults.IsOutOfReach(fault) && !IsOfQueue(fault)),
    };

    /// <summary>A pooler ends who waited in its queue for too long: that does not show that the server is out of reach.</summary>
    private bool IsOfQueue(Exception fault) => _sources.IsBehindPooler && fault is PostgresException { SqlState: PostgresErrorCodes.ProtocolViolation };

    /// <summary>As the breaker takes it without wrapping it several times.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<Outcome<object?>> OutcomeAsync<T>(ValueTask<T> task)
    {
        try
        {
            return Outcome.FromResult<object?>(await task);
        }
        catch (Exception fault)
        {
            return Outcome.FromException<object?>(fault);
        }
    }

    private async Task<T> AtMostTwiceAsync<T>(
        Func<NpgsqlConnection, CancellationToken, Task<T>> work, TimeSpan connect, CancellationToken cancellationToken)
    {
        try
        {
            return await _connections.UseAsync(work, connect, cancellationToken);
        }
        catch (Exception fault) when (PostgresFaults.IsWorthAnotherTry(fault) && !cancellationToken.IsCancellationRequested)
        {
            if (PostgresFaults.IsOfSharedConnection(fault))
            {
                _sources.AssumePooler();
            }

            return await _connections.UseAsync(work, connect, cancellationToken);
        }
    }

    /// <summary>
    /// Ends in time whatever the work does: Npgsql asks the server to cancel before it gives up, and that blocks where the
    /// server froze. So the work is left alone, and cancelled aside, on a thread of its own.
    /// </summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<T> WithinAsync<T>(
        Func<NpgsqlConnection, CancellationToken, Task<T>> work, TimeSpan connect, TimeSpan limit, CancellationToken cancellationToken)
    {
        var cancel = new CancellationTokenSource();
        var task = AtMostTwiceAsync(work, connect, cancel.Token);
        try
        {
            return await task.WaitAsync(limit, _clock, cancellationToken);
        }
        catch (TimeoutException waiting) when (!task.IsCompleted && _sources.IsBehindPooler)
        {
            // The statement may have waited in the pooler's queue: that does not show that the server is out of reach.
            Abandon();
            throw new UnavailableException("A statement took too long, or waited too long for a connection of the pooler.", waiting);
        }
        catch (Exception) when (!task.IsCompleted)
        {
            Abandon();
            throw;
        }

        void Abandon()
        {
            _ = Task.Factory.StartNew(cancel.Cancel, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            _ = task.ContinueWith(left => left.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
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
