using System.Data;
using Gateway.Application;
using Gateway.Application.Storage;
using Gateway.Infrastructure.Configuration;
using Npgsql;

namespace Gateway.Infrastructure.Postgres;

/// <summary>A database on a PostgreSQL server, 15 or later.</summary>
internal sealed class PostgresDatabase : IDatabase, IAsyncDisposable
{
    private readonly PostgresCalls _calls;
    private readonly PostgresSources _sources;
    private readonly ReadLimits _limits;

    public PostgresDatabase(DatabaseSettings settings, TimeProvider clock)
    {
        var builder = PostgresSource.Completed(settings.ConnectionString);
        var given = new NpgsqlConnectionStringBuilder(settings.ConnectionString);
        _sources = new PostgresSources(builder, hasOwnOptions: !string.IsNullOrEmpty(given.Options) || !string.IsNullOrEmpty(given.SearchPath));
        _limits = settings.IsForCommands ? ReadLimits.Command : ReadLimits.Service;
        _calls = new PostgresCalls(new PostgresConnections(_sources, builder.MaxPoolSize, _limits.PoolWait, clock), _sources, clock);
    }

    /// <summary>Runs a read of one statement.</summary>
    public Task<T> ReadAsync<T>(Func<PostgresReader, CancellationToken, Task<T>> read, CancellationToken cancellationToken) =>
        _calls.RunAsync((connection, token) => read(new PostgresReader(connection, _sources.IsBehindPooler), token), _limits.Connect, _limits.Whole, cancellationToken);

    /// <summary>
    /// Runs work in a transaction, from its start once more where the connection was lost. Not after the commit was sent, since
    /// nobody knows then whether it happened.
    /// </summary>
    public Task<T> TransactAsync<T>(
        Func<NpgsqlConnection, NpgsqlTransaction, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        _calls.RunAsync(
            async (connection, token) =>
            {
                await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, token);
                var result = await work(connection, transaction, token);
                cancellationToken.ThrowIfCancellationRequested(); // work is cancelled aside: whoever gave up is not to find it done
                await CommitAsync(transaction, token);
                return result;
            },
            TimeLimits.ConnectToWrite,
            Timeout.InfiniteTimeSpan,
            cancellationToken);

    /// <summary>Runs work that writes: as <see cref="TransactAsync"/>, once the schema is found to be one that this program works with.</summary>
    public Task<T> WriteAsync<T>(Func<NpgsqlConnection, NpgsqlTransaction, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        TransactAsync(
            async (connection, transaction, token) =>
            {
                await PostgresMigrations.GuardAsync(connection, transaction, token);
                return await work(connection, transaction, token);
            },
            cancellationToken);

    public async Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancellationToken) =>
        [.. await PostgresMigrations.ApplyAsync(this, cancellationToken), .. await PostgresSearchText.RefoldAsync(this, cancellationToken)];

    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        _ = await ReadAsync(PostgresMigrations.CheckEncodingAsync, cancellationToken);
        (await ReadAsync(PostgresMigrations.StateAsync, cancellationToken)).MustFit(PostgresMigrations.Latest);
    }

    /// <summary>Deleted rows are gone from tables at once; VACUUM and the recycling of the log, which are the server's, remove their bytes.</summary>
    public Task<bool> FinishErasuresAsync(CancellationToken cancellationToken) => Task.FromResult(true);

    public ValueTask DisposeAsync() => _calls.DisposeAsync();

    private static async Task CommitAsync(NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        try
        {
            await transaction.CommitAsync(cancellationToken);
        }
        catch (NpgsqlException lost) when (PostgresFaults.IsOutOfReach(lost))
        {
            throw new UnavailableException("The connection was lost while committing: it may have been done or not.", lost);
        }
    }
}
