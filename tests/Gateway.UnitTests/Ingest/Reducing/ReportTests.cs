using Gateway.Domain.Ingest;
using static Gateway.UnitTests.Ingest.Reducing.Lines;

namespace Gateway.UnitTests.Ingest.Reducing;

/// <summary>What the report says that lines did to people: one count a line or member, of the first that applies.</summary>
internal sealed class ReportTests
{
    private static readonly PeopleCounts s_new = new(1, 0, 0, 0, 0);
    private static readonly PeopleCounts s_merged = new(0, 1, 0, 0, 0);
    private static readonly PeopleCounts s_changed = new(0, 0, 1, 0, 0);
    private static readonly PeopleCounts s_unseen = new(0, 0, 0, 1, 0);
    private static readonly PeopleCounts s_unchanged = new(0, 0, 0, 0, 1);

    [Test]
    public void Counts_a_listed_person_who_appears_as_new() => Assert.Multiple(() =>
    {
        Assert.That(Last(Chat(P1)), Is.EqualTo(s_new));
        Assert.That(Last(Card(P1), Chat(P1, saved: "Alice", lid: L1)), Is.EqualTo(s_new));
        Assert.That(Last(Card(P1), Chat(L1), Chat(P2), Chat(P1)), Is.EqualTo(s_new));
        Assert.That(Last(Chat(P1), Chat(L1), Map(P1, L1), Map(P2, L1)), Is.EqualTo(s_new), "after a split");
    });

    [Test]
    public void Counts_two_listed_people_who_become_one_as_merged() => Assert.Multiple(() =>
    {
        Assert.That(Last(Chat(P1), Chat(L1), Map(P1, L1)), Is.EqualTo(s_merged));
        Assert.That(Last(Chat(P1), Chat(L1), Chat(P1, saved: "Alice", lid: L1)), Is.EqualTo(s_merged));
        Assert.That(Last(Chat(L1), Chat(P1), Seen(G1) with { Members = [new(P1, L1)] }), Is.EqualTo(s_merged));
    });

    [Test]
    public void Counts_a_shown_value_that_changes_as_changed() => Assert.Multiple(() =>
    {
        Assert.That(Last(Chat(P1), Card(P1, saved: "Alice")), Is.EqualTo(s_changed));
        Assert.That(Last(Seen(G1, P1), Chat(P1)), Is.EqualTo(s_changed), "the source");
        Assert.That(Last(Chat(P1), Map(P1, L1)), Is.EqualTo(s_changed), "the LID");
        Assert.That(Last(Chat(P1), Own(P1)), Is.EqualTo(s_changed), "gone from the list");
    });

    [Test]
    public void Counts_who_is_still_not_listed_as_unseen() => Assert.Multiple(() =>
    {
        Assert.That(Last(Card(P1, saved: "Alice")), Is.EqualTo(s_unseen));
        Assert.That(Last(Card(P1), Map(P1, L1)), Is.EqualTo(s_unseen));
        Assert.That(Last(Own(P1), Chat(P1)), Is.EqualTo(s_unseen), "the session's own");
    });

    [Test]
    public void Counts_everything_else_as_unchanged() => Assert.Multiple(() =>
    {
        Assert.That(Last(Chat(P1, saved: "Alice"), Chat(P1, saved: "Alice")), Is.EqualTo(s_unchanged));
        Assert.That(Last(Chat(P1, saved: "Alice"), Card(P1, push: "ali")), Is.EqualTo(s_unchanged), "a name that is not shown");
        Assert.That(Last(Chat(P1, saved: "Alice", at: 5), Card(P1, saved: "Bob", at: 4)), Is.EqualTo(s_unchanged));
        Assert.That(Last(Map(P1, L1)), Is.EqualTo(s_unchanged), "strangers");
    });

    [Test]
    public void Counts_a_first_group_of_somebody_with_a_chat_as_unchanged_since_nothing_else_is_shown() =>
        Assert.That(Last(Chat(P1), Seen(G1, P1)), Is.EqualTo(new PeopleCounts(0, 0, 0, 0, Unchanged: 1)));

    [Test]
    public void Counts_a_first_chat_of_somebody_from_a_group_as_changed() =>
        Assert.That(Last(Seen(G1, P1), Chat(P1)), Is.EqualTo(new PeopleCounts(0, 0, Changed: 1, 0, 0)));

    [Test]
    public void Counts_each_member_of_a_group_line()
    {
        var line = Seen(G1, P1, P2, L1, P1) with { Members = [new(P1, null), new(P2, null, PushName: "Bob"), new(L1, null), new(P1, null), new(P3, L3)] };
        Assert.That(Last(Chat(P1), Seen(G1, P1, P2), Chat(L3), line), Is.EqualTo(new PeopleCounts(New: 1, Merged: 0, Changed: 2, Unseen: 0, Unchanged: 2)));
        Assert.That(Last(Seen(G1)), Is.EqualTo(default(PeopleCounts)), "nobody");
    }

    [Test]
    public void Adds_up()
    {
        var sum = new PeopleCounts(1, 2, 3, 4, 5) + new PeopleCounts(10, 20, 30, 40, 50);
        Assert.That(sum, Is.EqualTo(new PeopleCounts(11, 22, 33, 44, 55)));
        Assert.That(new PeopleCounts(1, 0, 0, 0, 0).Add(s_new), Is.EqualTo(s_new + s_new));
    }

    /// <summary>The count of the last line, each line being a batch.</summary>
    private static PeopleCounts Last(params Observation[] lines)
    {
        var store = new ReducerStore();
        return lines.Select(line => store.Take(line).People).ToList()[^1];
    }
}
