using Gateway.Domain.Ingest;
using static Gateway.UnitTests.Ingest.Reducing.Lines;

namespace Gateway.UnitTests.Ingest.Reducing;

/// <summary>Who is listed, and at which position.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class ListingTests
{
    private readonly ReducerStore _store = new();

    [Test]
    public void Lists_people_in_the_order_of_lines_and_then_of_the_array()
    {
        _store.Take(Chat(P2), Seen(G1, L3, P2, P1), Chat(L2));
        Assert.That(_store.People(), Is.EqualTo(new[] { "1 10002", "2 3@lid", "3 10001", "4 2@lid" }));
    }

    [Test]
    public void Does_not_list_who_stands_only_in_the_address_book()
    {
        _store.Take(Card(P1, saved: "Alice"), Card(P2, lid: L2));
        Assert.That(_store.People(), Is.Empty);
        Assert.That(_store.FactsOf(P1).IsKnown, Is.True);
    }

    [Test]
    public void Lists_them_once_they_are_seen_at_the_position_of_that_time()
    {
        _store.Take(Card(P1, saved: "Alice"), Chat(P2), Seen(G1, P1));
        Assert.That(_store.People(), Is.EqualTo(new[] { "1 10002", "2 10001" }));
        Assert.That(_store.Names(), Is.EqualTo(new[] { "", "Alice" }));
    }

    [Test]
    public void Gives_a_position_once_and_for_good()
    {
        _store.Take(Chat(P1), Seen(G1, P1), Chat(P1, saved: "Alice"), Chat(P2));
        Assert.That(_store.People(), Is.EqualTo(new[] { "1 10001", "2 10002" }));
        Assert.That(_store.Session.LastPosition, Is.EqualTo(2));
    }

    [Test]
    public void Tells_direct_chats_from_groups_and_knows_both()
    {
        _store.Take(Chat(P1), Seen(G1, P2), Chat(P3), Seen(G1, P3));
        Assert.That(
            _store.Contacts.Values.Select(contact => (contact.HasDirectChat, contact.SeenInGroup)),
            Is.EqualTo(new[] { (true, false), (false, true), (true, true) }));
    }

    [Test]
    public void Learns_nothing_from_a_line_that_does_not_speak_of_a_direct_chat()
    {
        _store.Take(Chat(P1), Card(P1));
        Assert.That(_store.Contacts[1].HasDirectChat, Is.True);
    }

    [Test]
    public void Ends_the_larger_position_in_a_merge()
    {
        _store.Take(Chat(P1), Chat(P2), Seen(G1, L1));
        var reduction = _store.Take(Map(P1, L1));
        Assert.That(_store.People(), Is.EqualTo(new[] { "1 10001 1@lid", "2 10002" }));
        Assert.That(reduction.GoneContacts, Is.EqualTo(new[] { 3 }));
        Assert.That(_store.Members(G1), Is.EqualTo(new[] { 1 }), "the memberships move along");
    }

    [Test]
    public void Keeps_the_smaller_position_whichever_half_has_it()
    {
        _store.Take(Chat(L1), Chat(P1), Map(P1, L1));
        Assert.That(_store.People(), Is.EqualTo(new[] { "1 10001 1@lid" }));
    }

    [Test]
    public void Returns_both_halves_to_their_own_positions_after_a_split()
    {
        _store.Take(Chat(P1), Chat(P2), Chat(L1), Map(P1, L1));
        _store.Take(Map(P2, L1));
        Assert.That(_store.People(), Is.EqualTo(new[] { "1 10001", "2 10002 1@lid" }));
        _store.Take(Map(P2, L2));
        Assert.That(_store.People(), Is.EqualTo(new[] { "1 10001", "2 10002 2@lid", "3 1@lid" }));
    }

    [Test]
    public void Takes_a_half_that_was_never_seen_off_the_list_after_a_split()
    {
        _store.Take(Card(P1, saved: "Alice"), Chat(L1), Map(P1, L1));
        Assert.That(_store.People(), Is.EqualTo(new[] { "1 10001 1@lid" }));
        _store.Take(Map(P2, L1));
        Assert.That(_store.People(), Is.EqualTo(new[] { "1 10002 1@lid" }));
        Assert.That(_store.Names(), Is.EqualTo(new[] { "" }), "a name does not stick to a recycled number");
    }

    [Test]
    public void Writes_no_row_for_what_is_there_already()
    {
        var lines = new Observation[] { Chat(P1, "Alice", lid: L1), Whole(G1, P1, L2), Map(P2, L2), Own(P3) };
        _store.Take(lines);
        Assert.That(_store.Take(lines).IsEmpty(), Is.True);
    }

    [Test]
    public void Takes_an_empty_batch_for_news_of_the_session_only()
    {
        _store.Now = 77;
        Assert.That(_store.Take().IsEmpty(), Is.True);
        Assert.That(_store.Session, Is.EqualTo(SessionFacts.New with { DataAsOf = 77, Writes = 1 }));
    }
}
