namespace Gateway.Infrastructure.Postgres;

/// <summary>How long things may take. The server watches over statements, we over what the server no longer answers.</summary>
internal static class TimeLimits
{
    /// <summary>Of every statement that does not say otherwise.</summary>
    public const string StatementMilliseconds = "2500";

    /// <summary>Where a client vanished without a word, its transaction's lock must not stay.</summary>
    public const string IdleTransactionMilliseconds = "60000";

    /// <summary>Put before statements of the operator's tool that may take as long as they need.</summary>
    public const string None = """
        SET LOCAL statement_timeout = 0;

        """;

    /// <summary>The client's own limit for such statements, as Dapper takes it.</summary>
    public const int NoCommandTimeout = 0;

    /// <summary>The client's own limit of other statements, in seconds; longer than the server's.</summary>
    public const int CommandSeconds = 4;

    /// <summary>Asking to cancel takes a connection, too: it may not wait for long either.</summary>
    public const int ConnectSeconds = 4;

    /// <summary>How long a connection that no longer answers is asked to cancel before it is given up, in milliseconds.</summary>
    public const int CancellationMilliseconds = 100;

    public static readonly TimeSpan ConnectToWrite = TimeSpan.FromSeconds(ConnectSeconds);
}
