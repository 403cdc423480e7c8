using Gateway.Application;
using Gateway.Domain.Ingest;

namespace Gateway.IntegrationTests.Ports;

/// <summary>What is remembered of a session, and batches that were reduced from it.</summary>
internal abstract class RememberedSessionContract(TestDatabase database) : PortFixture(database)
{
    [Test]
    public async Task Remembers_all_that_is_stored()
    {
        var session = await NewSessionAsync();
        await session.ApplyAsync(WholeState.Everything(), WholeState.Written);
        WholeState.AssertRead((await session.RememberAsync()).StateOf(WholeState.Everything()));
    }

    [Test]
    public async Task Remembers_nothing_of_others()
    {
        var (session, other) = (await NewSessionAsync(), await NewSessionAsync());
        await other.ApplyAsync(WholeState.Everything(), WholeState.Written);
        var state = (await session.RememberAsync()).StateOf(WholeState.Everything());
        Assert.That(state, Has.Property(nameof(SessionState.Identifiers)).Empty.And.Property(nameof(SessionState.Groups)).Empty.And.Property(nameof(SessionState.Own)).Empty);
    }

    [Test]
    public async Task Remembers_no_session_that_is_larger_than_it_may_be()
    {
        var session = await NewSessionAsync();
        await session.ApplyAsync(WholeState.Everything(), WholeState.Written);
        Assert.That(await Observations.RememberAsync(session.Scope, 1000, CancellationToken.None), Is.Null);
    }

    [Test]
    public async Task Remembers_no_session_that_is_not_there()
    {
        var session = await NewSessionAsync();
        await Sessions.RemoveAsync(session.Id, CancellationToken.None);
        Assert.That(await Observations.RememberAsync(session.Scope, long.MaxValue, CancellationToken.None), Is.Null);
    }

    [Test]
    public async Task Writes_what_was_reduced_from_memory()
    {
        var session = await NewSessionAsync();
        var state = (await session.RememberAsync()).StateOf(WholeState.Everything());
        Assert.That(await session.WriteAsync(state, WholeState.Written(state)), Is.True);
        WholeState.AssertRead(await session.ReadAsync(WholeState.Everything()));
    }

    [Test]
    public async Task Writes_nothing_once_somebody_else_has_written()
    {
        var session = await NewSessionAsync();
        var state = (await session.RememberAsync()).StateOf(WholeState.Everything());
        await session.ImportAsync("""{"type":"contact","jid":"4915112345678@s.whatsapp.net"}""");
        Assert.That(await session.WriteAsync(state, WholeState.Written(state)), Is.False);
        Assert.That((await session.ReadAsync(WholeState.Everything())).Identifiers.Keys.Select(id => id.Text), Is.EqualTo(new[] { "4915112345678" }));
    }

    [Test]
    public async Task Writes_to_no_session_that_is_not_there()
    {
        var session = await NewSessionAsync();
        var state = (await session.RememberAsync()).StateOf(WholeState.Everything());
        await Sessions.RemoveAsync(session.Id, CancellationToken.None);
        Assert.ThrowsAsync<NotFoundException>(() => session.WriteAsync(state, WholeState.Written(state)));
    }
}
