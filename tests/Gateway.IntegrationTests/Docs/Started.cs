using System.Diagnostics;
using System.Globalization;
using Gateway.IntegrationTests.Leaks;
using Gateway.IntegrationTests.Process;

namespace Gateway.IntegrationTests.Docs;

/// <summary>Services that samples left running.</summary>
internal static class Started
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    /// <summary>Ends each by its id, and keeps what they logged for the search of leaks.</summary>
    public static async Task EndAsync(DirectoryInfo kept)
    {
        foreach (var service in kept.GetFiles("*.service"))
        {
            await EndAsync(int.Parse(await File.ReadAllTextAsync(service.FullName), CultureInfo.InvariantCulture), kept.FullName);
        }

        foreach (var log in kept.GetFiles("service.*.log"))
        {
            Gathered.LoggedByAProcess(await File.ReadAllTextAsync(log.FullName));
        }

        foreach (var told in kept.GetFiles("service.*.told"))
        {
            Gathered.Told(await File.ReadAllTextAsync(told.FullName));
        }
    }

    private static async Task EndAsync(int id, string kept)
    {
        Signal.Interrupt.SendToOurs(id, kept);
        for (var waited = Stopwatch.StartNew(); IsOurs(id, kept); await Task.Delay(20))
        {
            if (waited.Elapsed > s_patience)
            {
                Signal.Kill.SendToOurs(id, kept);
            }
        }
    }

    private static void SendToOurs(this Signal signal, int id, string kept)
    {
        if (IsOurs(id, kept))
        {
            signal.SendTo(id);
        }
    }

    /// <summary>An id may be another process's by now: whose environment names this folder is of this page.</summary>
    private static bool IsOurs(int id, string kept)
    {
        try
        {
            return File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/environ")).Contains($"SAMPLES={kept}", StringComparison.Ordinal);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
