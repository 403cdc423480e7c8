namespace Gateway.IntegrationTests.Process;

/// <summary>A mistyped data folder is not taken for an empty database.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class CliMissingDatabaseTests
{
    [TestCase("sessions", "list")]
    [TestCase("sessions", "remove", "sess_a")]
    [TestCase("sessions", "repair-times", "--session", "sess_a")]
    [TestCase("keys", "list", "--org", "o")]
    [TestCase("keys", "revoke", "key_a")]
    [TestCase("forget", "--session", "sess_a", "--jid", "6281234567890@s.whatsapp.net")]
    [TestCase("import", "ndjson", "-", "--session", "sess_a")]
    public async Task Commands_that_need_a_database_say_so_and_make_none(params string[] command)
    {
        await using var place = new Workplace();

        var end = await place.CliAsync(command);

        end.FailedWithOneSentence(exitCode: 2);
        Assert.That(end.Error, Does.Contain(Path.Combine(place.Data, "gateway.db")).And.Contain("Gateway__DataDirectory").And.Contain("gateway migrate"));
        Assert.That(Directory.Exists(place.Data), Is.False);
    }

    [Test]
    public async Task A_named_file_that_is_not_there_is_blamed_on_its_own_key()
    {
        await using var place = new Workplace();
        place.With("Gateway__Database__ConnectionString", $"Data Source={Path.Combine(place.TemporaryFiles, "mistyped.db")}");

        var end = await place.CliAsync("sessions", "list");

        end.FailedWithOneSentence(exitCode: 2);
        Assert.That(end.Error, Does.Contain("mistyped.db").And.Contain("Gateway__Database__ConnectionString").And.Not.Contain("Gateway__DataDirectory"));
        Assert.That(File.Exists(Path.Combine(place.TemporaryFiles, "mistyped.db")), Is.False);
    }

    [TestCase("sessions", "add", "--org", "o")]
    [TestCase("keys", "create", "--org", "o", "--name", "n", "--permissions", "read")]
    public async Task Commands_that_begin_make_the_database_and_say_so_once(params string[] command)
    {
        await using var place = new Workplace();

        var first = (await place.CliAsync(command)).Done();
        var second = (await place.CliAsync(command)).Done();

        Assert.That(first.Error, Does.Contain($"Made a database: {Path.Combine(place.Data, "gateway.db")}."));
        Assert.That(second.Error, Does.Not.Contain("Made a database"));
        (await place.CliAsync("sessions", "list")).Done();
    }

    [Test]
    public async Task A_dry_run_of_lines_needs_none_and_makes_none()
    {
        await using var place = new Workplace();
        var end = (await place.CliReadingAsync(Observations.Bytes([Observations.Chat("6281200000001", "ana")]), "import", "ndjson", "-", "--session", "sess_a", "--dry-run")).Done();
        Assert.That(end.OutputLines[0], Is.EqualTo("Lines   1: 1 applied, 0 ignored, 0 rejected"));
        Assert.That(Directory.Exists(place.Data), Is.False);
    }

    [Test]
    public async Task Migrate_makes_the_database()
    {
        await using var place = new Workplace();
        (await place.CliAsync("migrate")).Done();
        (await place.CliAsync("sessions", "list")).Done();
    }
}
