using Gateway.Domain.Contacts;
using Gateway.Domain.Ingest;
using Gateway.Domain.Whatsapp;

namespace Gateway.Laws;

/// <summary>What is never done to a person, whatever the history.</summary>
internal abstract class PeopleLaws(LawStore stores) : StoreLaws(stores)
{
    [Test]
    public void Nothing_shows_on_a_person_who_never_had_it() =>
        Holds(History.Mixed, history =>
        {
            var (store, given) = (NewSession(), new HashSet<(string Id, string Value)>());
            foreach (var line in history.Lines)
            {
                var reduction = store.Take(line);
                given.UnionWith(Given(line));
                var forgotten = reduction.Forgotten.Select(id => id.Text).ToHashSet();
                given.RemoveWhere(fact => forgotten.Contains(fact.Id) || forgotten.Contains(fact.Value));
                foreach (var contact in store.Contacts.Values)
                {
                    Check(store, contact, given);
                }
            }
        });

    [Test]
    public void Positions_are_given_once_in_order_and_for_good() =>
        Holds(History.Mixed, history =>
        {
            var (store, holders, last) = (NewSession(), new Dictionary<long, Identifier>(), 0L);
            foreach (var batch in history.InBatches(new Random(history.Seed)))
            {
                var before = store.Identifiers.ToDictionary(id => id, id => store.FactsOf(id).Position);
                var reduction = store.Take(batch);
                foreach (var id in store.Identifiers)
                {
                    if (store.FactsOf(id).Position is not { } position)
                    {
                        continue;
                    }

                    var isOld = before.GetValueOrDefault(id) == position;
                    Law.Is(isOld || position > last, $"{id}: a position given before");
                    Law.Is(isOld || before.GetValueOrDefault(id) is null || batch.Lines.OfType<Forget>().Any(), $"{id}: its position changed");
                    Law.Is(holders.TryAdd(position, id) || holders[position] == id, $"{id}: another one's position");
                }

                Law.Is(store.Session.LastPosition >= last && reduction.Session == store.Session, "the last position");
                last = store.Session.LastPosition;
            }
        });

    [Test]
    public void Everybody_seen_is_in_one_row_unless_they_are_the_sessions_own() =>
        Holds(History.Mixed, history =>
        {
            var store = NewSession();
            foreach (var batch in history.InBatches(new Random(history.Seed)))
            {
                store.Take(batch);
                foreach (var id in store.Identifiers.Where(id => store.FactsOf(id).Position is not null))
                {
                    var isOwn = store.Own.Contains(id) || (Other(store, id) is { } other && store.Own.Contains(other));
                    var rows = store.Contacts.Values.Where(contact => contact.PhoneNumber == id.Text || contact.Lid == id.Text).ToList();
                    Law.Same(rows.Count, isOwn ? 0 : 1, $"rows of {id}");
                    Law.Is(rows.All(row => row.Position <= store.FactsOf(id).Position), $"position of {id}");
                }
            }
        });

    private static Identifier? Other(LawSession store, Identifier id) =>
        store.FactsOf(id).Partner is { } partner && store.FactsOf(partner.Other).Partner?.Other == id ? partner.Other : null;

    private static void Check(LawSession store, Contact contact, HashSet<(string Id, string Value)> given)
    {
        var halves = new[] { contact.PhoneNumber, contact.Lid }.Where(text => text.Length > 0).ToList();
        bool Had(string value) => halves.Any(half => given.Contains((half, value)));
        Law.Is(contact.Name.Length == 0 || Had(contact.Name), $"name of {contact}");
        Law.Is(contact.BusinessName.Length == 0 || Had(contact.BusinessName), $"business name of {contact}");
        Law.Is(halves.Count == 1 || given.Contains((halves[0], halves[1])), $"pair of {contact}");
        Law.Is(!contact.HasDirectChat || Had("chat"), $"direct chat of {contact}");
        Law.Is(contact.SeenInGroup == halves.Any(half => given.Any(fact => fact.Id == half && fact.Value.EndsWith(GroupJid.Suffix, StringComparison.Ordinal))), $"groups of {contact}");
        Law.Is(store.GroupContacts.Keys.Where(row => row.Position == contact.Position).All(row => Had(row.Group.Text)), $"group of {contact}");
        Law.Is(halves.All(half => half == contact.Lid || !half.Contains('@')), "a LID is no phone number");
    }

    private static IEnumerable<(string Id, string Value)> Given(Observation line) => line switch
    {
        ContactObservation contact => Given(contact.Person).Concat(contact.DirectChat ? [(contact.Person.Id.Text, "chat")] : []),
        GroupObservation group => group.Members.SelectMany(member => Given(member).Append((member.Id.Text, group.Group.Text))),
        MappingObservation mapping => [(mapping.Phone.Text, mapping.Lid.Text)],
        _ => [],
    };

    private static IEnumerable<(string Id, string Value)> Given(PersonObservation person) =>
        new[] { person.SavedName, person.PushName, person.BusinessName, person.Lid?.Text }.OfType<string>().Select(value => (person.Id.Text, value));
}
