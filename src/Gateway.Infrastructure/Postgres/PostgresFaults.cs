using System.Net.Sockets;
using Gateway.Application;
using Npgsql;

namespace Gateway.Infrastructure.Postgres;

/// <summary>What a fault of the database means. By its cause, since <c>IsTransient</c> is true of an exhausted pool and of time-outs, too.</summary>
internal static class PostgresFaults
{
    private static readonly string[] s_endedConnection =
        [PostgresErrorCodes.AdminShutdown, PostgresErrorCodes.CrashShutdown, PostgresErrorCodes.CannotConnectNow];

    /// <summary>Prepared statements that are not this client's: a pooler shares the connection.</summary>
    private static readonly string[] s_sharedConnection = [PostgresErrorCodes.DuplicatePreparedStatement, PostgresErrorCodes.InvalidSqlStatementName];

    /// <summary>Whether the connection is shared with other clients, so that nothing can be prepared on it.</summary>
    public static bool IsOfSharedConnection(Exception fault) => fault is PostgresException told && s_sharedConnection.Contains(told.SqlState);

    /// <summary>Whether the same may work at once on another connection: that one was closed, or the server asks to try again.</summary>
    public static bool IsWorthAnotherTry(Exception fault) => fault switch
    {
        PostgresException told => HasLostConnection(told)
            || IsOfSharedConnection(told)
            || told.SqlState is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.FeatureNotSupported,
        NpgsqlException broken => broken.InnerException is SocketException or EndOfStreamException or IOException { InnerException: SocketException },
        _ => false,
    };

    /// <summary>Whether the server is out of reach, so that others need not try just now.</summary>
    public static bool IsOutOfReach(Exception fault) => fault switch
    {
        PostgresException told => HasLostConnection(told) || told.SqlState == PostgresErrorCodes.TooManyConnections,
        NpgsqlException or TimeoutException => true,
        _ => false,
    };

    /// <summary>The fault as callers see it; null when it is a defect of ours.</summary>
    public static UnavailableException? Explained(Exception fault) => fault switch
    {
        PostgresException told => Explained(told),
        NpgsqlException or TimeoutException => new UnavailableException("The database is out of reach.", fault),
        _ => null,
    };

    private static UnavailableException? Explained(PostgresException fault) => fault.SqlState switch
    {
        PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn =>
            new("The database has no schema, or an older one. Run gateway migrate.", fault),
        PostgresErrorCodes.QueryCanceled => new("A statement took too long; the database cancelled it.", fault),
        PostgresErrorCodes.FeatureNotSupported or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected =>
            new("The database could not run a statement beside others, twice.", fault),
        PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.InsufficientPrivilege =>
            NeedsOperator("The database refuses this program", fault),
        _ when IsOfSharedConnection(fault) => new("A pooler shares connections to the database.", fault),
        _ when HasLostConnection(fault) => new("The database ended the connection.", fault),
        ['2', '8', ..] => NeedsOperator("The database refuses this program's user", fault),
        ['5', '3', ..] => NeedsOperator("The database lacks space, memory or connections", fault),
        ['5', '7', ..] => new("The database is stopping or starting.", fault),
        ['5', '8', ..] or ['X', 'X', ..] or ['F', '0', ..] => NeedsOperator("The database has a fault of its own", fault),
        _ => null,
    };

    private static UnavailableException NeedsOperator(string sentence, PostgresException fault) =>
        new($"{sentence} ({fault.SqlState}).", fault) { NeedsOperator = true };

    private static bool HasLostConnection(PostgresException fault) =>
        s_endedConnection.Contains(fault.SqlState) || fault.SqlState is ['0', '8', ..];
}
