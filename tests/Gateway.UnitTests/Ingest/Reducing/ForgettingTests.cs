using Gateway.Domain.Ingest;
using Gateway.Domain.Whatsapp;
using static Gateway.UnitTests.Ingest.Reducing.Lines;

namespace Gateway.UnitTests.Ingest.Reducing;

/// <summary>Removal of one person, who leaves nothing behind.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class ForgettingTests
{
    private readonly ReducerStore _store = new();

    [TestCase("10001")]
    [TestCase("1@lid")]
    public void Removes_both_identifiers_whichever_is_named(string named)
    {
        _store.Take(Chat(P1, saved: "Alice", lid: L1), Seen(G1, L1, P2));
        var reduction = _store.Take(new Forget(Identifier.FromText(named)));
        Assert.Multiple(() =>
        {
            Assert.That(_store.People(), Is.EqualTo(new[] { "3 10002" }));
            Assert.That(_store.Members(G1), Is.EqualTo(new[] { 3 }));
            Assert.That(_store.Identifiers, Is.EquivalentTo(new[] { P2 }));
            Assert.That(reduction.Forgotten, Is.EquivalentTo(new[] { P1, L1 }));
            Assert.That(reduction.GoneContacts, Is.EqualTo(new[] { 1 }));
            Assert.That(reduction.GoneGroupContacts, Is.EqualTo(new[] { new GroupContact(G1, 1, true) }));
        });
    }

    [Test]
    public void Removes_one_identifier_alone_when_it_is_no_longer_joined()
    {
        _store.Take(Chat(P1), Chat(L1), Map(P1, L1), Chat(P2), Map(P2, L1), new Forget(P1));
        Assert.That(_store.People(), Is.EqualTo(new[] { "2 10002 1@lid" }));
    }

    [Test]
    public void Removes_every_mapping_that_names_the_person()
    {
        // L1 belonged to P1 once, and L3 is known by a mapping only.
        _store.Take(Chat(L1), Map(P1, L1), Chat(P1, lid: L2), Map(P2, L3), Map(P1, L3), Map(P1, L2), new Forget(P1));
        Assert.That(_store.FactsOf(L1).Partner, Is.Null);
        Assert.That(_store.Identifiers, Is.EquivalentTo(new[] { L1, P2 }));
        Assert.That(_store.People(), Is.EqualTo(new[] { "1 1@lid" }));
    }

    [Test]
    public void Makes_a_new_person_at_a_new_position_of_a_later_observation()
    {
        _store.Take(Chat(P1, saved: "Alice", lid: L1), Chat(P2), new Forget(P1), Chat(P1));
        Assert.That(_store.People(), Is.EqualTo(new[] { "2 10002", "3 10001" }));
        Assert.That(_store.Names(), Is.EqualTo(new[] { "", "" }));
    }

    [Test]
    public void Does_no_harm_to_strangers()
    {
        _store.Take(Chat(P1, saved: "Alice"));
        var reduction = _store.Take(new Forget(P2));
        Assert.That(reduction.Contacts.Count + reduction.RetainedTexts.Count + reduction.GoneContacts.Count, Is.Zero);
        Assert.That(_store.People(), Is.EqualTo(new[] { "1 10001" }));
    }

    [Test]
    public void Is_no_news_of_the_session()
    {
        _store.Take(Chat(P1));
        var before = _store.Session;
        _store.Now++;
        _store.Take(new Forget(P1));
        Assert.That(_store.Session, Is.EqualTo(before with { Writes = before.Writes + 1 }));
    }
}
