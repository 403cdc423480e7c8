using Gateway.Bench.Data;
using Gateway.Bench.Report;

namespace Gateway.Bench.Measures;

/// <summary>Bytes a contact on PostgreSQL after VACUUM, tables and indexes: what is read for pages, and the facts behind it.</summary>
internal sealed class SizeMeasure(World world, ReportPage report)
{
    private static readonly Goal s_goal = Goal.AtMost(500, 700);
    private static readonly string[] s_ready = ["contacts", "group_contacts"];
    private static readonly string[] s_facts = ["identifiers", "memberships", "groups", "own_identifiers"];

    private const string Sizes = """
        SELECT pg_total_relation_size(t.oid), pg_indexes_size(t.oid) FROM pg_class AS t WHERE t.oid = to_regclass($1)
        """;

    public async Task RunAsync()
    {
        await world.Source.CreateCommand("VACUUM").ExecuteNonQueryAsync();
        var contacts = (long)(await world.Source.CreateCommand("SELECT count(*) FROM contacts").ExecuteScalarAsync())!;
        var tables = new List<(string Name, double Bytes, double Indexes)>();
        foreach (var table in await Tables.ReadAsync(world.Source))
        {
            await using var command = world.Source.CreateCommand(Sizes);
            command.Parameters.AddWithValue("public." + table);
            await using var reader = await command.ExecuteReaderAsync();
            await reader.ReadAsync();
            tables.Add((table, (double)reader.GetInt64(0) / contacts, (double)reader.GetInt64(1) / contacts));
        }

        report.Section("Bytes a contact", $"PostgreSQL, {contacts:#,0} contacts, after a plain VACUUM.");
        report.Table(["Table", "Part", "Rows", "Indexes", "Together"], tables.Select(table => new[]
        {
            $"`{table.Name}`", Part(table.Name), (table.Bytes - table.Indexes).ToString("0.0"), table.Indexes.ToString("0.0"), table.Bytes.ToString("0.0"),
        }));
        foreach (var part in new[] { "ready", "facts" })
        {
            report.Figure($"Bytes a contact: {part}", Spread.Of([tables.Where(table => Part(table.Name) == part).Sum(table => table.Bytes)]), s_goal, "0");
        }
    }

    private static string Part(string table) =>
        s_ready.Contains(table) || table.StartsWith("search_", StringComparison.Ordinal) ? "ready"
        : s_facts.Contains(table) ? "facts"
        : "";
}
