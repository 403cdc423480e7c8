using System.Diagnostics;
using System.Text;
using Gateway.Bench.Data;
using Gateway.Bench.Load;
using Gateway.Bench.Report;

namespace Gateway.Bench.Measures;

/// <summary>What people do: ILIKE over three columns with OFFSET, without and with a trigram index; against the service's page of everybody.</summary>
internal sealed class PeersMeasure(World world, Services services, ReportPage report)
{
    private const int WarmUpPages = 100;
    private static readonly string[] s_tables = ["plain", "trigram"];

    private const string Trigram = """
        CREATE EXTENSION IF NOT EXISTS pg_trgm;
        CREATE SCHEMA trigram;
        CREATE TABLE trigram.contacts AS SELECT session_key, position, phone_number, lid, name, business_name, has_direct_chat FROM public.contacts WHERE session_key = $1;
        """;

    private const string Index = """
        ALTER TABLE trigram.contacts ADD PRIMARY KEY (session_key, position);
        CREATE INDEX ON trigram.contacts USING gin (name gin_trgm_ops, business_name gin_trgm_ops, phone_number gin_trgm_ops);
        ANALYZE trigram.contacts;
        """;

    public async Task RunAsync()
    {
        var key = (await SessionKeys.ReadAsync(world.Source))[world.Large.Id.Text];
        await world.Source.CreateCommand(Trigram.Replace("$1", key.ToString()) + Index).ExecuteNonQueryAsync();
        using var http = new HttpAsker(services.Gateway.Port, world.Keys);
        using var reference = new LeanConnection(services.Reference.Port);
        var terms = world.Scale.IsShort ? world.Sample : world.Terms;
        var figures = s_tables.ToDictionary(table => table, _ => terms.ToDictionary(term => term, _ => new List<double>()), StringComparer.Ordinal);
        for (var i = 0; i < WarmUpPages; i++)
        {
            await PageAsync(http);
        }

        await Task.Delay(WarmUp.Rest);
        for (var i = 0; i < (world.Scale.IsShort ? 1 : 3); i++)
        {
            foreach (var term in terms)
            {
                foreach (var table in s_tables)
                {
                    var page = await PageAsync(http);
                    figures[table][term].Add(Ask(reference, $"/offset/{table}/{key}/0?q={Uri.EscapeDataString(term.Text)}") / page);
                }
            }
        }

        report.Section("Search as people do it", "The bare program over the same rows: `ILIKE '%…%'` on name, business name and number, ordered, with OFFSET; as they are, and with a trigram index (GIN) on all three columns. Times the service's page of everybody, first pages only.");
        report.Table(["", "Terms, median ×", "Worst term ×", "It: length, origin, script"], s_tables.Select(table =>
        {
            var medians = figures[table].ToDictionary(term => term.Key, term => Spread.Of(term.Value));
            var (worst, ratio) = medians.MaxBy(term => term.Value.Median);
            return new[] { table == "plain" ? "no index" : "trigram index", Spread.P50(medians.Values.Select(term => term.Median)).ToString("0.0"), ratio.Text("#,0"), $"{worst.Length}, {worst.Class}, {worst.Script}" };
        }));
    }

    private async Task<double> PageAsync(HttpAsker http)
    {
        var took = new List<double>();
        for (var i = 0; i < 5; i++)
        {
            took.Add(await http.AskAsync(new Question(world.Large)));
        }

        return Spread.P50(took);
    }

    private static double Ask(LeanConnection connection, string path)
    {
        var request = Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
        var start = Stopwatch.GetTimestamp();
        var status = connection.Exchange(request);
        return status == 200 ? Stopwatch.GetElapsedTime(start).TotalMilliseconds : throw new InvalidOperationException($"Answered {status}.");
    }
}
