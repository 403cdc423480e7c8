using Npgsql;

namespace Gateway.Infrastructure.Postgres;

/// <summary>The operator's connection string, with what the adapter relies on.</summary>
internal static class PostgresSource
{
    private const int PoolSize = 32;
    private const int PreparedStatements = 64;

    /// <summary>
    /// A page comes in the order of an index: the planner is not to gather and sort what it takes for few rows, nor to part it
    /// among workers, nor to compile for milliseconds what runs for less, nor
    /// to plan a search anew each time, which takes longer than to run it.
    /// </summary>
    private static readonly (string Name, string Value)[] s_settings =
    [
        ("statement_timeout", TimeLimits.StatementMilliseconds),
        ("idle_in_transaction_session_timeout", TimeLimits.IdleTransactionMilliseconds),
        ("enable_sort", "off"),
        ("max_parallel_workers_per_gather", "0"),
        ("jit", "off"),
        ("plan_cache_mode", "force_generic_plan"),
    ];

    /// <summary>The settings of every connection as statements that hold for one transaction: for where a connection cannot keep them.</summary>
    public static IReadOnlyList<string> TransactionSettings { get; } = [.. s_settings.Select(setting => $"SET LOCAL {setting.Name} = {setting.Value}")];

    /// <summary>Returns the settings of a data source that keeps nothing in its connections.</summary>
    public static NpgsqlConnectionStringBuilder BehindPooler(NpgsqlConnectionStringBuilder completed) =>
        new(completed.ConnectionString) { Options = null, MaxAutoPrepare = 0, NoResetOnClose = true };

    public static NpgsqlConnectionStringBuilder Completed(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        void Default(string keyword, object value)
        {
            if (!builder.ShouldSerialize(keyword))
            {
                builder[keyword] = value;
            }
        }

        Default("Application Name", "gateway");
        Default("Maximum Pool Size", PoolSize);
        Default("Max Auto Prepare", PreparedStatements);
        Default("Tcp Keepalive", true);
        Default("No Reset On Close", true); // whatever we set is a transaction's own; to undo it costs as much as a page
        builder.Options = string.Join(' ', [.. s_settings.Select(setting => $"-c {setting.Name}={setting.Value}"), builder.Options]).TrimEnd();
        builder.Timeout = TimeLimits.ConnectSeconds;
        builder.CommandTimeout = TimeLimits.CommandSeconds;
        builder.CancellationTimeout = TimeLimits.CancellationMilliseconds;
        builder.Enlist = false;
        builder.IncludeErrorDetail = false; // holds rows' content
        builder.LogParameters = false;
        return builder;
    }
}
