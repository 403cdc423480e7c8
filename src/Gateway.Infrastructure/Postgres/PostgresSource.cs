using Npgsql;

namespace Gateway.Infrastructure.Postgres;

/// <summary>The operator's connection string, with what the adapter relies on.</summary>
internal static class PostgresSource
{
    private const int PoolSize = 32;
    private const int PreparedStatements = 64;

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
        builder.Options = string.Join(' ', TimeLimits.StatementOption, TimeLimits.IdleTransactionOption, builder.Options).TrimEnd();
        builder.Timeout = (int)TimeLimits.ConnectToWrite.TotalSeconds;
        builder.CommandTimeout = TimeLimits.CommandSeconds;
        builder.CancellationTimeout = TimeLimits.CancellationMilliseconds;
        builder.Enlist = false;
        builder.IncludeErrorDetail = false; // holds rows' content
        builder.LogParameters = false;
        return builder;
    }
}
