using System.Diagnostics;
using System.Text.RegularExpressions;
using Gateway.Bench.Data;
using Gateway.Bench.Load;
using Npgsql;

namespace Gateway.Bench.Measures;

/// <summary>What the database gives without a program in front of it: the page's statement, prepared, from random positions on.</summary>
internal sealed partial class Pgbench
{
    private static readonly TimeSpan s_farewell = TimeSpan.FromMilliseconds(100);
    private readonly World _world;
    private readonly List<string> _files = [];

    /// <param name="keys">Of sessions, by their ids.</param>
    public Pgbench(World world, IReadOnlyDictionary<string, long> keys)
    {
        _world = world;
        foreach (var session in new[] { world.Large, world.Middles[0], world.Smalls[0] })
        {
            _files.Add(Path.Combine(world.Options.Work, $"page-{_files.Count}.sql"));
            File.WriteAllText(_files[^1], $"\\set after random(0, {session.LastPosition})\n{Statement(session, keys[session.Id.Text])}\n");
        }
    }

    public async Task<Round> RunAsync(double seconds)
    {
        var connection = new NpgsqlConnectionStringBuilder(_world.Options.Connection);
        var start = new ProcessStartInfo(_world.Options.Pgbench, ["-n", "-M", "prepared", "-c", $"{LoadRun.Connections}", "-j", "2", "-T", $"{Math.Ceiling(seconds):0}"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _files.ForEach(file => start.ArgumentList.Add("--file=" + file));
        new[] { "-h", connection.Host!, "-p", $"{connection.Port}", "-U", connection.Username!, connection.Database! }.ToList().ForEach(start.ArgumentList.Add);
        var cpu = ProcessFiles.ServerCpuSeconds(_world.Options.Postmaster);
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var rate = Rate().Match(said);
        if (!rate.Success)
        {
            throw new InvalidOperationException($"pgbench failed: {await error}");
        }

        await Task.Delay(s_farewell); // until the server has counted what its processes used
        var count = double.Parse(Count().Match(said).Groups["count"].Value);
        return new Round(double.Parse(rate.Groups["rate"].Value), (ProcessFiles.ServerCpuSeconds(_world.Options.Postmaster) - cpu) / count * 1e6, double.NaN);
    }

    private static string Statement(LoadedSession session, long key) => $"""
        SELECT p.position, p.phone_number, p.lid, p.name, p.business_name, p.has_direct_chat, p.seen_in_group, s.data_as_of, s.status FROM sessions AS s LEFT JOIN LATERAL (SELECT c.* FROM contacts AS c WHERE c.session_key = {key} AND c.position > :after ORDER BY c.position LIMIT 51) AS p ON true WHERE s.session_key = {key} AND s.session_id = '{session.Id.Text}' AND s.organization_id = '{session.Organization}';
        """;

    [GeneratedRegex(@"tps = (?<rate>[0-9.]+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Rate();

    [GeneratedRegex(@"transactions actually processed: (?<count>[0-9]+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Count();
}

/// <summary>By which key each session's rows are stored.</summary>
internal static class SessionKeys
{
    private const string All = "SELECT session_id, session_key FROM sessions";

    public static async Task<IReadOnlyDictionary<string, long>> ReadAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand(All);
        await using var reader = await command.ExecuteReaderAsync();
        var keys = new Dictionary<string, long>(StringComparer.Ordinal);
        while (await reader.ReadAsync())
        {
            keys[reader.GetString(0)] = reader.GetInt64(1);
        }

        return keys;
    }
}
