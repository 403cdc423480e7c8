using Npgsql;

namespace Gateway.Bench.Reference;

/// <summary>What people do: pages by OFFSET, search by ILIKE over the three columns, on the same rows.</summary>
internal sealed class OffsetPage(NpgsqlDataSource source)
{
    private const int PageRows = 50;

    private const string Columns = "SELECT position, phone_number, lid, name, business_name, has_direct_chat FROM ";

    private const string Everybody = " WHERE session_key = $1 ORDER BY position LIMIT 51 OFFSET $2";

    private const string Matching = " WHERE session_key = $1 AND (name ILIKE $3 OR business_name ILIKE $3 OR phone_number ILIKE $3) ORDER BY position LIMIT 51 OFFSET $2";

    /// <param name="table">"plain": the service's own table; "trigram": its copy with a trigram index.</param>
    public async Task WriteAsync(HttpContext context, string table, long key, long offset)
    {
        var term = context.Request.Query["q"].ToString();
        var from = Columns + (table == "trigram" ? "trigram.contacts" : "public.contacts");
        await using var connection = await source.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(from + (term.Length == 0 ? Everybody : Matching), connection)
        {
            Parameters = { new NpgsqlParameter<long> { TypedValue = key }, new NpgsqlParameter<long> { TypedValue = offset } },
        };
        if (term.Length > 0)
        {
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = $"%{term.Replace("\\", "\\\\").Replace("%", "\\%").Replace("_", "\\_")}%" });
        }

        await using var reader = await command.ExecuteReaderAsync();
        await PageWriter.WriteAsync(context.Response, reader, PageRows);
    }
}
