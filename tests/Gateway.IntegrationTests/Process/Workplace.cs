using System.Text;
using Gateway.IntegrationTests.Leaks;

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
            place._database = await kind.CreateAsync();
            foreach (var (key, value) in place._database.Settings)
            {
                place.With(key.Replace(":", "__", StringComparison.Ordinal), value);
            }

            await (isMigrated ? place._database.MigrateAsync() : Task.CompletedTask);
            return place;
        }
        catch
        {
            await place.DisposeAsync();
            throw;
        }
    }

    /// <summary>Not there before a program makes it.</summary>
    public string Data => Path.Combine(_folder.FullName, "data");

    public string TemporaryFiles => Path.Combine(_folder.FullName, "tmp");

    public Workplace With(string key, string value)
    {
        _environment[key] = value;
        return this;
    }

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

    public Task<Finished> CliAsync(params string[] arguments) => CliReadingAsync([], arguments);

    /// <summary>With something on standard input.</summary>
    public async Task<Finished> CliReadingAsync(byte[] input, params string[] arguments)
    {
        Gathered.Told(input);
        var process = StartCli(arguments);
        try
        {
            await process.Input.WriteAsync(input);
            process.Input.Close();
        }
        catch (IOException)
        {
            // It ended before it read all: its exit tells.
        }

        return await process.ExitAsync();
    }

    public async Task<string> AddSessionAsync(params string[] options) =>
        (await CliAsync(["sessions", "add", "--org", Organization, .. options])).Done().OutputLines[^1];

    public async Task<string> CreateKeyAsync(string permissions = "read", params string[] options) =>
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
