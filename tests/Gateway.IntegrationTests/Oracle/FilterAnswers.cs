using Gateway.Domain.Contacts;
using Gateway.IntegrationTests.Ports;

namespace Gateway.IntegrationTests.Oracle;

/// <summary>Whom the filters find, as text to compare.</summary>
internal static class FilterAnswers
{
    private static readonly ContactFilter[] s_filters =
    [
        .. from source in new[] { null, "dm", "group" } from grp in HistoryLines.Groups.Select(grp => grp.Text).Append(null) select Rows.Filter(source, grp),
        Rows.Filter(q: "\U0001F600"),
        Rows.Filter(q: "002"),
    ];

    public static string Text(Func<ContactFilter, IEnumerable<Contact>> find) =>
        string.Join('\n', s_filters.SelectMany(filter => find(filter).Select(person => $"{person}").Prepend($"{filter.Source} {filter.Group} {filter.Search}")));

    /// <summary>Whom a filter should find, by its words.</summary>
    public static IEnumerable<Contact> Find(this ReducerStore memory, ContactFilter filter) => memory.Contacts.Values.Where(person =>
        filter.Source switch { ContactSource.DirectChat => person.HasDirectChat, ContactSource.Group => person.SeenInGroup, _ => true }
        && (filter.Group is not { } grp || memory.GroupContacts.ContainsKey((grp, person.Position)))
        && (filter.Search is not { } search || $"{person.Name} {person.BusinessName} {person.PhoneNumber}".Contains(search.Text, StringComparison.Ordinal)));
}
