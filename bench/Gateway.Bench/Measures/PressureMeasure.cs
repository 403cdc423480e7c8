using System.Diagnostics;
using Gateway.Api.Demo;
using Gateway.Bench.Data;
using Gateway.Bench.Load;
using Gateway.Bench.Report;

namespace Gateway.Bench.Measures;

/// <summary>The worst terms and some others in the large session: on a quiet machine, beside 15 more clients, and beside a writer.</summary>
internal sealed class PressureMeasure(World world, Services services, ReportPage report)
{
    private static readonly Goal s_goal = Goal.AtMost(1.5, 2);

    public async Task RunAsync()
    {
        using var http = new HttpAsker(services.Gateway.Port, world.Keys);
        var place = new Place("", http, [world.Large], Goal: null);
        var situations = new (string Name, TermContest Contest, Func<CancellationToken, Task> Beside)[]
        {
            ("quiet", Contest(place), _ => Task.CompletedTask),
            ("16 clients", Contest(place), OthersAsync),
            ("beside a writer", Contest(place), new Writer(world).RunAsync),
        };
        await situations[0].Contest.WarmUpAsync();
        await Task.Delay(WarmUp.Rest);
        for (var i = 0; i < world.Scale.Repetitions; i++)
        {
            foreach (var (_, contest, beside) in situations)
            {
                using var stop = new CancellationTokenSource();
                var other = Task.Run(() => beside(stop.Token), CancellationToken.None);
                await contest.RepeatAsync();
                await stop.CancelAsync();
                await other;
            }
        }

        var quiet = situations[0].Contest;
        report.Section("Search under pressure", $"{world.Sample.Count} of the terms, the ten worst among them, through HTTP on one connection: alone; beside 15 clients who page without a pause; and beside a writer who adds 1,000 people a second to the same session and renames 100.");
        report.Table(["", .. SearchMeasure.Head[1..]], situations.Select(situation => (string[])[situation.Name, .. SearchMeasure.Row(situation.Contest)[1..]]));
        foreach (var (name, contest, _) in situations.Skip(1))
        {
            report.Figure($"Worst term ÷ page: {name} ÷ quiet", Spread.Of(Worst(contest).Zip(Worst(quiet), (pressed, alone) => pressed / alone)), s_goal);
        }
    }

    private TermContest Contest(Place place) => new(place, world.Sample, world.Scale);

    /// <summary>The ratio of the worst term, of each repetition.</summary>
    private static IEnumerable<double> Worst(TermContest contest) =>
        Enumerable.Range(0, contest.Worst.Ratios.Count).Select(i => contest.Worst.Ratios[i]);

    private Task OthersAsync(CancellationToken stop)
    {
        var dice = new Dice(0x07E5);
        var pages = Enumerable.Range(0, 500).Select(_ => new Question(world.Large, After: dice.Below(world.Large.LastPosition)).Request(world.Keys[world.Large.Organization])).ToList();
        LoadRun.Run(services.Gateway.Port, pages, seed: 99, LoadRun.Connections - 1, stop);
        return Task.CompletedTask;
    }
}

/// <summary>Adds people and renames others, at a steady pace.</summary>
internal sealed class Writer(World world)
{
    private const int BatchesASecond = 4;
    private const int AddedEach = 250;
    private const int RenamedEach = 25;
    private int _next = world.Scale.Large;
    private int _version;

    public async Task RunAsync(CancellationToken stop)
    {
        var dice = new Dice(0x3A1);
        var start = Stopwatch.GetTimestamp();
        for (var batch = 1; !stop.IsCancellationRequested; batch++)
        {
            await world.Stage.ImportAsync(world.Large, await LinesAsync(dice));
            var rest = TimeSpan.FromSeconds((double)batch / BatchesASecond) - Stopwatch.GetElapsedTime(start);
            if (rest > TimeSpan.Zero)
            {
                await Task.Delay(rest, stop).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        }
    }

    private async Task<MemoryStream> LinesAsync(Dice dice)
    {
        var (lines, crowd) = (new MemoryStream(), world.Large.Crowd);
        await using var writer = new LineWriter(lines);
        for (var i = 0; i < AddedEach; i++)
        {
            await writer.WriteAsync(crowd.Person(_next++) with { HasDirectChat = true });
        }

        for (var i = 0; i < RenamedEach; i++)
        {
            await writer.WriteAsync(crowd.Person((int)dice.Below(crowd.Size), ++_version));
        }

        return lines;
    }
}
