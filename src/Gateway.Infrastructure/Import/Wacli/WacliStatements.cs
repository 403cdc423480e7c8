using Gateway.Application;

namespace Gateway.Infrastructure.Import.Wacli;

/// <summary>Statements for the columns that a file's version has.</summary>
internal sealed record WacliStatements(string Contacts, string Chats, string Participants)
{
    public static async Task<WacliStatements> OfAsync(SourceDatabase database, CancellationToken cancellationToken)
    {
        var contacts = await database.ColumnsAsync("contacts", cancellationToken);
        if (!contacts.Contains("push_name") || !await database.HasAsync("group_participants", cancellationToken))
        {
            throw new UnavailableException("The source is no store of wacli: its tables are missing.");
        }

        var hasAliases = await database.HasAsync("contact_aliases", cancellationToken);
        return new(ContactsWith(hasAliases, contacts.Contains("system_name")), ChatRows, ParticipantRows);
    }

    // A name that its user gave in wacli, or the system's address book, is a saved one.
    private static string ContactsWith(bool aliases, bool systemNames) => $"""
        SELECT c.jid, {(aliases ? "a.alias" : "NULL")}, {(systemNames ? "c.system_name" : "NULL")}, c.full_name, c.first_name, c.push_name, c.business_name,
               {(aliases ? "max(c.updated_at, coalesce(a.updated_at, 0))" : "c.updated_at")}
        FROM contacts AS c {(aliases ? "LEFT JOIN contact_aliases AS a ON a.jid = c.jid" : "")}
        WHERE c.jid > @After0
        ORDER BY c.jid LIMIT @Page
        """;

    // Of chats whose kind it does not know yet, the JID tells.
    private const string ChatRows = """
        SELECT jid, last_message_ts FROM chats
        WHERE jid > @After0 AND kind IN ('dm', 'unknown') AND jid NOT LIKE '%@g.us'
        ORDER BY jid LIMIT @Page
        """;

    private const string ParticipantRows = """
        SELECT p.group_jid, p.user_jid, g.name, p.role, p.updated_at
        FROM group_participants AS p
        LEFT JOIN groups AS g ON g.jid = p.group_jid
        WHERE (p.group_jid, p.user_jid) > (@After0, @After1)
        ORDER BY p.group_jid, p.user_jid LIMIT @Page
        """;
}
