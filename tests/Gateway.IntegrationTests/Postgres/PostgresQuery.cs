using Npgsql;

namespace Gateway.IntegrationTests.Postgres;

/// <summary>Statements behind the adapter's back.</summary>
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
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // no text of a user's
        command.CommandText = sql;
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync();
        var values = new List<object>();
        do
        {
            while (await reader.ReadAsync())
            {
                values.Add(reader.GetValue(0));
            }
        }
        while (await reader.NextResultAsync()); // where a later statement's error shows

        return values;
    }
}
