using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Gateway.IntegrationTests;

/// <summary>The process's own standard error, sent to the end of a file: a program's log writes there without asking the console.</summary>
internal sealed class RedirectedError : IDisposable
{
    private const int StandardError = 2;
    private readonly int _before = Duplicate(StandardError);
    private bool _isOver;

    public RedirectedError(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        _ = Put((int)file.DangerousGetHandle(), StandardError);
    }

    /// <summary>Where it went before.</summary>
    public Stream Before => new FileStream(new SafeFileHandle(_before, ownsHandle: false), FileAccess.Write, bufferSize: 0);

    public void Dispose()
    {
        if (!_isOver)
        {
            _isOver = true;
            _ = Put(_before, StandardError);
            _ = Close(_before);
        }
    }

    [DllImport("libc", EntryPoint = "dup")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Duplicate(int descriptor);

    [DllImport("libc", EntryPoint = "dup2")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Put(int descriptor, int place);

    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int descriptor);
}
