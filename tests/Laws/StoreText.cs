using Gateway.Domain.Contacts;
using Gateway.Domain.Ingest;
using Gateway.Domain.Whatsapp;

namespace Gateway.Laws;

/// <summary>What a store holds as text, so that two of them can be compared and the difference read.</summary>
internal static class StoreText
{
    /// <summary>Ready rows by position: what readers see.</summary>
    public static string Listed(this LawSession store) =>
        string.Join('\n', store.Contacts.Values.Select(contact => $"{contact.Position} {Person(store, contact)}"));

    /// <summary>Ready rows without their positions.</summary>
    public static string Persons(this LawSession store) =>
        string.Join('\n', store.Contacts.Values.Select(contact => Person(store, contact)).Order(StringComparer.Ordinal));

    /// <summary>Ready rows without names.</summary>
    public static string Nameless(this LawSession store) =>
        string.Join('\n', store.Contacts.Values.Select(contact => $"{contact.Position} {Person(store, contact with { Name = "", BusinessName = "" })}"));

    /// <summary>Every stored fact.</summary>
    public static string Facts(this LawSession store, bool withTimes, bool withPositions)
    {
        var identifiers = store.Identifiers.Select(id => $"{id}: {Facts(store, store.FactsOf(id), id, withTimes, withPositions)}");
        var groups = store.Groups.Select(entry => $"{entry.Key}: {Show(entry.Value.Name, withTimes)} complete {(withTimes ? entry.Value.CompleteAt : entry.Value.CompleteAt is null ? null : 1)}");
        var session = $"{store.Session.Status} {(withTimes ? store.Session.StatusAt : null)} {(withPositions ? store.Session.LastPosition : null)}";
        var own = string.Join(' ', store.Own.Select(id => id.Text).Order(StringComparer.Ordinal));
        return string.Join('\n', identifiers.Concat(groups).Order(StringComparer.Ordinal).Append(session).Append(own));
    }

    public static string Everything(this LawSession store) =>
        $"{store.Listed()}\n{store.Facts(withTimes: true, withPositions: true)}\n{store.Session with { Writes = 0 }}\n{store.Listing.Freshness}";

    /// <summary>All that is handed to a reduction.</summary>
    public static string Text(this SessionState state)
    {
        var identifiers = state.Identifiers.Select(entry => $"{entry.Key}: {entry.Value with { Memberships = IdentifierFacts.Unknown.Memberships }} "
            + string.Join(' ', entry.Value.Memberships.Select(row => $"{row.Key} {row.Value}").Order(StringComparer.Ordinal)));
        var groups = state.Groups.Select(entry => $"{entry.Key}: {entry.Value}");
        return string.Join('\n', identifiers.Concat(groups).Order(StringComparer.Ordinal).Append($"{state.Session}").Concat(state.Own.Select(id => id.Text).Order(StringComparer.Ordinal)));
    }

    public static bool IsEmpty(this Reduction reduction) =>
        reduction.NewOwn.Count + reduction.Identifiers.Count + reduction.Memberships.Count + reduction.Groups.Count + reduction.Contacts.Count
        + reduction.RetainedTexts.Count + reduction.GoneContacts.Count + reduction.NewGroupContacts.Count + reduction.ChangedGroupContacts.Count + reduction.GoneGroupContacts.Count + reduction.Forgotten.Count == 0;

    private static string Facts(LawSession store, IdentifierFacts facts, Identifier id, bool withTimes, bool withPositions)
    {
        var memberships = facts.Memberships
            .Select(entry => $"[{entry.Key} {(store.IsCurrent(id, entry.Key) ? "now" : "once")} {(withTimes ? entry.Value.At : null)} {Show(entry.Value.Role, withTimes)}]")
            .Order(StringComparer.Ordinal);
        return $"known {facts.IsKnown} partner {facts.Partner?.Other} {(withTimes ? facts.Partner?.At : null)} {Show(facts.SavedName, withTimes)} "
            + $"{Show(facts.PushName, withTimes)} {Show(facts.BusinessName, withTimes)} chat {(withTimes ? facts.DirectChatAt : facts.DirectChatAt is null ? null : 1)} "
            + $"position {(withPositions ? facts.Position : null)} {string.Join(' ', memberships)}";
    }

    private static string Show(Fact? fact, bool withTimes) => fact is { } known ? $"'{known.Value}'{(withTimes ? known.At : null)}" : "-";

    private static string Person(LawSession store, Contact contact)
    {
        var groups = store.GroupContacts.Where(row => row.Key.Position == contact.Position).OrderBy(row => row.Key.Group.Text, StringComparer.Ordinal);
        var memberships = groups.Select(row => row.Key.Group.Text + (row.Value == contact.HasDirectChat ? "" : " (WRONG)"));
        return $"'{contact.PhoneNumber}' '{contact.Lid}' '{contact.Name}' '{contact.BusinessName}' {contact.HasDirectChat} {contact.SeenInGroup} {string.Join(' ', memberships)}";
    }
}
