using System.Data;
using System.Runtime.CompilerServices;
using Gateway.Application;
using Npgsql;

namespace Gateway.Infrastructure.Postgres;

/// <summary>
/// The connections to the server. At most as many are used as its pool holds, counted here, since Npgsql's own wait for
/// one is the same as for a server that does not answer.
/// </summary>
internal sealed class PostgresConnections(PostgresSources sources, int most, TimeSpan poolWait, TimeProvider clock) : IAsyncDisposable
{
    private const string NoneFree = "No connection to the database was free in time.";
    private readonly SemaphoreSlim _free = new(most);

    /// <exception cref="UnavailableException">None is free in time.</exception>
    /// <exception cref="TimeoutException">The server did not let us connect in time.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<T> UseAsync<T>(Func<NpgsqlConnection, CancellationToken, Task<T>> work, TimeSpan connect, CancellationToken cancellationToken)
    {
        if (!await _free.WaitAsync(poolWait, cancellationToken))
        {
            throw new UnavailableException(NoneFree);
        }

        try
        {
            await using var connection = await OpenAsync(connect, cancellationToken);
            return await UseAsync(connection, work, cancellationToken);
        }
        finally
        {
            _free.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await sources.DisposeAsync();
        _free.Dispose();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<T> UseAsync<T>(
        NpgsqlConnection connection, Func<NpgsqlConnection, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
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

    /// <summary>One that the pool has is there at once: no clock is set for it.</summary>
    private ValueTask<NpgsqlConnection> OpenAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var giveUp = new CancellationTokenSource();
        var opening = sources.OpenAsync(giveUp.Token);
        return opening.IsCompletedSuccessfully ? opening : WithinAsync(opening, giveUp, limit, cancellationToken);
    }

    private async ValueTask<NpgsqlConnection> WithinAsync(
        ValueTask<NpgsqlConnection> opening, CancellationTokenSource giveUp, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var time = new CancellationTokenSource(limit, clock);
        await using var late = time.Token.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), giveUp);
        await using var left = cancellationToken.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), giveUp);
        try
        {
            return await opening;
        }
        catch (OperationCanceledException fault) when (time.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException("The database did not let us connect in time.", fault);
        }
    }
}
