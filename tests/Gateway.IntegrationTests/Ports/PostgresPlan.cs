using System.Globalization;
using System.Text.RegularExpressions;
using Gateway.Infrastructure.Postgres;
using Gateway.IntegrationTests.Postgres;

namespace Gateway.IntegrationTests.Ports;

/// <summary>How PostgreSQL runs a statement of the adapter's, as it tells.</summary>
internal static partial class PostgresPlan
{
    /// <summary>On a connection as the adapter makes it; prepared, so that a plan without the values can be asked for.</summary>
    /// <param name="values">By the names of parameters: their types and SQL.</param>
    public static async Task<string> OfAsync(string connectionString, string statement, bool isGeneric, Dictionary<string, (string Type, string Value)> values)
    {
        var names = values.Keys.ToList();
        var numbered = Parameters().Replace(statement, match => $"${names.IndexOf(match.Groups["name"].Value) + 1}");
        var lines = await PostgresQuery.ColumnAsync(PostgresSource.Completed(connectionString).ConnectionString, $"""
            SET plan_cache_mode = {(isGeneric ? "force_generic_plan" : "force_custom_plan")};
            PREPARE page({string.Join(", ", values.Values.Select(value => value.Type))}) AS {numbered};
            EXPLAIN (ANALYZE, BUFFERS, TIMING OFF) EXECUTE page({string.Join(", ", values.Values.Select(value => value.Value))});
            DEALLOCATE page
            """);
        return string.Join('\n', lines);
    }

    public static int BuffersOf(string plan) => // the first line is of the whole
        Buffers().Match(plan).Groups["count"].Captures.Sum(capture => int.Parse(capture.Value, CultureInfo.InvariantCulture));

    [GeneratedRegex("@(?<name>[A-Z][A-Za-z]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameters();

    [GeneratedRegex("Buffers: shared( (hit|read)=(?<count>[0-9]+))+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Buffers();
}
