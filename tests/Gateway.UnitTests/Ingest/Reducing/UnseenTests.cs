using Gateway.Domain.Ingest;
using Gateway.Domain.Whatsapp;
using static Gateway.UnitTests.Ingest.Reducing.Lines;

namespace Gateway.UnitTests.Ingest.Reducing;

/// <summary>People who count as direct chats where nothing else lists them.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class UnseenTests
{
    private readonly ReducerStore _store = new();

    [Test]
    public void Lists_who_was_never_met_as_a_direct_chat()
    {
        _store.Take(Unmet(P1));
        Assert.That(_store.Contacts.Values.Single(), Has.Property("HasDirectChat").True.And.Property("SeenInGroup").False);
    }

    [Test]
    public void Leaves_who_was_seen_in_a_group_as_seen_there_also_by_the_other_identifier()
    {
        _store.Take(Map(P1, L1), Seen(G1, L1, P2), Unmet(P1), Unmet(P2));
        Assert.That(_store.Contacts.Values.Select(contact => contact.HasDirectChat), Is.EqualTo(new[] { false, false }));
        Assert.That(_store.FactsOf(P1).DirectChatAt, Is.Null);
    }

    [Test]
    public void Gives_the_sessions_own_number_no_chat_by_either_identifier()
    {
        _store.Take(Own(P1), Map(P1, L1), Unmet(P1), Unmet(L1), Unmet(P2));
        Assert.That(_store.People(), Is.EqualTo(new[] { "1 10002" }));
        Assert.That(_store.FactsOf(P1).DirectChatAt, Is.Null);
    }

    [Test]
    public void Once_more_it_changes_nothing()
    {
        _store.Take(Unmet(P1));
        var before = _store.FactsOf(P1);
        _store.Take(Unmet(P1));
        Assert.That(_store.FactsOf(P1), Is.EqualTo(before));
    }

    private static ContactObservation Unmet(Identifier id) => Card(id, push: "Unmet") with { DirectChatIfUnseen = true };
}
