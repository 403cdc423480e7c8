using Gateway.Domain.Ingest;
using Gateway.Domain.Sessions;
using static Gateway.UnitTests.Ingest.Reducing.Lines;

namespace Gateway.UnitTests.Ingest.Reducing;

/// <summary>The session's own number, its state and its clock.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class OwnAccountTests
{
    private readonly ReducerStore _store = new();

    [Test]
    public void Is_never_listed()
    {
        _store.Take(Own(P1, L1), Chat(P1), Seen(G1, L1, P2));
        Assert.That(_store.People(), Is.EqualTo(new[] { "3 10002" }));
        Assert.That(_store.Members(G1), Is.EqualTo(new[] { 3 }));
    }

    [Test]
    public void Leaves_the_list_when_it_is_learnt_late()
    {
        _store.Take(Chat(P1, saved: "Me"), Seen(G1, P1, L2), Map(P2, L2));
        var reduction = _store.Take(Own(P1));
        Assert.That(_store.People(), Is.EqualTo(new[] { "2 10002 2@lid" }));
        Assert.That(_store.Members(G1), Is.EqualTo(new[] { 2 }));
        Assert.That(reduction.NewOwn, Is.EqualTo(new[] { P1 }));
        Assert.That(_store.FactsOf(P1).SavedName?.Value, Is.EqualTo("Me"), "its facts stay");
    }

    [Test]
    public void Takes_its_other_half_along_also_one_that_only_a_mapping_named() => Assert.Multiple(() =>
    {
        _store.Take(Chat(P1), Chat(L1), Map(P1, L1), Chat(P2), Map(P2, L2));
        _store.Take(Own(L1), Own(L2));
        Assert.That(_store.People(), Is.Empty);
    });

    [Test]
    public void Gives_its_other_half_back_after_a_split()
    {
        _store.Take(Chat(P1), Chat(L1), Map(P1, L1), Own(L1), Map(P2, L1));
        Assert.That(_store.People(), Is.EqualTo(new[] { "1 10001" }));
    }

    [Test]
    public void Counts_every_identifier_ever_reported()
    {
        _store.Take(Own(P1), Own(P2, L2), Own());
        Assert.That(_store.Own, Is.EquivalentTo(new[] { P1, P2, L2 }));
    }

    [Test]
    public void Does_not_become_one_person_by_being_reported_together()
    {
        _store.Take(Own(P1, L1));
        Assert.That(_store.FactsOf(P1), Is.EqualTo(IdentifierFacts.Unknown));
    }

    [Test]
    public void Has_the_state_last_reported()
    {
        _store.Take(Status(SessionStatus.Connected, at: 5), Status(SessionStatus.Disconnected, at: 4));
        Assert.That((_store.Session.Status, _store.Session.StatusAt), Is.EqualTo((SessionStatus.Connected, 5L)));
        _store.Take(Status(SessionStatus.Connected), Own(P1));
        Assert.That(_store.Session.StatusAt, Is.EqualTo(5), "a repetition without time leaves it alone");
        _store.Take(Status(SessionStatus.Disconnected));
        Assert.That((_store.Session.Status, _store.Session.StatusAt), Is.EqualTo((SessionStatus.Disconnected, Now + 2)));
    }

    [TestCase(SessionStatus.Connected, SessionStatus.Disconnected, SessionStatus.Disconnected)]
    [TestCase(SessionStatus.Disconnected, SessionStatus.Unknown, SessionStatus.Unknown)]
    [TestCase(SessionStatus.Connected, SessionStatus.Unknown, SessionStatus.Unknown)]
    public void Has_of_two_states_of_one_time_the_larger_word(SessionStatus smaller, SessionStatus larger, SessionStatus kept)
    {
        _store.Take(Status(smaller, at: 5), Status(larger, at: 5));
        var reversed = new ReducerStore();
        reversed.Take(Status(larger, at: 5), Status(smaller, at: 5));
        Assert.That((_store.Session.Status, reversed.Session.Status), Is.EqualTo((kept, kept)));
    }

    [Test]
    public void Orders_arrivals_while_the_clock_stands_still_or_goes_back()
    {
        _store.Take(Chat(P1, saved: "z"), Chat(P1, saved: "y"));
        _store.Now = Now - 10;
        _store.Take(Chat(P1, saved: "x"));
        Assert.That(_store.FactsOf(P1).SavedName, Is.EqualTo(new Fact("x", Now + 2)));
        _store.Now = Now + 10;
        _store.Take(Chat(P1, saved: "w"));
        Assert.That(_store.FactsOf(P1).SavedName, Is.EqualTo(new Fact("w", Now + 10)));
        Assert.That(_store.Session.LastArrival, Is.EqualTo(Now + 10));
    }

    [Test]
    public void Orders_arrivals_also_by_lines_that_change_nothing()
    {
        _store.Take(Chat(P1), Chat(P1), Chat(P1));
        Assert.That(_store.Session.LastArrival, Is.EqualTo(Now + 2));
        _store.Take(Chat(P1, at: 5));
        Assert.That(_store.Session.LastArrival, Is.EqualTo(Now + 2), "a stated time is no arrival");
    }

    [Test]
    public void Says_by_our_clock_how_current_its_data_is()
    {
        _store.Take(Chat(P1, at: 5));
        Assert.That(_store.Session.DataAsOf, Is.EqualTo(Now));
        _store.Now++;
        _store.Take(Chat(P1, at: 5));
        Assert.That(_store.Session.DataAsOf, Is.EqualTo(Now + 1), "changed or not");
    }
}
