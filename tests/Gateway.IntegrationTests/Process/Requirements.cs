namespace Gateway.IntegrationTests.Process;

/// <summary>What these tests need of a machine. Where it is missing they are skipped, but never on CI.</summary>
[SetUpFixture]
public sealed class Requirements
{
    [OneTimeSetUp]
    public void Needs_signals_and_file_modes() => Need(!OperatingSystem.IsWindows(), "These tests send POSIX signals and look at file modes.");

    internal static void NeedProgram(string name) =>
        Need(Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, name))), $"There is no {name} here.");

    private static void Need(bool isThere, string reason)
    {
        if (isThere)
        {
            return;
        }

        if (Environment.GetEnvironmentVariable("CI") is { Length: > 0 })
        {
            Assert.Fail(reason);
        }

        Assert.Ignore(reason);
    }
}
