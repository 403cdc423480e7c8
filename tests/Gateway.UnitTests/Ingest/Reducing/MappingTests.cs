using Gateway.Domain.Ingest;
using static Gateway.UnitTests.Ingest.Reducing.Lines;

namespace Gateway.UnitTests.Ingest.Reducing;

/// <summary>Which two identifiers are one person.</summary>
internal sealed class MappingTests
{
    [Test]
    public void Makes_nobody_known() => Assert.Multiple(() =>
    {
        var store = After(Map(P1, L1));
        Assert.That(store.People(), Is.Empty);
        Assert.That(store.FactsOf(P1).IsKnown || store.FactsOf(L1).IsKnown, Is.False);
    });

    [Test]
    public void Joins_what_becomes_known_later() =>
        Assert.That(After(Map(P1, L1), Chat(P1), Seen(G1, L1)).People(), Is.EqualTo(new[] { "1 10001 1@lid" }));

    [Test]
    public void Shows_the_half_that_only_a_mapping_ever_named() => Assert.Multiple(() =>
    {
        Assert.That(After(Map(P1, L1), Chat(P1)).People(), Is.EqualTo(new[] { "1 10001 1@lid" }));
        Assert.That(After(Chat(L1), Map(P1, L1)).People(), Is.EqualTo(new[] { "1 10001 1@lid" }));
        Assert.That(After(Chat(P1, lid: L1)).People(), Is.EqualTo(new[] { "1 10001 1@lid" }));
    });

    [Test]
    public void Joins_only_while_each_half_remembers_the_other() =>
        // L1 went on to P2, which has another LID by now.
        Assert.That(
            After(Chat(P1), Chat(P2), Chat(L1), Chat(L2), Map(P1, L1), Map(P2, L1), Map(P2, L2)).People(),
            Is.EqualTo(new[] { "1 10001", "2 10002 2@lid", "3 1@lid" }));

    [Test]
    public void Gives_a_recycled_number_to_its_new_LID() =>
        Assert.That(
            After(Chat(P1), Chat(L1, push: "old"), Chat(L2, push: "new"), Map(P1, L1), Map(P1, L2)).People(),
            Is.EqualTo(new[] { "1 10001 2@lid", "2 1@lid" }));

    [Test]
    public void Gives_a_LID_to_its_new_number() =>
        Assert.That(
            After(Chat(P1), Chat(P2), Chat(L1), Map(P1, L1), Map(P2, L1)).People(),
            Is.EqualTo(new[] { "1 10001", "2 10002 1@lid" }));

    [Test]
    public void Follows_the_later_mapping_in_whatever_order_they_come() => Assert.Multiple(() =>
    {
        Assert.That(After(Chat(P1), Map(P1, L1, at: 1), Map(P1, L2, at: 2)).People(), Is.EqualTo(new[] { "1 10001 2@lid" }));
        Assert.That(After(Chat(P1), Map(P1, L2, at: 2), Map(P1, L1, at: 1)).People(), Is.EqualTo(new[] { "1 10001 2@lid" }));
    });

    [Test]
    public void Takes_of_equally_late_mappings_the_larger() => Assert.Multiple(() =>
    {
        Assert.That(After(Chat(P1), Map(P1, L1, at: 1), Map(P1, L2, at: 1)).People(), Is.EqualTo(new[] { "1 10001 2@lid" }));
        Assert.That(After(Chat(P1), Map(P1, L2, at: 1), Map(P1, L1, at: 1)).People(), Is.EqualTo(new[] { "1 10001 2@lid" }));
        Assert.That(After(Chat(L1), Map(P2, L1, at: 1), Map(P1, L1, at: 1)).People(), Is.EqualTo(new[] { "1 10002 1@lid" }));
    });

    [Test]
    public void Goes_back_when_an_earlier_pair_is_seen_again() =>
        Assert.That(After(Chat(P1), Map(P1, L1), Map(P1, L2), Map(P1, L1)).People(), Is.EqualTo(new[] { "1 10001 1@lid" }));

    [Test]
    public void Leaves_its_time_alone_when_a_line_without_time_repeats_it() =>
        Assert.That(After(Map(P1, L1, at: 1), Map(P1, L1)).FactsOf(P1).Partner, Is.EqualTo(new Partner(L1, 1)));

    [Test]
    public void Comes_with_every_line_that_names_both() => Assert.Multiple(() =>
    {
        Assert.That(After(Card(P1, lid: L1), Seen(G1, L1)).People(), Is.EqualTo(new[] { "1 10001 1@lid" }));
        Assert.That(After(Chat(P2, lid: L2)).FactsOf(L2).IsKnown, Is.False, "the second one only maps");
    });

    [Test]
    public void Stays_the_same_when_one_line_gives_two_and_is_sent_again()
    {
        var line = Seen(G1) with { Members = [new(P2, L1), new(P1, L1)] };
        var store = After(line);
        Assert.That(store.People(), Is.EqualTo(new[] { "1 10002 1@lid", "2 10001" }));
        store.Take(line);
        Assert.That(store.People(), Is.EqualTo(new[] { "1 10002 1@lid", "2 10001" }));
    }

    private static ReducerStore After(params Observation[] lines)
    {
        var store = new ReducerStore();
        store.Take(lines);
        return store;
    }
}
