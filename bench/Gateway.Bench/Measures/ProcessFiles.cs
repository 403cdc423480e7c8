namespace Gateway.Bench.Measures;

/// <summary>What Linux tells of processes.</summary>
internal static class ProcessFiles
{
    private const double TicksASecond = 100;
    private const int Parent = 1;
    private const int FirstTime = 11; // utime, stime, and those of children that ended

    /// <summary>Processor time of a process, with that of children that have ended.</summary>
    public static double CpuSeconds(int process) => Fields(process) is { } fields ? fields.Skip(FirstTime).Take(4).Sum(double.Parse) / TicksASecond : 0;

    /// <summary>Of the whole server: the first process and all that it started.</summary>
    public static double ServerCpuSeconds(int postmaster)
    {
        var parent = postmaster.ToString();
        var children = Directory.EnumerateDirectories("/proc").Select(Path.GetFileName)
            .Where(name => int.TryParse(name, out _))
            .Select(name => int.Parse(name!))
            .Where(process => Fields(process) is { } fields && fields[Parent] == parent);
        return CpuSeconds(postmaster) + children.ToList().Sum(CpuSeconds);
    }

    public static double? PeakMebibytes(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? null : double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) / 1024;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Those of its stat file behind the name; null when the process is gone.</summary>
    private static string[]? Fields(int process)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{process}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }
}
