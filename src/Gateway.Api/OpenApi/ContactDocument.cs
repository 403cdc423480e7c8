using Gateway.Api.Contacts;
using Gateway.Domain.Contacts;
using Microsoft.OpenApi;

namespace Gateway.Api.OpenApi;

/// <summary>What the fields of a person can hold, beyond being text.</summary>
internal static class ContactDocument
{
    /// <summary>The schema of how a session knows a person, in answers and as a filter.</summary>
    public const string Source = "ContactSource";

    /// <summary>Of a page's <c>nextCursor</c>, and so of the parameter <c>cursor</c>.</summary>
    public const string CursorPattern = "^[A-Za-z0-9_-]*$";

    private const int MaxLidCharacters = 24;
    private const int MaxPhoneCharacters = 15;

    public static void AddTo(OpenApiDocument document)
    {
        document.AddComponent(Source, new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            Enum = [ContactFilter.DirectChatText, ContactFilter.GroupText],
            Description = "How a session knows a person: `dm`, by a direct chat; `group`, by a group.",
            Extensions = DocumentSetup.NamesOfValues(["DirectChat", "Group"]),
        });
        var contact = Of(document, DocumentSetup.ContactName);
        Limit(contact, nameof(ContactResponse.Name), ContactName.MaxCodePoints, DocumentSetup.FreeText);
        Limit(contact, nameof(ContactResponse.BusinessName), ContactName.MaxCodePoints, DocumentSetup.FreeText);
        Limit(contact, nameof(ContactResponse.Lid), MaxLidCharacters, "^([0-9]{1,20}@lid)?$");
        Limit(contact, nameof(ContactResponse.PhoneNumber), MaxPhoneCharacters, "^([1-9][0-9]{4,14})?$");
        contact["source"] = new OpenApiSchemaReference(Source, document)
        {
            Description = "`dm` when the session has a direct chat with the person, else `group`, whatever the filter.",
        };
        var page = Of(document, DocumentSetup.PageName);
        Limit(page, nameof(ContactListResponse.NextCursor), CursorKeyRing.MaxCursorCharacters, CursorPattern);
        ((OpenApiSchema)page["data"]).MaxItems = PageSize.Max;
    }

    /// <summary>The properties of a schema, which has no others: the contract fixes what answers hold.</summary>
    private static IDictionary<string, IOpenApiSchema> Of(OpenApiDocument document, string name)
    {
        var schema = (OpenApiSchema)document.Components!.Schemas![name];
        schema.AdditionalPropertiesAllowed = false;
        return schema.Properties!;
    }

    private static void Limit(IDictionary<string, IOpenApiSchema> properties, string property, int maxLength, string pattern)
    {
        var schema = (OpenApiSchema)properties[char.ToLowerInvariant(property[0]) + property[1..]];
        schema.MaxLength = maxLength;
        schema.Pattern = pattern;
    }
}
