using System.Security.Cryptography;
using System.Text;

namespace Gateway.Infrastructure.Configuration;

/// <summary>Files that only their owner may read: folders 0700, files 0600.</summary>
public static class PrivateFiles
{
    private const UnixFileMode FolderMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes an empty file unless there is one; its folder too.</summary>
    public static void Create(string path)
    {
        CreateFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
        using var file = Open(path, System.IO.FileMode.OpenOrCreate);
    }

    /// <summary>Makes the data directory unless there is one.</summary>
    /// <exception cref="ConfigurationException">Every user of the machine can write to it, and so replace what is kept in it.</exception>
    public static void CreateDataDirectory(string path)
    {
        CreateFolder(path);
        if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(path).HasFlag(UnixFileMode.OtherWrite))
        {
            throw new ConfigurationException(["Gateway__DataDirectory can be written by every user: take that away with chmod o-w, or name a folder in it, which is then made for its owner alone."]);
        }
    }

    public static void CreateFolder(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path, FolderMode);
        }
        else
        {
            Directory.CreateDirectory(path);
        }
    }

    /// <summary>What the file holds; when there is none, it is made to hold what <paramref name="make"/> gives. Starts side by side agree.</summary>
    public static string ReadOrCreate(string path, Func<string> make)
    {
        CreateFolder(Path.GetDirectoryName(path)!);
        if (!File.Exists(path))
        {
            // Whole or not at all, and never over another start's.
            var draft = $"{path}.{RandomNumberGenerator.GetHexString(16, lowercase: true)}";
            using (var file = Open(draft, System.IO.FileMode.CreateNew))
            {
                file.Write(Encoding.UTF8.GetBytes(make()));
                file.Flush(flushToDisk: true);
            }

            MoveUnlessThere(draft, path);
        }

        return File.ReadAllText(path);
    }

    /// <summary>Gives a finished file its name, unless another start was faster.</summary>
    public static void MoveUnlessThere(string draft, string path)
    {
        try
        {
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }
    }

    private static FileStream Open(string path, System.IO.FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = FileMode;
        }

        return new FileStream(path, options);
    }
}
