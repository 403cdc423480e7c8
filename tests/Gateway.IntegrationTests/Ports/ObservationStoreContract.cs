using Gateway.Application;
using Gateway.Application.Ingest;
using Gateway.Domain.Ingest;
using Gateway.Domain.Sessions;
using Gateway.Domain.Whatsapp;

namespace Gateway.IntegrationTests.Ports;

/// <summary>The promises of <see cref="Application.Ingest.IObservationStore"/> to one writer.</summary>
internal abstract class ObservationStoreContract(TestDatabase database) : PortFixture(database)
{
    [Test]
    public async Task Hands_a_new_session_an_empty_state()
    {
        var session = await NewSessionAsync();
        var state = await session.ReadAsync(WholeState.Everything());
        Assert.Multiple(() =>
        {
            Assert.That(state.Session, Is.EqualTo(SessionFacts.New));
            Assert.That(state.Own, Is.Empty);
            Assert.That(state.Identifiers, Is.Empty);
            Assert.That(state.Groups, Is.Empty);
        });
    }

    [Test]
    public async Task Reads_back_what_was_reduced()
    {
        var session = await NewSessionAsync();
        await session.ApplyAsync(WholeState.Everything(), WholeState.Written);
        WholeState.AssertRead(await session.ReadAsync(WholeState.Everything()));
        await session.ApplyAsync(WholeState.Everything(), WholeState.Written); // over itself
        WholeState.AssertRead(await session.ReadAsync(WholeState.Everything()));
    }

    [Test]
    public async Task Takes_facts_away_that_a_reduction_takes_away()
    {
        var session = await NewSessionAsync();
        await session.ApplyAsync(WholeState.Everything(), WholeState.Written);
        var (position, memberships) = (WholeState.Facts[WholeState.Phone].Position, WholeState.Facts[WholeState.Phone].Memberships);
        var bare = IdentifierFacts.Unknown with { IsKnown = true, Position = position, Memberships = memberships }; // these are given for good
        await session.ApplyAsync(WholeState.Everything(), state => Rows.None(state) with
        {
            Identifiers = new Dictionary<Identifier, IdentifierFacts> { [WholeState.Phone] = bare },
            Groups = new Dictionary<GroupJid, GroupFacts> { [WholeState.Team] = GroupFacts.Unknown },
        });
        var read = await session.ReadAsync(WholeState.Everything());
        Assert.Multiple(() =>
        {
            Assert.That(WholeState.Text(read.Identifiers[WholeState.Phone]), Is.EqualTo(WholeState.Text(bare)));
            Assert.That(read.Groups[WholeState.Team], Is.EqualTo(GroupFacts.Unknown));
        });
    }

    [Test]
    public async Task Takes_a_membership_anew()
    {
        var session = await NewSessionAsync();
        await session.ApplyAsync(WholeState.Everything(), WholeState.Written);
        var anew = new Membership(99, new Fact("admin", 98));
        await session.ApplyAsync(WholeState.Everything(), state => Rows.None(state) with
        {
            Memberships = [new MembershipRow(WholeState.Phone, WholeState.Team, anew, WholeState.Facts[WholeState.Phone].Position!.Value, IsNew: false)],
        });
        var read = await session.ReadAsync(WholeState.Everything());
        Assert.That(read.Identifiers[WholeState.Phone].Memberships, Is.EquivalentTo(WholeState.Facts[WholeState.Phone].Memberships.With(WholeState.Team, anew)));
    }

    [Test]
    public async Task Gives_back_the_reduction()
    {
        var session = await NewSessionAsync();
        var reduction = Rows.None(SessionState.Empty) with { People = new PeopleCounts(1, 2, 3, 4, 5) };
        Assert.That(await session.ApplyAsync(Rows.Nobody, _ => reduction), Is.SameAs(reduction));
    }

    [Test]
    public void Knows_no_session_that_was_never_added()
    {
        var reduced = false;
        Assert.ThrowsAsync<NotFoundException>(() => Observations.ApplyAsync(
            new SessionScope(SessionId.New(TimeProvider.System)),
            Rows.Nobody,
            state =>
            {
                reduced = true;
                return Rows.None(state);
            },
            CancellationToken.None));
        Assert.That(reduced, Is.False);
    }
}
