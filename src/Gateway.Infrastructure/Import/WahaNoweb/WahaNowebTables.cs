using Gateway.Application;

namespace Gateway.Infrastructure.Import.WahaNoweb;

/// <summary>Which tables a store of this version has.</summary>
internal sealed record WahaNowebTables(bool Groups, bool LidMap, bool Messages)
{
    /// <summary>A chat without a time was never talked in; WAHA lists it nowhere, either.</summary>
    public const string ChatRows = """
        SELECT id, "conversationTimestamp", data FROM chats
        WHERE "conversationTimestamp" IS NOT NULL AND id > @After0 ORDER BY id LIMIT @Page
        """;

    public static IReadOnlyCollection<string> All { get; } = ["contacts", "chats", "groups", "messages", "lid_map"];

    /// <summary>Of messages in groups who sent them, and no more of their content.</summary>
    public static string WriterRows(SourceDatabase database) => $"""
        SELECT jid, id, "messageTimestamp", {database.JsonText("data", "key", "participant")},
               coalesce({database.JsonText("data", "key", "participantAlt")}, {database.JsonText("data", "key", "participantPn")}, {database.JsonText("data", "key", "participantLid")}),
               {database.JsonText("data", "pushName")}
        FROM messages
        WHERE jid LIKE '%@g.us' AND (jid, id) > (@After0, @After1) ORDER BY jid, id LIMIT @Page
        """;

    public static async Task<WahaNowebTables> OfAsync(SourceDatabase database, CancellationToken cancellationToken)
    {
        var contacts = await database.ColumnsAsync("contacts", cancellationToken);
        if (!contacts.Contains("data") || !await database.HasAsync("chats", cancellationToken))
        {
            throw new UnavailableException("The source is no store of WAHA's engine NOWEB: its tables contacts and chats are missing.");
        }

        return new(await database.HasAsync("groups", cancellationToken), await database.HasAsync("lid_map", cancellationToken), await database.HasAsync("messages", cancellationToken));
    }
}
