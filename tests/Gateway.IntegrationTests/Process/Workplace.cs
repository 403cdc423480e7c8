using System.Text;
using Gateway.Application;
using Gateway.Application.Storage;
using Gateway.Cli;
using Gateway.Domain.Access;
using Gateway.Infrastructure;
using Gateway.Infrastructure.Configuration;
using Gateway.IntegrationTests.Leaks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.IntegrationTests.Process;

/// <summary>A data directory and a database of a test's own, the two programs that work on it, and everything cleared away at the end.</summary>
internal sealed class Workplace : IAsyncDisposable
{
    public const string Organization = "org_process";
    private static readonly string[] s_ours = ["Gateway__", "ASPNETCORE_", "DOTNET_ENVIRONMENT", "DOTNET_SYSTEM_GLOBALIZATION", "Serilog__", "Audit__", "AllowedHosts", "URLS"];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gateway-process-");
    private readonly Dictionary<string, string> _environment = new(StringComparer.Ordinal);
    private readonly List<IAsyncDisposable> _started = [];
    private ProgramDatabase _database = ProgramDatabase.InTheDataDirectory;

    public Workplace()
    {
        Directory.CreateDirectory(TemporaryFiles);
        With("ASPNETCORE_URLS", "http://127.0.0.1:0").With("Gateway__DataDirectory", Data).With("TMPDIR", TemporaryFiles);
    }

    /// <summary>On a fresh database; with its schema, where the programs do not make that when they start.</summary>
    public static async Task<Workplace> CreateAsync(TestedDatabase kind, bool isMigrated = true)
    {
        var place = new Workplace();
        try
        {
            place._database = await kind.CreateAsync(isMigrated);
            foreach (var (key, value) in place._database.Settings)
            {
                place.With(key.Replace(":", "__", StringComparison.Ordinal), value);
            }

            return place;
        }
        catch
        {
            await place.DisposeAsync();
            throw;
        }
    }

    /// <summary>How often tests kill programs at random moments: so often, or what <c>GATEWAY_KILLS</c> says.</summary>
    public static int Kills(int usual) => Law.Asked("GATEWAY_KILLS") ?? usual;

    /// <summary>Not there before a program makes it.</summary>
    public string Data => Path.Combine(_folder.FullName, "data");

    public string TemporaryFiles => Path.Combine(_folder.FullName, "tmp");

    public Workplace With(string key, string value)
    {
        _environment[key] = value;
        return this;
    }

    /// <summary>
    /// Sets the service's default log level, for tests that make thousands of requests. Verbose logs of the same kinds of requests come
    /// from other tests, for the search for leaks.
    /// </summary>
    public Workplace WithUsualLogging() => With("Serilog__MinimumLevel", "Information");

    public string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public string Write(string name, byte[] content)
    {
        var path = Path.Combine(_folder.FullName, name);
        Gathered.Told(content);
        File.WriteAllBytes(path, content);
        return path;
    }

    public RunningProcess Start(string program, params IEnumerable<string> arguments)
    {
        var process = RunningProcess.Start(program, arguments, SetEnvironment);
        _started.Add(process);
        return process;
    }

    public RunningProcess StartApi(params string[] arguments) => Start("dotnet", [Built("Gateway.Api.dll"), .. arguments]);

    public RunningProcess StartCli(params string[] arguments) => Start("dotnet", [Built("Gateway.Cli.dll"), .. arguments]);

    /// <summary>The service, once it listens.</summary>
    public async Task<RunningService> ServeAsync(params string[] arguments)
    {
        var service = await RunningService.OfAsync(StartApi(arguments));
        _started.Add(service);
        return service;
    }

    /// <summary>The service, in the tests' own process.</summary>
    public ListeningService ServeInProcess()
    {
        var service = new ServiceInProcess(new GatewayApplication([.. Settings]));
        _started.Add(service);
        return service;
    }

    /// <summary>The operator's tool, run to its end in the tests' own process, without the cost of starting one.</summary>
    public Task<Finished> CliAsync(params string[] arguments) => CliReadingAsync([], arguments);

    /// <summary>With something on standard input.</summary>
    public Task<Finished> CliReadingAsync(byte[] input, params string[] arguments)
    {
        Gathered.Told(input);
        return CliReadingAsync(() => new MemoryStream(input), arguments);
    }

