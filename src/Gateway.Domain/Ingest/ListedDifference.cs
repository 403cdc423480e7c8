using Gateway.Domain.Contacts;
using Gateway.Domain.Whatsapp;

namespace Gateway.Domain.Ingest;

/// <summary>What is listed of somebody: the ready row, and the groups that one of the two identifiers is now a member of, each once.</summary>
internal sealed class ListedPerson(Contact contact, IReadOnlyList<GroupJid> groups)
{
    private const int MostLookedThrough = 16;
    private HashSet<GroupJid>? _many;

    public Contact Contact => contact;

    public IReadOnlyList<GroupJid> Groups => groups;

    /// <summary>Nearly everybody is in few groups.</summary>
    public bool IsIn(GroupJid group) => groups.Count <= MostLookedThrough ? groups.Contains(group) : (_many ??= [.. groups]).Contains(group);

    public GroupContact In(GroupJid group) => new(group, contact.Position, contact.HasDirectChat);
}

/// <summary>The ready rows that differ between people before and after, in the order of positions: so the index of new ones grows into full pages.</summary>
internal sealed class ListedDifference
{
    public ListedDifference(Dictionary<long, ListedPerson> before, Dictionary<long, ListedPerson> after)
    {
        foreach (var position in after.Keys.Order())
        {
            Compare(before.GetValueOrDefault(position), after[position]);
        }

        foreach (var (position, person) in before)
        {
            if (!after.ContainsKey(position))
            {
                GoneContacts.Add(position);
                GoneGroupContacts.AddRange(person.Groups.Select(person.In));
            }
        }
    }

    public List<Contact> Contacts { get; } = [];

    public List<Contact> RetainedTexts { get; } = [];

    public List<long> GoneContacts { get; } = [];

    public List<GroupContact> NewGroupContacts { get; } = [];

    public List<GroupContact> ChangedGroupContacts { get; } = [];

    public List<GroupContact> GoneGroupContacts { get; } = [];

    private void Compare(ListedPerson? before, ListedPerson after)
    {
        if (before is null)
        {
            Contacts.Add(after.Contact);
            NewGroupContacts.AddRange(after.Groups.Select(after.In));
            return;
        }

        if (before.Contact != after.Contact)
        {
            (before.Contact.ReadsLike(after.Contact) ? RetainedTexts : Contacts).Add(after.Contact);
        }

        foreach (var group in after.Groups)
        {
            var isKnown = before.IsIn(group);
            if (!isKnown || before.In(group) != after.In(group))
            {
                (isKnown ? ChangedGroupContacts : NewGroupContacts).Add(after.In(group));
            }
        }

        GoneGroupContacts.AddRange(before.Groups.Where(group => !after.IsIn(group)).Select(before.In));
    }
}
