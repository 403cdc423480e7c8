using System.Globalization;
using Gateway.IntegrationTests.Leaks;
using Gateway.IntegrationTests.Process;

namespace Gateway.IntegrationTests.Docs;

/// <summary>One bash for a whole page: what one block sets, the next one sees. The first failure ends it.</summary>
internal sealed class Shell
{
    private readonly RunningProcess _bash;
    private readonly DirectoryInfo _kept;
    private int _count;

    private Shell(RunningProcess bash, DirectoryInfo kept) => (_bash, _kept) = (bash, kept);

    /// <param name="folder">Where it stands.</param>
    /// <param name="kept">Where scripts and outputs stay until the end.</param>
    public static Shell Start(Workplace place, DirectoryInfo folder, DirectoryInfo kept)
    {
        var shell = new Shell(place.Start("env", "--chdir", folder.FullName, "bash", "--noprofile", "--norc"), kept);
        shell.Say("shopt -s expand_aliases; set -euo pipefail");
        return shell;
    }

    /// <summary>Runs commands to their end and gives what they print.</summary>
    public async Task<string> RunAsync(string commands)
    {
        var name = Path.Combine(_kept.FullName, (++_count).ToString(CultureInfo.InvariantCulture));
        Gathered.Told(commands);
        await File.WriteAllTextAsync(name + ".sh", commands + "\n");
        Say($". '{name}.sh' > '{name}.out' 2> '{name}.err' < /dev/null; echo done-{_count}");
        var isDone = await IsDoneAsync();
        var (output, error) = (await ReadAsync(name + ".out"), await ReadAsync(name + ".err"));
        Gathered.Told(output);
        Gathered.LoggedByAProcess(error);
        Assert.That(isDone, $"The block fails.\n{output}{error}");
        return output;
    }

    private static async Task<string> ReadAsync(string path) => File.Exists(path) ? await File.ReadAllTextAsync(path) : "";

    private async Task<bool> IsDoneAsync()
    {
        try
        {
            return await _bash.OutputLineAsync(line => line == string.Create(CultureInfo.InvariantCulture, $"done-{_count}")) is not null;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private void Say(string line)
    {
        _bash.Input.Write(System.Text.Encoding.UTF8.GetBytes(line + "\n"));
        _bash.Input.Flush();
    }
}