    /// <summary>With what is opened as standard input.</summary>
    public async Task<Finished> CliReadingAsync(Func<Stream> openInput, params string[] arguments)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var invocation = new Invocation
        {
            Settings = Configuration,
            OpenInput = openInput,
            Output = TextWriter.Synchronized(output),
            Error = TextWriter.Synchronized(error),
        };
        var end = new Finished(await CommandLine.RunAsync(arguments, invocation), output.ToString(), error.ToString());
        Gathered.Told(end.Output);
        Gathered.LoggedByAProcess(end.Error);
        return end;
    }

    /// <summary>The operator's tool as a process, run to its end.</summary>
    public async Task<Finished> CliProcessAsync(params string[] arguments)
    {
        var process = StartCli(arguments);
        process.Input.Close();
        return await process.ExitAsync();
    }

    public Task<string> AddSessionAsync() => InProcessAsync(services => services.AddSessionAsync(Organization));

    public async Task<string> CreateKeyAsync(Permissions permissions = Permissions.Read) =>
        (await InProcessAsync(services => services.CreateKeyAsync(Organization, permissions))).Key;

    /// <summary>Adds a session with the operator's tool and these options.</summary>
    public async Task<string> AddSessionByCliAsync(params string[] options) =>
        (await CliAsync(["sessions", "add", "--org", Organization, .. options])).Done().OutputLines[^1];

    /// <summary>Creates a key with the operator's tool and these options.</summary>
    public async Task<string> CreateKeyByCliAsync(string permissions, params string[] options) =>
        (await CliAsync(["keys", "create", "--org", Organization, "--name", "test", "--permissions", permissions, .. options])).Done().OutputLines.Single();

    /// <summary>Everything that the programs have stored, one character a byte.</summary>
    public async Task<string> StoredAsync()
    {
        var stored = await _database.TextAsync();
        foreach (var file in Directory.Exists(Data) ? Directory.GetFiles(Data) : [])
        {
            stored += Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file));
        }

        return stored;
    }

    /// <summary>Runs statements behind the programs' back; gives the first value of every row.</summary>
    public Task<IReadOnlyList<object>> PokeAsync(string sql) => _database.PokeAsync(Data, sql);

    /// <summary>Where the build put a program: beside these tests.</summary>
    public static string Built(string file) => Path.Combine(AppContext.BaseDirectory, file);

    public async ValueTask DisposeAsync()
    {
        foreach (var started in Enumerable.Reverse(_started))
        {
            await started.DisposeAsync();
        }

        foreach (var process in _started.OfType<RunningProcess>())
        {
            // A key is shown on standard output, by contract; standard error is the log.
            Gathered.Told(process.Output);
            Gathered.LoggedByAProcess(process.Error);
        }

        foreach (var (_, file) in _environment.Where(setting => setting.Key.StartsWith("Audit__", StringComparison.Ordinal) && File.Exists(setting.Value)))
        {
            Gathered.LoggedByAProcess(await File.ReadAllTextAsync(file));
        }

        await _database.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>The settings of the programs, without the variables of a process: addresses and the folder for temporary files.</summary>
    private IEnumerable<(string Key, string Value)> Settings => _environment
        .Where(setting => setting.Key.StartsWith("Gateway__", StringComparison.Ordinal))
        .Select(setting => (setting.Key.Replace("__", ":", StringComparison.Ordinal), setting.Value));

    private IConfiguration Configuration => new ConfigurationBuilder()
        .AddInMemoryCollection(Settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
        .Build();

    /// <summary>Works on the programs' database without a process: as they are configured, and made and migrated as they do it.</summary>
    private async Task<T> InProcessAsync<T>(Func<IServiceProvider, Task<T>> work)
    {
        var settings = SettingsReader.Read(Configuration);
        if (settings.Database.Provider == DatabaseProvider.Sqlite)
        {
            PrivateFiles.CreateFolder(settings.DataDirectory);
        }

        await using var services = new ServiceCollection().AddApplication().AddInfrastructure(settings).BuildServiceProvider();
        if (settings.Database.MigrateOnStart)
        {
            await services.GetRequiredService<IDatabase>().MigrateAsync(CancellationToken.None);
        }

        return await work(services);
    }

    /// <summary>The machine's, without what configures the programs, and with what this place says.</summary>
    private void SetEnvironment(IDictionary<string, string?> environment)
    {
        foreach (var key in environment.Keys.Where(key => s_ours.Any(prefix => key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))).ToList())
        {
            environment.Remove(key);
        }

        // A test that chooses the environment or levels looks at what is logged then.
        if (Gathered.IsOn && !_environment.Keys.Any(key => key == "ASPNETCORE_ENVIRONMENT" || key.StartsWith("Serilog__", StringComparison.Ordinal)))
        {
            environment["Serilog__MinimumLevel"] = environment["Serilog__MinimumLevel__Override__Microsoft"] = "Verbose";
        }

        foreach (var (key, value) in _environment)
        {
            Gathered.Told($"{key}={value}".Replace("__", ":", StringComparison.Ordinal));
            environment[key] = value;
        }
    }
}
