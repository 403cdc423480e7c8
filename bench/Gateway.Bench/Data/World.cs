using System.Collections.Concurrent;
using Gateway.Bench.Measures;
using Gateway.Infrastructure.Configuration;
using Npgsql;

namespace Gateway.Bench.Data;

/// <summary>The data set in PostgreSQL: one large session, some of 20,000, many of 300, of several organizations.</summary>
internal sealed class World : IAsyncDisposable
{
    private const int Organizations = 8;
    private const ulong LargeSeed = 1;
    private const ulong FirstMiddleSeed = 1000;
    private const ulong FirstSmallSeed = 10_000;

    private World(Options options, Stage stage, NpgsqlDataSource source) => (Options, Stage, Source) = (options, stage, source);

    public Options Options { get; }

    public Scale Scale => Options.Scale;

    public Stage Stage { get; }

    /// <summary>For what no port is for: counting, copying, measuring tables.</summary>
    public NpgsqlDataSource Source { get; }

    public LoadedSession Large { get; private set; } = null!;

    public IReadOnlyList<LoadedSession> Middles { get; private set; } = [];

    public IReadOnlyList<LoadedSession> Smalls { get; private set; } = [];

    /// <summary>An API key of each organization.</summary>
    public Dictionary<string, string> Keys { get; } = new(StringComparer.Ordinal);

    public IReadOnlyList<Term> Terms { get; private set; } = [];

    /// <summary>How many of the large session each term finds.</summary>
    public IReadOnlyDictionary<Term, int> Matches { get; private set; } = new Dictionary<Term, int>();

    /// <summary>For what is too long to be measured with every term: the ten that were worst, and others.</summary>
    public IReadOnlyList<Term> Sample { get; private set; } = [];

    /// <summary>The large session comes in by the operator's tool, the others by the use case that it runs.</summary>
    public static async Task<World> MakeAsync(Options options)
    {
        var source = new NpgsqlDataSourceBuilder(options.Connection + ";Command Timeout=0;Maximum Pool Size=8").Build();
        var stage = new Stage(DatabaseSettings.Server(options.Connection), options.Work);
        var world = new World(options, stage, source);
        await stage.MigrateAsync();
        world.Large = await stage.AddAsync(Organization(0), new Crowd(LargeSeed, options.Scale.Large));
        await using (var store = File.Create(world.StoreFile))
        await using (var history = File.Create(world.HistoryFile))
        {
            await world.Large.Crowd.WriteStoreAsync(store);
            await world.Large.Crowd.WriteHistoryAsync(history);
        }

        world.HistoryImport = await GatewayTool.ImportAsync(options, options.Connection, "ndjson", world.HistoryFile, world.Large.Id.Text);
        world.Middles = await world.LoadAsync(options.Scale.Middles, Scale.Middle, FirstMiddleSeed);
        world.Smalls = await world.LoadAsync(options.Scale.Smalls, Scale.Small, FirstSmallSeed);
        await source.CreateCommand("VACUUM (ANALYZE)").ExecuteNonQueryAsync();
        for (var i = 0; i < Organizations; i++)
        {
            world.Keys[Organization(i)] = await stage.AddKeyAsync(Organization(i));
        }

        world.Terms = Data.Terms.Of(world.Large.Crowd);
        world.Sample = [.. world.Terms.Where((_, i) => i % 4 == 0)];
        world.Matches = await Measures.Matches.CountAsync(source, world.Large, world.Terms);
        return world;
    }

    /// <summary>The large session's observations, in a store's order.</summary>
    public string StoreFile => Path.Combine(Options.Work, "store.ndjson");

    /// <summary>The same observations in the order in which they were heard.</summary>
    public string HistoryFile => Path.Combine(Options.Work, "history.ndjson");

    public ToolRun HistoryImport { get; private set; } = null!;

    public void RankTerms(TermContest contest)
    {
        var ranked = contest.Asked.OrderByDescending(figures => figures.Ratio.Median).Select(figures => figures.Term).Distinct().ToList();
        Sample = [.. ranked.Take(10), .. ranked.Skip(10).Where((_, i) => i % 5 == 0)];
    }

    public async ValueTask DisposeAsync()
    {
        await Stage.DisposeAsync();
        await Source.DisposeAsync();
    }

    private static string Organization(int number) => $"bench{number}";

    private async Task<IReadOnlyList<LoadedSession>> LoadAsync(int count, int size, ulong firstSeed)
    {
        var sessions = new ConcurrentBag<LoadedSession>();
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, async (i, _) =>
            sessions.Add(await Stage.LoadAsync(Organization(i % Organizations), new Crowd(firstSeed + (ulong)i, size))));
        return [.. sessions.OrderBy(session => session.Id.Text, StringComparer.Ordinal)];
    }
}
