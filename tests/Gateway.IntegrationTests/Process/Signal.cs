using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Gateway.IntegrationTests.Process;

/// <summary>A POSIX signal, really sent.</summary>
internal readonly record struct Signal(int Number)
{
    public static readonly Signal Interrupt = new(2);
    public static readonly Signal Kill = new(9);
    public static readonly Signal Terminate = new(15);
    public static readonly Signal Continue = new(18); // as Linux numbers them
    public static readonly Signal Stop = new(19);

    public void SendTo(int processId)
    {
        if (NativeKill(processId, Number) != 0)
        {
            throw new Win32Exception();
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int NativeKill(int processId, int signal);
}
