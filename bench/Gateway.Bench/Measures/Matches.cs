using Gateway.Bench.Data;
using Npgsql;

namespace Gateway.Bench.Measures;

/// <summary>How many of a session each term finds, counted by hand.</summary>
internal static class Matches
{
    private const string Texts = """
        SELECT c.search_text, c.phone_number FROM contacts AS c JOIN sessions AS s USING (session_key) WHERE s.session_id = $1
        """;

    public static async Task<Dictionary<Term, int>> CountAsync(NpgsqlDataSource source, LoadedSession session, IReadOnlyList<Term> terms)
    {
        await using var command = source.CreateCommand(Texts);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Id.Text });
        await using var reader = await command.ExecuteReaderAsync();
        var counts = terms.ToDictionary(term => term, _ => 0);
        while (await reader.ReadAsync())
        {
            var (text, phone) = (reader.GetString(0), reader.GetString(1));
            foreach (var term in terms)
            {
                var finds = text.Contains(term.Search.Text, StringComparison.Ordinal) || (term.Search.Digits is { } digits && phone.Contains(digits, StringComparison.Ordinal));
                counts[term] += finds ? 1 : 0;
            }
        }

        return counts;
    }
}
