using System.Collections;
using System.ComponentModel;
using System.Text.Json.Serialization;
using Gateway.Application.Contacts;
using Gateway.Domain.Contacts;

namespace Gateway.Api.Contacts;

/// <summary>One page of people.</summary>
public sealed record ContactListResponse(
    [property: Description("The people of this page, in the order of the list.")]
    IReadOnlyList<ContactResponse> Data,
    [property: Description("Give it as `cursor` to get the next page. Empty on the last page.")]
    string NextCursor)
{
    internal static ContactListResponse From(ContactPage page) => new(new Shown(page.Contacts), page.NextCursor);

    /// <summary>People as readers are shown them, each made when it is written: a page is not copied for its shape alone.</summary>
    private sealed class Shown(IReadOnlyList<Contact> contacts) : IReadOnlyList<ContactResponse>
    {
        public int Count => contacts.Count;

        public ContactResponse this[int index] => ContactResponse.From(contacts[index]);

        public IEnumerator<ContactResponse> GetEnumerator() => contacts.Select(ContactResponse.From).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}

/// <summary>One person. Every field is always there; what is not known is empty.</summary>
[method: JsonConstructor] // so that the document knows that every field is there
public readonly record struct ContactResponse(
    [property: Description("The verified business name.")]
    string BusinessName,
    [property: Description("WhatsApp's hidden identifier of the person: digits and `@lid`.")]
    string Lid,
    [property: Description("The best name known: from the address book, else the person's own, else the business name.")]
    string Name,
    [property: Description("Digits only, country code first, no plus.")]
    string PhoneNumber,
    [property: Description("`dm` when the session has a direct chat with the person, else `group`.")]
    string Source)
{
    internal static ContactResponse From(Contact contact) => new(
        contact.BusinessName,
        contact.Lid,
        contact.Name,
        contact.PhoneNumber,
        contact.HasDirectChat ? ContactFilter.DirectChatText : ContactFilter.GroupText);
}
