using System.Collections.Concurrent;
using System.Security.Cryptography;
using Gateway.IntegrationTests.Process;

namespace Gateway.IntegrationTests.Postgres;

/// <summary>Where one server keeps its data, socket and log; and the user who owns all that, because PostgreSQL does not run as root.</summary>
internal sealed class PostgresFolder : IDisposable
{
    /// <summary>The superuser's password on every server of this run.</summary>
    public static readonly string Password = RandomNumberGenerator.GetHexString(24, lowercase: true);
    private static readonly string[] s_owners = ["postgres", "nobody"];
    private static readonly ConcurrentDictionary<(PostgresVersion Version, string Authentication), Lazy<Task<PostgresFolder>>> s_templates = new();

    // Root's own place for temporary files may be closed to others.
    private readonly DirectoryInfo _folder = Environment.IsPrivilegedProcess
        ? Directory.CreateDirectory(Path.Combine("/tmp", $"gateway-postgres-{RandomNumberGenerator.GetHexString(12, lowercase: true)}"))
        : Directory.CreateTempSubdirectory("gateway-postgres-");

    private readonly (string User, string Group)? _owner = Environment.IsPrivilegedProcess ? Owner() : null;

    public string Data => Path.Combine(_folder.FullName, "data");

    public string Socket => _folder.FullName;

    public string Log => File.Exists(LogFile) ? File.ReadAllText(LogFile) : "";

    private string LogFile => Path.Combine(_folder.FullName, "log");

    /// <summary>Fills the folder with the data of a new server: a copy of what initdb made once, since that takes seconds.</summary>
    /// <param name="authentication">Of every connection, as <c>pg_hba.conf</c> names it.</param>
    public async Task InitializeAsync(PostgresVersion version, string authentication)
    {
        var template = await s_templates.GetOrAdd((version, authentication), key => new Lazy<Task<PostgresFolder>>(async () =>
        {
            var folder = new PostgresFolder();
            await folder.MakeAsync(key.Version, key.Authentication);
            return folder;
        })).Value;
        await CloseToOthersAsync();
        await RunAsync("cp", "-a", template.Data, Data);
    }

    /// <summary>Deletes what servers of this run were copied from.</summary>
    public static async Task DeleteTemplatesAsync()
    {
        foreach (var template in s_templates.Values)
        {
            (await template.Value).Dispose();
        }
    }

    /// <summary>Writes a file that this folder's owner can read, and returns its path.</summary>
    public async Task<string> WriteAsync(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        await File.WriteAllTextAsync(path, text);
        await CloseToOthersAsync();
        return path;
    }

    private async Task MakeAsync(PostgresVersion version, string authentication)
    {
        var passwordFile = Path.Combine(_folder.FullName, "password");
        await File.WriteAllTextAsync(passwordFile, Password);
        await CloseToOthersAsync();
        await RunAsync(Command(
            [version.Program("initdb"), "-D", Data, "-U", "postgres", "-A", authentication, $"--pwfile={passwordFile}", "--locale=C.UTF-8", "--encoding=UTF8", "--no-sync", "--no-instructions"]));
    }

    /// <summary>The command as this folder's owner, in this folder, whatever it says going to the log: nobody reads a server's pipes.</summary>
    public string[] Command(params IEnumerable<string> command) =>
    [
        "setpriv", // becomes the command: the process is the server itself
        "--pdeathsig", "KILL",
        .. _owner is { } owner ? [$"--reuid={owner.User}", $"--regid={owner.Group}", "--clear-groups"] : Array.Empty<string>(),
        "sh", "-c", "cd \"$1\" && log=$2 && shift 2 && exec \"$@\" >> \"$log\" 2>&1", "sh", _folder.FullName, LogFile,
        .. command,
    ];

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>Makes the server's user the only one who can open the folder.</summary>
    private async Task CloseToOthersAsync()
    {
        if (!OperatingSystem.IsWindows())
        {
            _folder.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        }

        if (_owner is { } owner)
        {
            await RunAsync("chown", "-R", $"{owner.User}:{owner.Group}", _folder.FullName);
        }
    }

    private async Task RunAsync(params string[] command)
    {
        await using var process = RunningProcess.Start(command[0], command[1..], _ => { });
        var end = await process.ExitAsync();
        Assert.That(end.ExitCode, Is.Zero, $"{end.Error}{Log}");
    }

    /// <summary>By number, as <c>/etc/passwd</c> has them.</summary>
    private static (string User, string Group) Owner()
    {
        var users = File.ReadLines("/etc/passwd").Select(line => line.Split(':')).Where(fields => fields.Length > 3).ToList();
        var owner = s_owners.Select(name => users.Find(user => user[0] == name)).First(user => user is not null)!;
        return (owner[2], owner[3]);
    }
}
