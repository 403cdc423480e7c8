using Gateway.Domain.Ingest;
using static Gateway.UnitTests.Ingest.Reducing.Lines;

namespace Gateway.UnitTests.Ingest.Reducing;

/// <summary>Which name is stored, and which one is shown.</summary>
internal sealed class NamesTests
{
    private const string Tilde = "\uFF5E"; // the larger one in UTF-16
    private const string Astral = "\U0001F600"; // the larger one by code point

    [TestCase("saved", "push", "business", "saved")]
    [TestCase(null, "push", "business", "push")]
    [TestCase(null, null, "business", "business")]
    [TestCase(null, null, null, "")]
    public void Shows_the_saved_name_else_the_push_name_else_the_business_name(string? saved, string? push, string? business, string shown)
    {
        var store = After(Chat(P1, saved, push, business));
        Assert.That((store.Contacts[1].Name, store.Contacts[1].BusinessName), Is.EqualTo((shown, business ?? "")));
    }

    [Test]
    public void Prefers_the_saved_name_of_one_half_to_a_later_push_name_of_the_other() =>
        Assert.That(After(Chat(P1, push: "own", at: 9), Chat(L1, saved: "saved", at: 1), Map(P1, L1)).Names(), Is.EqualTo(new[] { "saved" }));

    [TestCase(1, 2, "lid")]
    [TestCase(2, 1, "phone")]
    [TestCase(2, 2, "phone")]
    public void Shows_the_later_name_of_the_two_halves_and_at_equal_times_the_phones(long ofPhone, long ofLid, string shown)
    {
        var saved = After(Chat(P1, saved: "phone", at: ofPhone), Chat(L1, saved: "lid", at: ofLid), Map(P1, L1));
        var push = After(Chat(P1, push: "phone", at: ofPhone), Chat(L1, push: "lid", at: ofLid), Map(P1, L1));
        var business = After(Chat(P1, business: "phone", at: ofPhone), Chat(L1, business: "lid", at: ofLid), Map(P1, L1));
        Assert.That(saved.Names().Concat(push.Names()).Concat(business.Names()), Is.EqualTo(new[] { shown, shown, shown }));
        Assert.That(business.Contacts[1].BusinessName, Is.EqualTo(shown));
    }

    [TestCase(1, 2, "second")]
    [TestCase(2, 1, "first")]
    public void Keeps_the_later_name_of_an_identifier(long first, long second, string kept) =>
        Assert.That(After(Chat(P1, saved: "first", at: first), Chat(P1, saved: "second", at: second)).Names(), Is.EqualTo(new[] { kept }));

    [TestCase("a", "b", "b")]
    [TestCase("b", "a", "b")]
    [TestCase("a", "ab", "ab")]
    [TestCase("B", "a", "a")]
    [TestCase(Tilde, Astral, Astral)]
    [TestCase(Astral, Tilde, Astral)]
    [TestCase("x" + Astral, "x" + Tilde, "x" + Astral)]
    [TestCase("\uD7FF", Astral, Astral)]
    [TestCase("\U0001F600", "\U0001F601", "\U0001F601")]
    [TestCase("\U0010FFFD", "\uFFFD", "\U0010FFFD")]
    public void Keeps_at_equal_times_the_larger_name_by_code_point(string first, string second, string kept) =>
        Assert.That(After(Chat(P1, saved: first, at: 5), Chat(P1, saved: second, at: 5)).Names(), Is.EqualTo(new[] { kept }));

    [Test]
    public void Never_replaces_a_name_by_nothing()
    {
        var store = After(Chat(P1, "saved", "push", "business", at: 1), Chat(P1, at: 2), Card(P1, push: "push 2", at: 3));
        var facts = store.FactsOf(P1);
        Assert.That(
            (facts.SavedName?.Value, facts.PushName?.Value, facts.BusinessName?.Value),
            Is.EqualTo(("saved", "push 2", "business")));
    }

    [Test]
    public void Leaves_the_time_of_a_name_alone_when_a_line_without_time_repeats_it()
    {
        var store = After(Chat(P1, saved: "a", at: 5), Chat(P1, saved: "a"));
        Assert.That(store.FactsOf(P1).SavedName, Is.EqualTo(new Fact("a", 5)));
    }

    [Test]
    public void Moves_the_time_of_a_name_when_a_line_with_a_later_time_repeats_it()
    {
        var store = After(Chat(P1, saved: "a", at: 5), Chat(P1, saved: "a", at: 9), Chat(P1, saved: "a", at: 7));
        Assert.That(store.FactsOf(P1).SavedName, Is.EqualTo(new Fact("a", 9)));
    }

    [Test]
    public void Gives_a_line_without_time_its_arrival() => Assert.Multiple(() =>
    {
        Assert.That(After(Chat(P1, saved: "stated", at: Now - 1), Chat(P1, saved: "a")).Names(), Is.EqualTo(new[] { "a" }));
        Assert.That(After(Chat(P1, saved: "stated", at: Now + 1), Chat(P1, saved: "a")).Names(), Is.EqualTo(new[] { "stated" }));
    });

    [Test]
    public void Gives_names_of_group_members_to_the_member()
    {
        var member = new PersonObservation(P1, L1, PushName: "ali", Role: "admin");
        var store = After(Seen(G1) with { Members = [member] });
        Assert.That(store.People(), Is.EqualTo(new[] { "1 10001 1@lid" }));
        Assert.That(store.Names(), Is.EqualTo(new[] { "ali" }));
        Assert.That(store.FactsOf(P1).Memberships.Find(G1)!.Role?.Value, Is.EqualTo("admin"));
        Assert.That(store.FactsOf(L1), Is.EqualTo(IdentifierFacts.Unknown with { Partner = new Partner(P1, Now), Memberships = store.FactsOf(L1).Memberships }));
    }

    [Test]
    public void Takes_the_larger_of_two_names_that_one_line_gives_also_when_it_is_sent_again()
    {
        // The members of a line share its time: one time, two names, the larger one. A replay ends in the same state.
        var line = Seen(G1) with { Members = [new(P1, null, PushName: "b"), new(P1, null, PushName: "a")] };
        var store = After(line);
        Assert.That(store.Names(), Is.EqualTo(new[] { "b" }));
        store.Take(line);
        Assert.That(store.Names(), Is.EqualTo(new[] { "b" }));
    }

    private static ReducerStore After(params Observation[] lines)
    {
        var store = new ReducerStore();
        store.Take(lines);
        return store;
    }
}
