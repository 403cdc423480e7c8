using Gateway.Domain.Sessions;

namespace Gateway.UnitTests.Sessions;

internal sealed class SessionIdTests
{
    private const string Characters64 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz01";

    [TestCase("sess_1")]
    [TestCase("sess_a")]
    [TestCase("sess_01J9ZQ4W8G7V5K3M2N1P0R6S7T")]
    [TestCase("sess_" + Characters64)]
    public void Reads_1_to_64_letters_and_digits(string text)
    {
        Assert.That(SessionId.TryParse(text, out var id), Is.True);
        Assert.That(id.Text, Is.EqualTo(text));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("sess_")]
    [TestCase("sess_" + Characters64 + "2")]
    [TestCase("sess-1")]
    [TestCase("SESS_1")]
    [TestCase("1")]
    [TestCase("sess_a_b")]
    [TestCase("sess_a-b")]
    [TestCase("sess_a b")]
    [TestCase("sess_ä")]
    [TestCase("sess_١")]
    [TestCase("sess_a\n")]
    [TestCase("sess_a\0")]
    [TestCase(" sess_a")]
    [TestCase("s1;a=b")]
    [TestCase("' OR 1=1")]
    [TestCase("sess_../x")]
    public void Refuses_anything_else(string? text)
    {
        Assert.That(SessionId.TryParse(text, out var id), Is.False);
        Assert.That(id, Is.EqualTo(default(SessionId)));
    }

    [Test]
    public void Tells_small_letters_from_capitals()
    {
        Assert.That(SessionId.TryParse("sess_a", out var small) && SessionId.TryParse("sess_A", out var large) && small != large, Is.True);
    }

    [Test]
    public void Makes_ids_that_it_reads()
    {
        var id = SessionId.New(TimeProvider.System);
        Assert.That(SessionId.TryParse(id.Text, out var read), Is.True);
        Assert.That(read, Is.EqualTo(id));
    }
}
