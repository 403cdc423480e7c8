using System.Globalization;
using Gateway.Api.Logging;
using Gateway.Application.Contacts;
using Gateway.Domain.Sessions;

namespace Gateway.Api.Contacts;

/// <summary>What the body has no room for: where the next page is, how current the data is; and what the log may know.</summary>
internal static class ContactListHeaders
{
    public const string DataAsOf = "Gateway-Data-As-Of";
    public const string SessionStatus = "Gateway-Session-Status";

    public static void NoteFilters(this HttpResponse response, ListContactsParameters parameters) =>
        RequestNotes.Of(response.HttpContext).Filters = parameters.FilterNames;

    public static void Describe(this HttpResponse response, ContactPage page, ListContactsParameters parameters)
    {
        RequestNotes.Of(response.HttpContext).Rows = page.Contacts.Count;
        response.Headers[SessionStatus] = Text(page.Freshness.Status);
        if (page.Freshness.DataAsOf is { } time)
        {
            response.Headers[DataAsOf] = time.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
        }

        if (page.NextCursor.Length > 0)
        {
            // Without a host, so that it holds behind any proxy.
            var request = response.HttpContext.Request;
            response.Headers.Link = parameters.LinkTo(page.NextCursor, request.PathBase.Add(request.Path));
        }
    }

    private static string Text(SessionStatus status) => status switch
    {
        Domain.Sessions.SessionStatus.Connected => "connected",
        Domain.Sessions.SessionStatus.Disconnected => "disconnected",
        _ => "unknown",
    };
}
