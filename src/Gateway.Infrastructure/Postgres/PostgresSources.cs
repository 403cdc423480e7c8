using Gateway.Application;
using Npgsql;

namespace Gateway.Infrastructure.Postgres;

/// <summary>
/// The data sources of one server. The usual one sets limits and planner settings when it connects, and prepares statements. Both belong
/// to a connection, and a pooler such as PgBouncer shares connections among clients by transaction: a statement that one client prepared
/// meets another's of the same name, and the second client reads the first one's rows. Therefore every new connection is checked, and
/// behind a pooler the second data source is used, which keeps nothing in a connection.
/// </summary>
internal sealed class PostgresSources : IAsyncDisposable
{
    private const string BackendProcess = "SELECT pg_backend_pid()";
    private readonly NpgsqlDataSource _direct;
    private readonly NpgsqlDataSource _pooled;
    private readonly bool _hasOwnOptions;
    private volatile bool _isBehindPooler;

    /// <param name="hasOwnOptions">Whether the operator's connection string sets options of the server's, which a pooler would drop.</param>
    public PostgresSources(NpgsqlConnectionStringBuilder completed, bool hasOwnOptions)
    {
        _hasOwnOptions = hasOwnOptions;
        var direct = Builder(completed);
        direct.UsePhysicalConnectionInitializer(
            _ => throw new NotSupportedException("Connections are opened asynchronously."),
            RefusePoolerAsync);
        _direct = direct.Build();
        _pooled = Builder(PostgresSource.BehindPooler(completed)).Build();
    }

    /// <summary>Gets whether a pooler was found between this program and the server.</summary>
    public bool IsBehindPooler => _isBehindPooler;

    /// <exception cref="NpgsqlException">The server is out of reach.</exception>
    /// <exception cref="UnavailableException">A pooler would drop what the connection string sets.</exception>
    public ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        if (_isBehindPooler)
        {
            return OpenPooledAsync(cancellationToken);
        }

        var opening = _direct.OpenConnectionAsync(cancellationToken);
        return opening.IsCompletedSuccessfully ? opening : OpenCheckedAsync(opening, cancellationToken);
    }

    /// <summary>Uses the second data source from now on: an answer showed that connections are shared.</summary>
    public void AssumePooler() => _isBehindPooler = true;

    public async ValueTask DisposeAsync()
    {
        await _direct.DisposeAsync();
        await _pooled.DisposeAsync();
    }

    private static NpgsqlDataSourceBuilder Builder(NpgsqlConnectionStringBuilder settings)
    {
        var builder = new NpgsqlDataSourceBuilder(settings.ConnectionString);
        builder.ConfigureTypeLoading(types => types.EnableTypeLoading(false)); // built-in types do, and connecting is a question less
        return builder;
    }

    /// <summary>A pooler announces a process id of its own; the server's own says which process runs the statement.</summary>
    private static async Task RefusePoolerAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(BackendProcess, connection);
        if ((int)(await command.ExecuteScalarAsync())! != connection.ProcessID)
        {
            throw new PoolerFoundException();
        }
    }

    private async ValueTask<NpgsqlConnection> OpenCheckedAsync(ValueTask<NpgsqlConnection> opening, CancellationToken cancellationToken)
    {
        try
        {
            return await opening;
        }
        catch (Exception exception) when (IsPooler(exception))
        {
            AssumePooler();
            return await OpenPooledAsync(cancellationToken);
        }
    }

    private ValueTask<NpgsqlConnection> OpenPooledAsync(CancellationToken cancellationToken) =>
        _hasOwnOptions
            ? throw new UnavailableException("Options and Search Path of the connection string do not hold behind a pooler: set them for the role instead, by ALTER ROLE … SET.") { NeedsOperator = true, PreventsStart = true }
            : _pooled.OpenConnectionAsync(cancellationToken);

    /// <summary>Also one that refuses the settings with which the usual data source connects (08P01, "unsupported startup parameter").</summary>
    private static bool IsPooler(Exception exception) =>
        exception is PoolerFoundException or PostgresException { SqlState: PostgresErrorCodes.ProtocolViolation } || exception.InnerException is PoolerFoundException;

    private sealed class PoolerFoundException : Exception;
}
