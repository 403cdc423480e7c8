namespace Gateway.Domain.Contacts;

/// <summary>
/// One person as listed: a ready row, whole. Texts are never null; what is not known is empty.
/// </summary>
/// <param name="Position">The place in the session's list; a number never given twice in a session.</param>
/// <param name="PhoneNumber">Digits only, country code first.</param>
/// <param name="Lid"><c>&lt;digits&gt;@lid</c>.</param>
/// <param name="Name">The best name known: saved, else push, else business.</param>
/// <param name="BusinessName">The verified business name.</param>
/// <param name="HasDirectChat">Whether the session has a direct chat with the person.</param>
/// <param name="SeenInGroup">Whether the person was ever seen in a group.</param>
public sealed record Contact(
    long Position,
    string PhoneNumber,
    string Lid,
    string Name,
    string BusinessName,
    bool HasDirectChat,
    bool SeenInGroup)
{
    /// <summary>Stands between the fields of <see cref="SearchText"/>: neither a stored name nor a term can hold it.</summary>
    public const char FieldSeparator = '\n';

    /// <summary>Folded name, business name and phone number: what <see cref="SearchTerm.Text"/> is looked for in.</summary>
    public string SearchText =>
        string.Join(FieldSeparator, TextFolding.Fold(Name), TextFolding.Fold(BusinessName), PhoneNumber);

    /// <summary>Whether names and number are the same, and so the search text.</summary>
    public bool ReadsLike(Contact other) => Name == other.Name && BusinessName == other.BusinessName && PhoneNumber == other.PhoneNumber;

    /// <summary>Whether readers are shown the same of both; that somebody was seen in a group too only filters.</summary>
    public bool LooksLike(Contact other) => this with { SeenInGroup = other.SeenInGroup } == other;
}
