using Gateway.Api.Demo;
using Gateway.Bench.Data;
using Gateway.Bench.Load;
using Gateway.Bench.Report;

namespace Gateway.Bench.Measures;

/// <summary>What a page costs beside 10,000 contacts, and beside ten million: the same rows under the keys of many sessions.</summary>
internal sealed class GrowthMeasure(World world, ReportPage report)
{
    private const ulong Seed = 55;
    private const string Organization = "bench0";
    private static readonly Goal s_goal = Goal.AtMost(1.2, 1.3);

    private const string ColumnsOf = """
        SELECT string_agg(column_name, ', ' ORDER BY ordinal_position) FROM information_schema.columns
        WHERE table_schema = 'public' AND table_name = $1 AND is_generated = 'NEVER' AND column_name <> 'session_key'
        """;

    /// <summary>By the index, so that it comes into the server's memory as far as that goes, as it would in time.</summary>
    private const string ReadAll = "SET enable_seqscan = off; SELECT count(name) FROM contacts; RESET enable_seqscan";

    public async Task RunAsync()
    {
        await using var quiet = await SpareDatabase.MakeAsync(world, "bench_quiet");
        await using var crowded = await SpareDatabase.MakeAsync(world, "bench_crowded");
        var alone = await LoadAsync(quiet);
        var among = await CloneAsync(crowded, await LoadAsync(crowded));
        var figures = new Dictionary<string, List<double>>(StringComparer.Ordinal);
        for (var i = 0; i < world.Scale.Repetitions + 1; i++)
        {
            foreach (var source in new[] { null, "dm" })
            {
                foreach (var (whose, sessions) in new[] { ("one session", among.Take(1).ToList()), ("any session", among) })
                {
                    var ratio = await RatioAsync(new PortAsker(quiet.Stage), [alone], new PortAsker(crowded.Stage), sessions, source);
                    var name = $"{(source is null ? "page of everybody" : "page of `source=dm`")}, {whose}";
                    figures.TryAdd(name, []);
                    figures[name].AddRange(i == 0 ? [] : [ratio]); // the first warms up
                }
            }
        }

        report.Section("Many contacts in the database", $"Random pages at the port: one session of {Scale.QuietDatabase:#,0} in a database of its own, and {among.Count:#,0} such sessions in another, {world.Scale.CrowdedDatabase:#,0} contacts, of which the same one is asked, or any; of any, less of what is read is in the processor's caches.");
        report.Table(["", "Among many ÷ alone"], figures.Select(figure => new[] { figure.Key, Spread.Of(figure.Value).Text() }));
        foreach (var (name, ratios) in figures)
        {
            report.Figure($"{world.Scale.CrowdedDatabase:#,0} ÷ {Scale.QuietDatabase:#,0} contacts: {name}", Spread.Of(ratios), s_goal);
        }
    }

    private static async Task<LoadedSession> LoadAsync(SpareDatabase database)
    {
        var session = await database.Stage.LoadAsync(Organization, new Crowd(Seed, Scale.QuietDatabase));
        await database.Source.CreateCommand("VACUUM (ANALYZE)").ExecuteNonQueryAsync();
        return session;
    }

    /// <summary>Sessions by the service, their ready rows by copying those of the first.</summary>
    private async Task<List<LoadedSession>> CloneAsync(SpareDatabase database, LoadedSession first)
    {
        var sessions = new List<LoadedSession> { first };
        while (sessions.Count < world.Scale.CrowdedDatabase / Scale.QuietDatabase)
        {
            sessions.Add(await database.Stage.AddAsync(Organization, first.Crowd));
        }

        var keys = await SessionKeys.ReadAsync(database.Source);
        foreach (var table in new[] { "contacts", "group_contacts" })
        {
            await using var names = database.Source.CreateCommand(ColumnsOf);
            names.Parameters.AddWithValue(table);
            var columns = (string)(await names.ExecuteScalarAsync())!;
            // A session at a time, as they come in: rows of one stand together.
            foreach (var key in keys.Where(key => key.Key != first.Id.Text))
            {
                await using var clone = database.Source.CreateCommand($"INSERT INTO {table} (session_key, {columns}) SELECT $1, {columns} FROM {table} WHERE session_key = $2 ORDER BY position");
                clone.Parameters.AddWithValue(key.Value);
                clone.Parameters.AddWithValue(keys[first.Id.Text]);
                await clone.ExecuteNonQueryAsync();
            }
        }

        await database.Source.CreateCommand("VACUUM (ANALYZE)").ExecuteNonQueryAsync();
        await database.Source.CreateCommand(ReadAll).ExecuteNonQueryAsync();
        return sessions;
    }

    private async Task<double> RatioAsync(PortAsker quiet, IReadOnlyList<LoadedSession> alone, PortAsker crowded, IReadOnlyList<LoadedSession> among, string? source)
    {
        var dice = new Dice(0x6120);
        var (small, large) = (new List<double>(), new List<double>());
        for (var i = 0; i < (world.Scale.IsShort ? 300 : 2000); i++)
        {
            small.Add(await quiet.AskAsync(new Question(dice.Pick(alone), source, After: dice.Below(Scale.QuietDatabase))));
            large.Add(await crowded.AskAsync(new Question(dice.Pick(among), source, After: dice.Below(Scale.QuietDatabase))));
        }

        return Spread.P50(large) / Spread.P50(small);
    }
}
