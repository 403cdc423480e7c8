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
    public async Task Scripts_get_failures_in_JSON()
    {
        await using var place = new Workplace();
        (await place.CliAsync("migrate")).Done();

        var wrong = await place.CliAsync("sessions", "add", "--org", " acme", "--json");
        var failed = await place.CliAsync("sessions", "remove", "sess_unknown", "--json");

        Assert.That((wrong.ExitCode, failed.ExitCode), Is.EqualTo((2, 1)));
        Assert.That(wrong.Json["error"]!.ToString(), Does.Match("^[A-Z].*[.]$"));
        Assert.That(failed.Json["error"]!.ToString(), Is.EqualTo("There is no such session."));
        Assert.That(failed.ErrorLines, Is.EqualTo(new[] { "There is no such session." }));
    }

    [Test]
    public async Task An_unexpected_error_is_one_sentence_and_its_details_are_asked_for()
    {
        await using var place = new Workplace();
        var session = await place.AddSessionAsync();
        string[] import = ["import", "ndjson", "-", "--session", session];
        static Stream Broken() => throw new InvalidCastException("Zyxwvut");

        var brief = await place.CliReadingAsync(Broken, import);
        var detailed = await place.CliReadingAsync(Broken, [.. import, "--verbose"]);

        brief.FailedWithOneSentence(exitCode: 1);
        Assert.That(brief.Error, Does.Contain("--verbose").And.Not.Contain("Zyxwvut"));
        Assert.That(detailed.ExitCode, Is.EqualTo(1));
        Assert.That(detailed.Error, Does.Contain("Zyxwvut").And.Contain("   at "));
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
        (await place.CliAsync("migrate")).Done();
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
