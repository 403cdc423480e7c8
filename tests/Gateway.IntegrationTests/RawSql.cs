using System.Data.Common;

namespace Gateway.IntegrationTests;

/// <summary>Statements behind the adapter's back.</summary>
internal static class RawSql
{
    /// <summary>The first value of every row that the statements give.</summary>
    public static async Task<IReadOnlyList<object>> ColumnAsync(this DbConnection connection, string sql)
    {
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
