using Gateway.IntegrationTests.Issuers;
using Gateway.IntegrationTests.Leaks;
using Gateway.IntegrationTests.Postgres;
using Gateway.IntegrationTests.Process;

namespace Gateway.IntegrationTests.Docs;

/// <summary>
/// A folder in which the samples of one page hold as a reader has them: the programs at hand by the same commands, at ports of
/// the test's own, and all that they started ended at the end.
/// </summary>
internal sealed class Stage : IAsyncDisposable
{
    private const string DefaultPort = "8080";
    private const string ServerOnThePage = "Host=db.example;Database=gateway;Username=gateway;Password=…";
    private const string KeyOnThePage = "Gateway__Cursors__Keys__0='…'";
    private const string NewestKey = "\"$(gateway keys list --org acme | tail -n 1 | cut -d ' ' -f 1)\"";
    private readonly Workplace _place = new();
    private readonly List<ReservedPort> _ports = [];
    private readonly List<(string Shown, string Real)> _names = [];
    private readonly List<PageStore> _stores = [];
    private PostgresTestDatabase? _server;

    private Stage()
    {
        Folder = new DirectoryInfo(Path.GetDirectoryName(_place.Data)!);
        Kept = Folder.CreateSubdirectory(".samples");
        Shell = null!;
    }

    /// <summary>Where the samples run.</summary>
    public DirectoryInfo Folder { get; }

    /// <summary>What the samples do not see.</summary>
    public DirectoryInfo Kept { get; }

    public Shell Shell { get; private set; }

    public static async Task<Stage> SetAsync(Page page)
    {
        var stage = new Stage();
        try
        {
            var text = string.Join('\n', page.Lines);
            foreach (var port in new[] { DefaultPort, "8081", "3000" }.Where(port => port == DefaultPort || text.Contains(':' + port, StringComparison.Ordinal)))
            {
                stage._ports.Add(new ReservedPort());
                stage._names.Add((':' + port, string.Create(null, $":{stage._ports[^1].Number}")));
                stage._names.Add(($"({port},", string.Create(null, $"({stage._ports[^1].Number},")));
            }

            await (text.Contains(ServerOnThePage, StringComparison.Ordinal) ? stage.AddServerAsync() : Task.CompletedTask);
            stage.Open(await DemoDatabase.FileAsync());
            return stage;
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    /// <summary>What a page says, with the names that hold here.</summary>
    public string Real(string shown) => _names.Aggregate(shown, (text, name) => text.Replace(name.Shown, name.Real, StringComparison.Ordinal));

    /// <summary>Of commands: whoever reads has the id before their eyes.</summary>
    public string RealCommands(string shown) => Real(shown).Replace("key_…", NewestKey, StringComparison.Ordinal);

    /// <summary>What was printed here, with the names that the page has.</summary>
    public string AsShown(string real) => _names.Aggregate(real, (text, name) => text.Replace(name.Real, name.Shown, StringComparison.Ordinal));

    public string Write(string name, string text)
    {
        Gathered.Told(text);
        var path = Path.Combine(Folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>What is done to a store is done to the one added last.</summary>
    public PageStore Store => _stores[^1];

    public async Task AddStoreAsync(string note)
    {
        _stores.Add(await PageStore.CreateAsync(note));
        _names.AddRange(Store.Names);
    }

    public async ValueTask DisposeAsync()
    {
        await Started.EndAsync(Kept);
        await _place.DisposeAsync();
        await Task.WhenAll(_stores.Select(store => store.DisposeAsync().AsTask()));
        _ports.ForEach(port => port.Dispose());
        await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    /// <summary>An empty database, reached as an ordinary user.</summary>
    private async Task AddServerAsync()
    {
        _server = new PostgresTestDatabase((PostgresVersion)PostgresBinaries.NewestFixture.Single().Arguments[0]!);
        _names.Add((ServerOnThePage, await _server.ConnectionStringAsync()));
        _names.Add((KeyOnThePage, $"Gateway__Cursors__Keys__0='{_server.CursorKey}'"));
    }

    private void Open(string demo)
    {
        var path = Shims.Install(Kept.CreateSubdirectory("bin"));
        _place.With("PATH", $"{path}:{Environment.GetEnvironmentVariable("PATH")}")
            .With("SAMPLES", Kept.FullName)
            .With("SAMPLES_DOTNET", Environment.ProcessPath is { } host && Path.GetFileName(host) == "dotnet" ? host : Shims.Find("dotnet"))
            .With("SAMPLES_PROGRAMS", AppContext.BaseDirectory)
            .With("SAMPLES_DEMO", demo)
            .With("SAMPLES_ORIGIN", _names.Any(name => name.Shown == ":3000") ? Real("http://localhost:3000") : "")
            .With("ASPNETCORE_URLS", Real("http://127.0.0.1:8080"));
        Shims.Write(Path.Combine(Folder.FullName, "test.sh"), "exit 0");
        Write("observations.ndjson", Page.Of("docs/observations.md").Blocks.First(block => block.Language == "ndjson").Text + "\n");
        Shell = Shell.Start(_place, Folder, Kept);
    }
}
