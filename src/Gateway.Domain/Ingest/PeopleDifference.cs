using Gateway.Domain.Contacts;
using Gateway.Domain.Whatsapp;

namespace Gateway.Domain.Ingest;

/// <summary>What happened to people between two looks at them.</summary>
internal static class PeopleDifference
{
    /// <summary>The listed people that these identifiers belong to, by position.</summary>
    public static Dictionary<long, Contact> ContactsOf(PeopleView people, IEnumerable<Identifier> ids)
    {
        var contacts = new Dictionary<long, Contact>();
        foreach (var contact in ids.Select(people.ContactOf).OfType<Contact>())
        {
            contacts[contact.Position] = contact;
        }

        return contacts;
    }

    /// <summary>One count, of the first that applies.</summary>
    public static PeopleCounts Count(Dictionary<long, Contact> before, Dictionary<long, Contact> after, bool isUnseen)
    {
        var isGone = before.Keys.Any(position => !after.ContainsKey(position));
        return after.Keys.Any(position => !before.ContainsKey(position)) ? new PeopleCounts(New: 1, 0, 0, 0, 0)
            : isGone && after.Count > 0 ? new PeopleCounts(0, Merged: 1, 0, 0, 0)
            : isGone || after.Any(person => !before[person.Key].LooksLike(person.Value)) ? new PeopleCounts(0, 0, Changed: 1, 0, 0)
            : isUnseen ? new PeopleCounts(0, 0, 0, Unseen: 1, 0)
            : new PeopleCounts(0, 0, 0, 0, Unchanged: 1);
    }
}
