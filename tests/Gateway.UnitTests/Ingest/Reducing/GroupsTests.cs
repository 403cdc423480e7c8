using Gateway.Domain.Ingest;
using static Gateway.UnitTests.Ingest.Reducing.Lines;

namespace Gateway.UnitTests.Ingest.Reducing;

/// <summary>Who is a member of a group now, and who was ever seen in one.</summary>
internal sealed class GroupsTests
{
    [Test]
    public void Keep_everybody_until_a_list_is_complete() =>
        Assert.That(After(Seen(G1, 1, P1), Seen(G1, 2, P2)).Members(G1), Is.EqualTo(new[] { 1, 2 }));

    [Test]
    public void Lose_with_a_complete_list_who_is_not_on_it()
    {
        var store = After(Seen(G1, P1, P2), Whole(G1, P2, P3));
        Assert.That(store.Members(G1), Is.EqualTo(new[] { 2, 3 }));
        Assert.That(store.Contacts[1].SeenInGroup, Is.True, "stays seen in a group");
        Assert.That(store.People(), Is.EqualTo(new[] { "1 10001", "2 10002", "3 10003" }));
    }

    [Test]
    public void Lose_everybody_with_an_empty_complete_list() =>
        Assert.That(After(Seen(G1, P1, P2), Seen(G2, P1), Whole(G1)).Members(G1), Is.Empty);

    [Test]
    public void Leave_other_groups_alone() => Assert.That(After(Seen(G1, P1), Seen(G2, P1), Whole(G1)).Members(G2), Is.EqualTo(new[] { 1 }));

    [Test]
    public void Take_back_who_is_seen_again() => Assert.That(After(Whole(G1, P1), Whole(G1), Seen(G1, P1)).Members(G1), Is.EqualTo(new[] { 1 }));

    [TestCase(4, false)]
    [TestCase(5, true)]
    [TestCase(6, true)]
    public void Have_a_member_who_was_seen_when_the_list_was_complete_or_later(long seen, bool isMember) => Assert.Multiple(() =>
    {
        Assert.That(After(Whole(G1, 5, P1), Seen(G1, seen, P2)).Members(G1).Contains(2), Is.EqualTo(isMember), "list first");
        Assert.That(After(Seen(G1, seen, P2), Whole(G1, 5, P1)).Members(G1).Contains(1), Is.EqualTo(isMember), "list last");
    });

    [Test]
    public void Are_not_changed_by_a_complete_list_older_than_the_latest()
    {
        var store = After(Whole(G1, 5, P1, P2));
        store.Take(Whole(G1, 4, P2, P3));
        Assert.That(store.Members(G1), Is.EqualTo(new[] { 1, 2 }));
        Assert.That(store.Groups[G1].CompleteAt, Is.EqualTo(5));
        Assert.That(store.Contacts[3].SeenInGroup, Is.True);
    }

    [Test]
    public void Have_at_equal_times_the_members_of_both_lists() =>
        Assert.That(After(Whole(G1, 5, P1), Whole(G1, 5, P2)).Members(G1), Is.EqualTo(new[] { 1, 2 }));

    [Test]
    public void Leave_times_alone_when_a_complete_list_without_time_repeats_the_members()
    {
        var store = After(Whole(G1, 5, P1, P2));
        Assert.That(store.Take(Whole(G1, P2, P1)).IsEmpty(), Is.True);
        Assert.That(store.Groups[G1].CompleteAt, Is.EqualTo(5));
    }

    [Test]
    public void Are_complete_for_the_first_time_also_with_the_members_known_already() =>
        Assert.That(After(Seen(G1, 5, P1), Whole(G1, P1)).Groups[G1].CompleteAt, Is.EqualTo(Now));

    [Test]
    public void Leave_the_time_of_a_member_alone_when_a_line_without_time_repeats_it() => Assert.Multiple(() =>
    {
        Assert.That(After(Seen(G1, 5, P1), Seen(G1, P1)).FactsOf(P1).Memberships.Find(G1)!.At, Is.EqualTo(5));
        Assert.That(After(Seen(G1, 5, P1), Seen(G1, 7, P1), Seen(G1, 6, P1)).FactsOf(P1).Memberships.Find(G1)!.At, Is.EqualTo(7));
    });

    [Test]
    public void Count_both_halves_of_a_person_once()
    {
        var store = After(Seen(G1, P1, L1), Map(P1, L1));
        Assert.That(store.Members(G1), Is.EqualTo(new[] { 1 }));
        store.Take(Whole(G1, L1));
        Assert.That(store.Members(G1), Is.EqualTo(new[] { 1 }), "one half is enough");
        store.Take(Map(P2, L1));
        Assert.That(store.Members(G1), Is.EqualTo(new[] { 2 }), "each half takes its own memberships along");
    }

    [Test]
    public void Know_who_of_their_members_has_a_direct_chat()
    {
        var store = After(Seen(G1, P1, L1), Chat(P2), Seen(G1, P2));
        Assert.That(store.GroupContacts, Is.EqualTo(new Dictionary<(Domain.Whatsapp.GroupJid, long), bool> { [(G1, 1)] = false, [(G1, 2)] = false, [(G1, 3)] = true }));
        store.Take(Chat(L1));
        Assert.That(store.GroupContacts[(G1, 2)], Is.True);
    }

    [Test]
    public void Keep_their_name_and_roles_for_reads_to_come()
    {
        var admin = new PersonObservation(P1, null, Role: "admin");
        var store = After(Seen(G1, 5) with { Name = "Team", Members = [admin] }, Seen(G1, 6, P1), Seen(G1, 4) with { Name = "Old" });
        Assert.That(store.Groups[G1].Name, Is.EqualTo(new Fact("Team", 5)));
        Assert.That(store.FactsOf(P1).Memberships.Find(G1)!, Is.EqualTo(new Membership(6, new Fact("admin", 5))));
    }

    [Test]
    public void Are_fully_known_to_a_reducer_that_reads_the_footprint()
    {
        Assert.That(Footprint.Of([Seen(G1, 4, P2)]).Groups, Does.Contain(G1), "also when its list is not complete");
    }

    private static ReducerStore After(params Observation[] lines)
    {
        var store = new ReducerStore();
        store.Take(lines);
        return store;
    }
}
