namespace Gateway.IntegrationTests.Process;

[Parallelizable(ParallelScope.All)]
public sealed class CliUsageTests
{
    [TestCase("frobnicate")]
    [TestCase("migrate", "everything")]
    [TestCase("sessions", "add")]
    [TestCase("sessions", "add", "--org")]
    [TestCase("sessions", "add", "--org", "o", "--id", "s1")]
    [TestCase("sessions", "add", "--org", "o", "--number", "12")]
    [TestCase("sessions", "add", "--org", "o", "--lid", "6281234567890@s.whatsapp.net")]
    [TestCase("sessions", "remove", "sess_")]
    [TestCase("keys", "create", "--org", "o", "--name", "n", "--permissions", "fly")]
    [TestCase("keys", "create", "--org", "o", "--name", "n", "--permissions", "read", "--expires", "soon")]
    [TestCase("keys", "list")]
    [TestCase("import", "ndjson", "-")]
    [TestCase("import", "telegram", "-", "--session", "sess_a")]
    [TestCase("forget", "--session", "sess_a", "--jid", "120363021234567890@g.us")]
    public async Task Wrong_usage_is_told_and_nothing_is_touched(params string[] arguments)
    {
        await using var place = new Workplace();

        var end = await place.CliAsync(arguments);

        Assert.That(end.ExitCode, Is.EqualTo(2));
        Assert.That(end.ErrorLines, Is.Not.Empty.And.All.Match("[.]$"));
        Assert.That(end.Output, Is.Empty);
        Assert.That(Directory.Exists(place.Data), Is.False);
    }

    [TestCase]
    [TestCase("sessions", "add")]
    [TestCase("import", "ndjson")]
    public async Task Help_is_no_mistake(params string[] arguments)
    {
        await using var place = new Workplace();

        var end = (await place.CliAsync([.. arguments, "--help"])).Done();

        Assert.That(end.Output, Does.Contain("Usage:").And.Contain("--json"));
        Assert.That(end.Error, Is.Empty);
        Assert.That(Directory.Exists(place.Data), Is.False);
    }
}
