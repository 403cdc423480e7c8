using Gateway.Domain.Contacts;
using Gateway.Domain.Ingest;
using Gateway.Domain.Whatsapp;

namespace Gateway.UnitTests.Ingest.Reducing;

/// <summary>One line of a history, and what was stored before and after it.</summary>
internal sealed record Turn(Observation Line, SessionState Before, Listing ListedBefore, SessionState After, Listing ListedAfter, PeopleCounts Counts)
{
    public static IReadOnlyList<Turn> Of(History history)
    {
        var (session, turns) = (new ReducerStore(), new List<Turn>());
        foreach (var batch in history.InBatches(new Random(history.Seed)))
        {
            foreach (var line in batch.Lines)
            {
                var (before, listed) = (session.State, session.Listing);
                var reduction = session.Take(batch with { Lines = [line] });
                turns.Add(new Turn(line, before, listed, session.State, session.Listing, reduction.People));
            }
        }

        return turns;
    }

    /// <summary>Who the identifiers are one with, those that are.</summary>
    public static Dictionary<Identifier, Identifier> Joined(SessionState state) => state.Identifiers
        .Where(entry => entry.Value.Partner is { } partner && state.Identifiers.GetValueOrDefault(partner.Other)?.Partner?.Other == entry.Key)
        .ToDictionary(entry => entry.Key, entry => entry.Value.Partner!.Value.Other);

    /// <summary>Members of groups, as the filters see them.</summary>
    public static HashSet<(Identifier Id, GroupJid Group)> Current(SessionState state) =>
        [.. Memberships(state).Where(row => state.Groups.GetValueOrDefault(row.Group, GroupFacts.Unknown).Has(row.Membership)).Select(row => (row.Id, row.Group))];

    public static IEnumerable<(Identifier Id, GroupJid Group, Membership Membership)> Memberships(SessionState state) =>
        state.Identifiers.SelectMany(entry => entry.Value.Memberships.Select(row => (entry.Key, row.Key, row.Value)));

    /// <summary>The names that the line gives, beside what is stored of them before and after it.</summary>
    public IEnumerable<(string Given, Fact? Before, Fact After)> Names() => People().SelectMany(person =>
    {
        var (before, after) = (Before.Identifiers.GetValueOrDefault(person.Id, IdentifierFacts.Unknown), After.Identifiers[person.Id]);
        var names = new[] { (person.SavedName, before.SavedName, after.SavedName), (person.PushName, before.PushName, after.PushName) };
        return names.Where(name => name.Item1 is not null).Select(name => (name.Item1!, name.Item2, name.Item3!.Value));
    });

    public bool WasListed(Identifier id) => ListedBefore.Contacts.Values.Any(contact => Is(contact, id));

    public bool IsListed(Identifier id) => ListedAfter.Contacts.Values.Any(contact => Is(contact, id));

    public bool WasKnown(Identifier id) => Before.Identifiers.GetValueOrDefault(id)?.IsKnown == true;

    private IEnumerable<PersonObservation> People() => Line switch
    {
        ContactObservation contact => [contact.Person],
        GroupObservation group => group.Members,
        _ => [],
    };

    private static bool Is(Contact contact, Identifier id) => contact.PhoneNumber == id.Text || contact.Lid == id.Text;
}
