using System.Runtime.InteropServices;
using Gateway.Bench.Data;
using Microsoft.Data.Sqlite;

namespace Gateway.Bench.Report;

/// <summary>What the figures are of: which machine, which versions, which data.</summary>
internal static class Heading
{
    private const int People = 50_000;

    public static async Task<string> MakeAsync(World world, string load)
    {
        var server = (string)(await world.Source.CreateCommand("SHOW server_version").ExecuteScalarAsync())!;
        var buffers = (string)(await world.Source.CreateCommand("SHOW shared_buffers").ExecuteScalarAsync())!;
        var scale = world.Scale;
        return $"""
            # Performance

            Written by `bench/run.sh{(scale.IsShort ? " --short" : "")}`, which anybody can run; it makes its data, starts a PostgreSQL of its own, and measures what is compared in turns, in one run. A cell is a median, and in brackets the least and the most, of {scale.Repetitions} repetitions ({scale.Imports} of imports). The client shares the machine with all that it measures: compare figures of one run with each other, not with those of another machine.{(scale.IsShort ? " **This was a short run**: fewer people, fewer repetitions." : "")}

            | | |
            | --- | --- |
            | Machine | {Environment.ProcessorCount} cores, {Line("/proc/cpuinfo", "model name")}, {double.Parse(Line("/proc/meminfo", "MemTotal").Split(' ')[0]) / 1048576:0} GiB |
            | Load average | {load}: what else it had to do when the run began, and the run's own build |
            | System | {RuntimeInformation.OSDescription} |
            | Versions | {RuntimeInformation.FrameworkDescription}, PostgreSQL {server.Split(' ')[0]} (`shared_buffers` {buffers}, `max_wal_size` 8GB, else as it comes), SQLite {SqliteVersion()} |
            | Commit | {world.Options.Commit} |
            | Date | {TimeProvider.System.GetUtcNow():yyyy-MM-dd HH:mm} UTC |

            The data are made up and the same in every run: one session of {scale.Large:#,0} people, {scale.Middles} of {Scale.Middle:#,0}, {scale.Smalls:#,0} of {Scale.Small}, of eight organizations, and one of {scale.Embedded:#,0} on the embedded database. Names have {NameLength(world.Large.Crowd):0.0} characters in the mean, in {Names.All.Count} languages and {Scripts.All.Count() - 2} scripts, with numbers of their countries; {Crowd.LidPercent} % of people have a LID, {Crowd.BusinessPercent} % a business name, {Crowd.DirectPercent} % a direct chat; {Crowd.MembershipsAPerson} memberships a person, in groups of 3 to 1,024 and communities of {Crowd.CommunitySize:#,0}.

            """;
    }

    /// <summary>Of the last minute.</summary>
    public static string Load() => File.ReadAllText("/proc/loadavg").Split(' ')[0];

    private static string Line(string file, string name) =>
        File.ReadLines(file).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split(':', 2)[1].Trim() ?? "0 unknown";

    private static string SqliteVersion()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT sqlite_version()";
        return (string)command.ExecuteScalar()!;
    }

    private static double NameLength(Crowd crowd) =>
        Enumerable.Range(0, Math.Min(People, crowd.Size)).Average(i => crowd.Person(i).Name.EnumerateRunes().Count());
}
