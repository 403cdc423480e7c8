using System.Text.RegularExpressions;

namespace Gateway.IntegrationTests.Docs;

/// <summary>What pages say of the checkout itself.</summary>
internal static partial class FolderMap
{
    /// <summary>Each line of the map begins with something that is there.</summary>
    public static void MustBeTrue(Block block)
    {
        foreach (var line in block.Text.Split('\n'))
        {
            var path = Checkout.PathOf(line.Split(' ', 2)[0]);
            Assert.That(Directory.Exists(path) || File.Exists(path), $"There is no such folder: {line}");
        }
    }

    /// <summary>Programs of the checkout that a sample runs, and that stand-ins take the place of.</summary>
    public static void ProgramsMustExist(Block block)
    {
        foreach (Match program in Program().Matches(block.Text))
        {
            var file = new FileInfo(Checkout.PathOf(program.Groups["path"].Value));
            Assert.That(file.Exists && file.UnixFileMode.HasFlag(UnixFileMode.UserExecute), $"{program.Value} is no program.");
        }

        foreach (Match project in Project().Matches(block.Text))
        {
            Assert.That(Directory.GetFiles(Checkout.PathOf(project.Groups["path"].Value), "*.csproj"), Is.Not.Empty);
        }
    }

    [GeneratedRegex(@"(?<=^|\s)\./(?<path>[a-z/.-]+\.sh)", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Program();

    [GeneratedRegex("--project (?<path>[A-Za-z/.]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Project();
}
