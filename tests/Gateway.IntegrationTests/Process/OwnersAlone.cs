namespace Gateway.IntegrationTests.Process;

/// <summary>Folders 0700, files 0600.</summary>
internal static class OwnersAlone
{
    private const UnixFileMode File = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Folder = File | UnixFileMode.UserExecute;

    public static void Assert(string data)
    {
        var inside = new DirectoryInfo(data).EnumerateFileSystemInfos("*", SearchOption.AllDirectories).ToList();

        NUnit.Framework.Assert.That(inside, Is.Not.Empty);
        foreach (var entry in inside.Prepend(new DirectoryInfo(data)))
        {
            NUnit.Framework.Assert.That(entry.UnixFileMode, Is.EqualTo(entry is DirectoryInfo ? Folder : File), entry.Name);
        }
    }
}
