namespace Gateway.IntegrationTests.Process;

/// <summary>What these tests need of a machine. Where it is missing they are skipped, but never on CI.</summary>
[SetUpFixture]
public sealed class Requirements
{
    [OneTimeSetUp]
    public void Needs_signals_and_file_modes() => Need(!OperatingSystem.IsWindows(), "These tests send POSIX signals and look at file modes.");

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
