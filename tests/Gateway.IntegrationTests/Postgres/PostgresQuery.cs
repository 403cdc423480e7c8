using Npgsql;

namespace Gateway.IntegrationTests.Postgres;

/// <summary>Statements over a connection of their own.</summary>
internal static class PostgresQuery
{
    /// <summary>The first value, if any, of whatever the statements give.</summary>
    public static async Task<object?> ScalarAsync(string connectionString, string sql) =>
        await ColumnAsync(connectionString, sql) is [var first, ..] ? first : null;

    /// <summary>The first value of every row that they give.</summary>
    public static async Task<IReadOnlyList<object>> ColumnAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        return await connection.ColumnAsync(sql);
    }
}
