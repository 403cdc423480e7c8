namespace Gateway.IntegrationTests.Process;

/// <summary>The command line of the real program; what is wrong usage is tested by <c>CommandLineTests</c> of the unit tests.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class CliUsageTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    [Test]
    public async Task Wrong_usage_is_told_and_nothing_is_touched()
    {
        await using var place = new Workplace();

        var end = await place.CliProcessAsync("sessions", "add", "--org");

        Assert.That(end.ExitCode, Is.EqualTo(2));
        Assert.That(end.ErrorLines, Is.Not.Empty.And.Unique.And.All.Match("[.]$"));
        Assert.That(end.Output, Is.Empty);
        Assert.That(Directory.Exists(place.Data), Is.False);
    }

    [Test]
    public async Task Help_is_no_mistake()
    {
        await using var place = new Workplace();

        var end = (await place.CliProcessAsync("sessions", "add", "--help")).Done();

        Assert.That(end.Output, Does.Contain("Usage:").And.Contain("--json"));
        Assert.That(end.Error, Is.Empty);
        Assert.That(Directory.Exists(place.Data), Is.False);
    }

    /// <summary>Else a signal that comes early would kill the process in the middle of its work, instead of ending it.</summary>
    [Test]
    public async Task Signals_are_handled_before_the_work_begins()
    {
        await using var place = new Workplace();
        using var input = new ManualResetEventSlim();
        var invoking = Task.Factory.StartNew(
            () => place.CliReadingAsync(
                () =>
                {
                    input.Wait();
                    return Stream.Null;
                },
                "import", "ndjson", "-", "--session", "sess_a"),
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            var end = await invoking.WaitAsync(s_patience); // the library would register its handlers now
            Assert.That(end.IsCompleted, Is.False, "the work is not done");
        }
        finally
        {
            input.Set();
        }

        (await await invoking).FailedWithOneSentence(exitCode: 1); // there is no such session
    }
}
