using Gateway.Domain.Ingest;
using Gateway.Domain.Whatsapp;

namespace Gateway.IntegrationTests.Ports;

/// <summary>All of a batch happens or nothing.</summary>
internal abstract class AtomicBatchContract(TestDatabase database) : PortFixture(database)
{
    [Test]
    public async Task Writes_nothing_when_the_reduction_throws()
    {
        var session = await NewSessionAsync();
        await session.ApplyAsync(WholeState.Everything(), WholeState.Written);
        Assert.ThrowsAsync<InvalidTimeZoneException>(() => session.ApplyAsync(WholeState.Everything(), _ => throw new InvalidTimeZoneException()));
        WholeState.AssertRead(await session.ReadAsync(WholeState.Everything()));
    }

    [Test]
    public async Task Writes_all_or_nothing()
    {
        var session = await NewSessionAsync();
        var broken = WholeState.Facts[WholeState.Phone] with { Memberships = WholeState.Memberships((WholeState.Team, 1)) };
        Assert.CatchAsync(() => session.ApplyAsync(WholeState.Everything(), state => WholeState.Written(state) with
        {
            Contacts = [Rows.Contact(1), Rows.Contact(2, name: null!)],
            Identifiers = new Dictionary<Identifier, IdentifierFacts> { [WholeState.Phone] = broken },
        }));
        var read = await session.ReadAsync(WholeState.Everything());
        Assert.Multiple(async () =>
        {
            Assert.That(read.Session, Is.EqualTo(SessionFacts.New));
            Assert.That(read.Identifiers, Is.Empty);
            Assert.That(await session.PositionsAsync(), Is.Empty);
        });
    }

    [Test]
    public async Task Writes_nothing_when_cancelled_before_the_commit()
    {
        var session = await NewSessionAsync();
        using var cancel = new CancellationTokenSource();
        Assert.CatchAsync<OperationCanceledException>(() => Observations.ApplyAsync(
            session.Scope,
            WholeState.Everything(),
            state =>
            {
                cancel.Cancel();
                return WholeState.Written(state);
            },
            cancel.Token));
        Assert.That((await session.ReadAsync(WholeState.Everything())).Identifiers, Is.Empty);
    }
}
