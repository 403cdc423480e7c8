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
    private const string Planning = "-c enable_sort=off -c max_parallel_workers_per_gather=0 -c jit=off -c plan_cache_mode=force_generic_plan";

    public static NpgsqlDataSource Open(NpgsqlConnectionStringBuilder completed)
    {
        var builder = new NpgsqlDataSourceBuilder(completed.ConnectionString);
        builder.ConfigureTypeLoading(types => types.EnableTypeLoading(false)); // built-in types do, and connecting is a question less
        return builder.Build();
    }

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
        builder.Options = string.Join(' ', TimeLimits.StatementOption, TimeLimits.IdleTransactionOption, Planning, builder.Options).TrimEnd();
        builder.Timeout = TimeLimits.ConnectSeconds;
        builder.CommandTimeout = TimeLimits.CommandSeconds;
        builder.CancellationTimeout = TimeLimits.CancellationMilliseconds;
        builder.Enlist = false;
        builder.IncludeErrorDetail = false; // holds rows' content
        builder.LogParameters = false;
        return builder;
    }
}
