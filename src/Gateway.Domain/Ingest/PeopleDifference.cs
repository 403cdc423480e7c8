using Gateway.Domain.Contacts;
using Gateway.Domain.Whatsapp;

namespace Gateway.Domain.Ingest;

/// <summary>What happened to people between two looks at them.</summary>
internal static class PeopleDifference
{
    /// <summary>The listed people that these identifiers belong to, by position.</summary>
    public static List<Contact> ContactsOf(PeopleView people, List<Identifier> ids)
    {
        var contacts = new List<Contact>(ids.Count);
        foreach (var id in ids)
        {
            if (people.ContactOf(id) is { } contact && At(contacts, contact.Position) is null)
            {
                contacts.Add(contact);
            }
        }

        return contacts;
    }

    /// <summary>One count, of the first that applies. Of the few people of one line: they are looked through.</summary>
    public static PeopleCounts Count(List<Contact> before, List<Contact> after, bool isUnseen)
    {
        var isGone = HasNotAllOf(after, before);
        return HasNotAllOf(before, after) ? new PeopleCounts(New: 1, 0, 0, 0, 0)
            : isGone && after.Count > 0 ? new PeopleCounts(0, Merged: 1, 0, 0, 0)
            : isGone || LooksDifferent(before, after) ? new PeopleCounts(0, 0, Changed: 1, 0, 0)
            : isUnseen ? new PeopleCounts(0, 0, 0, Unseen: 1, 0)
            : new PeopleCounts(0, 0, 0, 0, Unchanged: 1);
    }

    private static bool HasNotAllOf(List<Contact> contacts, List<Contact> others)
    {
        foreach (var other in others)
        {
            if (At(contacts, other.Position) is null)
            {
                return true;
            }
        }

        return false;
    }

    private static bool LooksDifferent(List<Contact> before, List<Contact> after)
    {
        foreach (var person in after)
        {
            if (!At(before, person.Position)!.LooksLike(person))
            {
                return true;
            }
        }

        return false;
    }

    private static Contact? At(List<Contact> contacts, long position)
    {
        foreach (var contact in contacts)
        {
            if (contact.Position == position)
            {
                return contact;
            }
        }

        return null;
    }
}
