using System.ComponentModel;
using System.Globalization;
using Gateway.IntegrationTests.Process;

namespace Gateway.IntegrationTests.Postgres;

/// <summary>A process and all that descend from it, as the kernel tells: PostgreSQL's backends each lead a session, and a group, of their own.</summary>
internal static class ProcessTree
{
    private const int NoSuchProcess = 3;

    /// <summary>The root first: once it is stopped or dead, it makes no more.</summary>
    public static void SendToAll(int root, Signal signal)
    {
        Send(root, signal);
        foreach (var process in DescendantsOf(root))
        {
            Send(process, signal);
        }
    }

    /// <summary>To one, if it is still there.</summary>
    public static void Send(int process, Signal signal)
    {
        try
        {
            signal.SendTo(process);
        }
        catch (Win32Exception gone) when (gone.NativeErrorCode == NoSuchProcess)
        {
            // It ended by itself.
        }
    }

    public static IReadOnlyList<int> DescendantsOf(int root)
    {
        var parents = Directory.EnumerateDirectories("/proc").Select(folder => Path.GetFileName(folder))
            .Where(name => name.All(char.IsAsciiDigit)).Select(name => int.Parse(name, CultureInfo.InvariantCulture))
            .Select(process => (Process: process, Status: StatusOf(process))).Where(entry => entry.Status is not null)
            .ToLookup(entry => entry.Status!.Value.Parent, entry => entry.Process);
        var found = new List<int> { root };
        for (var next = 0; next < found.Count; next++)
        {
            found.AddRange(parents[found[next]]);
        }

        return found[1..];
    }

    /// <summary>A zombie has ended, whether or not anybody asked how.</summary>
    public static bool IsAlive(int process) => StatusOf(process) is { State: not ('Z' or 'X') };

    /// <summary>Null when it is gone.</summary>
    private static (char State, int Parent)? StatusOf(int process)
    {
        try
        {
            // 42 (any name, also with spaces) S 7 …
            var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat"));
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return (fields[0][0], int.Parse(fields[1], CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            return null;
        }
    }
}
