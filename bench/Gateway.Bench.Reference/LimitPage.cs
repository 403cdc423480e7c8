using Npgsql;

namespace Gateway.Bench.Reference;

/// <summary>The practical limit: the service's own statement for an unfiltered page, prepared; and a page that asks nobody.</summary>
internal sealed class LimitPage(NpgsqlDataSource source)
{
    private const int PageRows = 50;

    private const string Page = """
        SELECT p.position, p.phone_number, p.lid, p.name, p.business_name, p.has_direct_chat, p.seen_in_group, s.data_as_of, s.status
        FROM sessions AS s
        LEFT JOIN LATERAL (
            SELECT c.*
            FROM contacts AS c
            WHERE c.session_key = $1 AND c.position > $4
            ORDER BY c.position
            LIMIT $5
        ) AS p ON true
        WHERE s.session_key = $1 AND s.session_id = $2 AND s.organization_id = $3
        """;

    private byte[]? _constant;

    public async Task WriteAsync(HttpContext context, long key, string session, string organization, long after)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(Page, connection)
        {
            Parameters =
            {
                new NpgsqlParameter<long> { TypedValue = key },
                new NpgsqlParameter<string> { TypedValue = session },
                new NpgsqlParameter<string> { TypedValue = organization },
                new NpgsqlParameter<long> { TypedValue = after },
                new NpgsqlParameter<int> { TypedValue = PageRows + 1 },
            },
        };
        await using var reader = await command.ExecuteReaderAsync();
        await PageWriter.WriteAsync(context.Response, reader, PageRows);
    }

    public Task WriteConstantAsync(HttpContext context)
    {
        _constant ??= [.. System.Text.Encoding.UTF8.GetBytes($$"""{"data":[{{string.Join(',', Enumerable.Repeat("""{"businessName":"","lid":"205227043110953@lid","name":"Fourteen chars","phoneNumber":"6281234567890","source":"group"}""", PageRows))}}],"nextCursor":"{{new string('0', 34)}}"}""")];
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = _constant.Length;
        return context.Response.BodyWriter.WriteAsync(_constant).AsTask();
    }
}
