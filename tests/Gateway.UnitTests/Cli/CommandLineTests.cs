using System.CommandLine;
using Gateway.Cli;

namespace Gateway.UnitTests.Cli;

public sealed class CommandLineTests
{
    [TestCase("frobnicate")]
    [TestCase("migrate", "everything")]
    [TestCase("sessions", "add")]
    [TestCase("sessions", "add", "--org")]
    [TestCase("sessions", "add", "--org", "")]
    [TestCase("sessions", "list", "--org", " ")]
    [TestCase("sessions", "add", "--org", "o", "--id", "s1")]
    [TestCase("sessions", "add", "--org", "o", "--number", "12")]
    [TestCase("sessions", "add", "--org", "o", "--lid", "6281234567890@s.whatsapp.net")]
    [TestCase("sessions", "remove", "sess_")]
    [TestCase("keys", "create", "--org", "o", "--name", "n", "--permissions", "fly,reed")]
    [TestCase("keys", "create", "--org", "o", "--name", "n", "--permissions", "read", "--expires", "soon")]
    [TestCase("keys", "create", "--org", "o", "--name", "", "--permissions", "read")]
    [TestCase("keys", "create", "--org", "o", "--name", "n\nn", "--permissions", "read")]
    [TestCase("keys", "create", "--org", "o", "--name", "n\u2028n", "--permissions", "read")]
    [TestCase("keys", "create", "--org", "o", "--name", "n\u202en", "--permissions", "read")]
    [TestCase("keys", "create", "--org", "o", "--name", " n", "--permissions", "read")]
    [TestCase("keys", "create", "--org", " o ", "--name", "n", "--permissions", "read")]
    [TestCase("keys", "create", "--org", "o", "--name", "n", "--permissions", "none")]
    [TestCase("keys", "create", "--org", "o", "--name", "n", "--permissions", "Read")]
    [TestCase("keys", "list")]
    [TestCase("import", "ndjson", "-")]
    [TestCase("import", "telegram", "-", "--session", "sess_a")]
    [TestCase("forget", "--session", "sess_a", "--jid", "120363021234567890@g.us")]
    public void Wrong_usage_is_reported_in_sentences(params string[] arguments)
    {
        var errors = CommandLine.Create().Parse(arguments).Errors.Select(error => error.Message);

        Assert.That(errors, Is.Not.Empty.And.Unique.And.All.Match("[.]$"));
    }

    [TestCase("migrate")]
    [TestCase("sessions", "add", "--org", "o", "--id", "sess_a", "--number", "+6281200000001", "--lid", "111111111111111")]
    [TestCase("keys", "create", "--org", "o", "--name", "n", "--permissions", "read,ingest", "--expires", "2027-01-31", "--json")]
    [TestCase("import", "ndjson", "-", "--session", "sess_a", "--dry-run")]
    [TestCase("forget", "--session", "sess_a", "--jid", "6281234567890@s.whatsapp.net")]
    public void Right_usage_has_no_errors(params string[] arguments) => Assert.That(CommandLine.Create().Parse(arguments).Errors, Is.Empty);

    [Test]
    public void A_name_has_at_most_100_characters()
    {
        static int Errors(int characters) =>
            CommandLine.Create().Parse(["keys", "create", "--org", "o", "--name", new string('n', characters), "--permissions", "read"]).Errors.Count;

        Assert.That(Errors(100), Is.Zero);
        Assert.That(Errors(101), Is.EqualTo(1));
    }

    [TestCase]
    [TestCase("sessions", "add")]
    [TestCase("import", "ndjson")]
    public void Help_shows_usage_and_options(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var parsed = CommandLine.Create().Parse([.. arguments, "--help"]);

        Assert.That(parsed.Errors, Is.Empty);
        Assert.That(parsed.Invoke(new InvocationConfiguration { Output = output, Error = error }), Is.Zero);
        Assert.That(output.ToString(), Does.Contain("Usage:").And.Contain("--json"));
        Assert.That(error.ToString(), Is.Empty);
    }
}
