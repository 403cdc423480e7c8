using Gateway.Application;

namespace Gateway.Infrastructure.Import.Evolution;

/// <summary>Which tables a database of this version has; messages can be turned off.</summary>
internal sealed record EvolutionTables(bool Messages, bool LookUps)
{
    public const string ContactRows = """
        SELECT "remoteJid", "pushName", coalesce("updatedAt", "createdAt") FROM "Contact"
        WHERE "instanceId" = @Instance AND "remoteJid" > @After0 AND "remoteJid" NOT LIKE '%@g.us'
        ORDER BY "remoteJid" LIMIT @Page
        """;

    // One JID may have several rows.
    public const string ChatRows = """
        SELECT "remoteJid", max(coalesce("updatedAt", "createdAt")) FROM "Chat"
        WHERE "instanceId" = @Instance AND "remoteJid" > @After0 AND "remoteJid" NOT LIKE '%@g.us'
        GROUP BY "remoteJid" ORDER BY "remoteJid" LIMIT @Page
        """;

    public const string LookUpRows = """
        SELECT "remoteJid", "jidOptions", coalesce("updatedAt", "createdAt") FROM "IsOnWhatsapp"
        WHERE "remoteJid" > @After0 ORDER BY "remoteJid" LIMIT @Page
        """;

    // Of every sender in a chat the latest message, and the names that came with messages, the latest first: a later one may be
    // none. No more of the content is read.
    public const string SenderRows = """
        SELECT chat, sender, other, is_own, (array_agg(name ORDER BY at DESC, name) FILTER (WHERE name <> ''))[1:16], max(at)
        FROM (
            SELECT "key" ->> 'remoteJid' AS chat,
                   coalesce("key" ->> 'participant', "participant") AS sender,
                   CASE WHEN "key" ->> 'remoteJid' LIKE '%@g.us'
                        THEN coalesce("key" ->> 'participantAlt', "key" ->> 'participantPn', "key" ->> 'participantLid')
                        ELSE coalesce("key" ->> 'remoteJidAlt', "key" ->> 'senderPn', "key" ->> 'senderLid') END AS other,
                   coalesce("key" ->> 'fromMe', 'false') = 'true' AS is_own,
                   "pushName" AS name,
                   max("messageTimestamp"::bigint) AS at
            FROM "Message"
            WHERE "instanceId" = @Instance
            GROUP BY 1, 2, 3, 4, 5
        ) AS sent
        WHERE chat IS NOT NULL
        GROUP BY chat, sender, other, is_own
        ORDER BY chat, sender, other, is_own
        """;

    public static IReadOnlyCollection<string> All { get; } = ["Instance", "Contact", "Chat", "Message", "IsOnWhatsapp"];

    public static async Task<EvolutionTables> OfAsync(SourceDatabase database, CancellationToken cancellationToken)
    {
        if (!await database.HasAsync("Instance", cancellationToken) || !await database.HasAsync("Contact", cancellationToken) || !await database.HasAsync("Chat", cancellationToken))
        {
            throw new UnavailableException("The source is no database of the Evolution API: its tables Instance, Contact and Chat are missing.");
        }

        var lookUps = await database.ColumnsAsync("IsOnWhatsapp", cancellationToken);
        return new(await database.HasAsync("Message", cancellationToken), lookUps.Contains("jidOptions"));
    }
}
