using Gateway.Api.Demo;
using Gateway.Bench.Data;
using Gateway.Bench.Load;
using Gateway.Bench.Report;

namespace Gateway.Bench.Measures;

/// <summary>Pages of 50 a second on 16 connections: the service, the bare program, the database alone, and paging by OFFSET.</summary>
internal sealed class ThroughputMeasure(World world, Services services, ReportPage report)
{
    private const int Pages = 3000;
    private const int WarmUpRequests = 20_000;
    private const double WarmUpSeconds = 1;
    private const double BytesAKilobyte = 1024;
    private readonly Dice _dice = new(0x9A6E);

    public async Task RunAsync()
    {
        var contestants = await ContestantsAsync();
        var rounds = contestants.ToDictionary(contestant => contestant, _ => new List<Round>());
        await WarmUpAsync(contestants);
        for (var i = 0; i < world.Scale.Repetitions; i++)
        {
            foreach (var contestant in contestants.Skip(i % contestants.Count).Concat(contestants.Take(i % contestants.Count)))
            {
                rounds[contestant].Add(await contestant.RunAsync(world.Scale.SliceSeconds));
            }
        }

        Report(contestants, rounds);
    }

    /// <summary>Slices in turns until each has answered enough, with rests.</summary>
    private static async Task WarmUpAsync(IReadOnlyList<Contestant> contestants)
    {
        var left = contestants.ToDictionary(contestant => contestant, contestant => (double)contestant.WarmUp);
        while (left.Values.Any(requests => requests > 0))
        {
            foreach (var contestant in contestants.Where(contestant => left[contestant] > 0))
            {
                left[contestant] -= (await contestant.RunAsync(WarmUpSeconds)).PerSecond * WarmUpSeconds;
            }

            await Task.Delay(WarmUp.Rest);
        }
    }

    private async Task<List<Contestant>> ContestantsAsync()
    {
        var keys = await SessionKeys.ReadAsync(world.Source);
        var questions = Questions();
        var tokens = world.Keys.Keys.ToDictionary(organization => organization, services.TokenOf, StringComparer.Ordinal);
        byte[] Get(string path) => System.Text.Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
        var all = new List<Contestant>
        {
            Served("service, API key", services.Gateway, questions.Select(question => question.Request(world.Keys[question.Session.Organization])), WarmUpRequests),
            Served("service, JWT", services.Gateway, questions.Select(question => question.Request(tokens[question.Session.Organization])), WarmUpRequests),
            Served("bare program, same pages", services.Reference, questions.Select(question => Get($"/limit/{keys[question.Session.Id.Text]}/{question.Session.Id.Text}/{question.Session.Organization}/{question.After}")), WarmUpRequests),
            Served("bare program, OFFSET", services.Reference, questions.Select(question => Get($"/offset/plain/{keys[question.Session.Id.Text]}/{question.After}"))),
            Served("bare program, constant page", services.Reference, [Get("/constant")]),
            Served("service, API key, Brotli", services.Gateway, questions.Select(question => question.Request(world.Keys[question.Session.Organization], "Accept-Encoding: br\r\n"))),
        };
        if (world.Options.Pgbench.Length > 0)
        {
            var pgbench = new Pgbench(world, keys);
            all.Add(new Contestant("pgbench, same statement", seconds => pgbench.RunAsync(seconds)));
        }

        return all;
    }

    private Contestant Served(string name, ServedProgram program, IEnumerable<byte[]> requests, int warmUp = 1)
    {
        var all = requests.ToList();
        var seed = 0UL;
        return new Contestant(name, seconds =>
        {
            var (cpu, allocated) = (Cpu(program), program.AllocatedBytes());
            var (answered, took) = LoadRun.Run(program.Port, all, seconds, seed += LoadRun.Connections);
            return Task.FromResult(new Round(answered / took, (Cpu(program) - cpu) / answered * 1e6, (program.AllocatedBytes() - allocated) / BytesAKilobyte / answered));
        }, warmUp);
    }

    private double Cpu(ServedProgram program) => ProcessFiles.CpuSeconds(program.ProcessId) + ProcessFiles.ServerCpuSeconds(world.Options.Postmaster);

    /// <summary>As many of each kind of session, from anywhere in them.</summary>
    private List<Question> Questions()
    {
        IReadOnlyList<LoadedSession>[] kinds = [[world.Large], world.Middles, world.Smalls];
        return [.. Enumerable.Range(0, Pages).Select(i =>
        {
            var session = _dice.Pick(kinds[i % kinds.Length]);
            return new Question(session, After: _dice.Below(session.LastPosition));
        })];
    }

    private void Report(List<Contestant> contestants, Dictionary<Contestant, List<Round>> rounds)
    {
        var limit = rounds[contestants[2]];
        Spread Of(Contestant contestant, Func<Round, Round, double> ratio) => Spread.Of(rounds[contestant].Zip(limit, ratio));
        report.Section("Requests a second", $"Pages of 50 on {LoadRun.Connections} kept-alive connections; after {WarmUpRequests:#,0} requests each of the service and of the bare program's same pages; random pages at any depth, as many of the large session, of those of 20,000 and of those of 300. Ratios to the bare program are formed within a repetition; processor time is that of the program and of all of PostgreSQL.");
        report.Table(
            ["", "Pages/s", "÷ bare program", "Processor µs a page", "÷ bare program", "KB allocated a page"],
            contestants.Select(contestant => new[]
            {
                contestant.Name, Spread.Of(rounds[contestant].Select(round => round.PerSecond)).Text("#,0"), Of(contestant, (one, bare) => one.PerSecond / bare.PerSecond).Text(),
                Spread.Of(rounds[contestant].Select(round => round.CpuMicroseconds)).Text("0"), Of(contestant, (one, bare) => one.CpuMicroseconds / bare.CpuMicroseconds).Text(), Spread.Of(rounds[contestant].Select(round => round.AllocatedKilobytes)).Text("0.0"),
            }));
        const string Title = "Pages of 50 a second, 16 connections";
        report.Chart("throughput", Title, Chart.Bars(Title, [.. contestants.Where(contestant => !contestant.Name.EndsWith("constant page", StringComparison.Ordinal)).Select(contestant => new Bar(contestant.Name, Spread.Of(rounds[contestant].Select(round => round.PerSecond))))], "#,0"));
        foreach (var contestant in contestants.Take(2))
        {
            report.Figure($"Pages/s ÷ bare program: {contestant.Name}", Of(contestant, (one, bare) => one.PerSecond / bare.PerSecond), Goal.AtLeast(0.80, 0.65));
            report.Figure($"Processor time ÷ bare program: {contestant.Name}", Of(contestant, (one, bare) => one.CpuMicroseconds / bare.CpuMicroseconds), Goal.AtMost(1.3, 1.5));
            report.Figure($"KB allocated a page: {contestant.Name}", Spread.Of(rounds[contestant].Select(round => round.AllocatedKilobytes)), Goal.AtMost(24, 28), "0.0");
        }
    }

    /// <param name="WarmUp">How many requests before it is measured, at least.</param>
    private sealed record Contestant(string Name, Func<double, Task<Round>> RunAsync, int WarmUp = 1);
}

/// <summary>What one slice gave; not a number where it is not told.</summary>
internal readonly record struct Round(double PerSecond, double CpuMicroseconds, double AllocatedKilobytes);
