using System.Diagnostics.Metrics;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Gateway.Infrastructure.Sqlite;

/// <summary>Counts statements where SQLite itself reports them, while somebody listens to the meter.</summary>
internal static class SqliteStatements
{
    public const string MeterName = "Gateway.Database";
    public const string CounterName = "gateway.database.statements";
    private static readonly Meter s_meter = new(MeterName);

    private static readonly Counter<long> s_statements =
        s_meter.CreateCounter<long>(CounterName, "{statement}", "Statements that the database ran.");

    private static readonly strdelegate_trace s_count = static (_, _) => s_statements.Add(1);

    public static void CountOn(SqliteConnection connection)
    {
        if (s_statements.Enabled)
        {
            raw.sqlite3_trace(connection.Handle, s_count, null);
        }
    }
}
