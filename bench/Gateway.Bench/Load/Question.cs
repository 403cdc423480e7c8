using System.Text;
using Gateway.Bench.Data;
using Gateway.Domain.Contacts;

namespace Gateway.Bench.Load;

/// <summary>One page asked for: whose, which, from where on.</summary>
/// <param name="Source">dm, group, or null.</param>
/// <param name="Group">A group's JID, or null.</param>
/// <param name="Q">A search term, or null.</param>
internal sealed record Question(LoadedSession Session, string? Source = null, string? Group = null, string? Q = null, long After = 0)
{
    private static readonly CursorKeyRing s_keys = new([Stage.CursorKey]);

    public ContactFilter Filter
    {
        get
        {
            _ = ContactFilter.TryParseSource(Source, out var source);
            _ = ContactFilter.TryParseGroup(Group, out var group);
            _ = SearchTerm.TryParse(Q, out var search);
            return new ContactFilter(source, group, search);
        }
    }

    /// <summary>To the service; the cursor is the one that a walk would have brought.</summary>
    /// <param name="headers">More headers; each line ends with CR LF.</param>
    public byte[] Request(string token, string headers = "")
    {
        var query = new StringBuilder("limit=50");
        Add(query, "source", Source);
        Add(query, "group", Group);
        Add(query, "q", Q);
        if (After > 0)
        {
            Add(query, "cursor", s_keys.Write(After, new ContactWalk(Session.Organization, Session.Id.Text, Filter)));
        }

        return Encoding.ASCII.GetBytes($"GET /api/v1/sessions/{Session.Id.Text}/contacts?{query} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\nAccept: application/json\r\n{headers}\r\n");
    }

    private static void Add(StringBuilder query, string name, string? value)
    {
        if (value is not null)
        {
            query.Append('&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        }
    }
}
