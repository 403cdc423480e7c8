namespace Gateway.Infrastructure.Import.Whatsmeow;

/// <summary>Which tables a store of this version has; what it lacks is read as empty. None of the columns with keys is ever named.</summary>
/// <param name="LidMap">Since version 8 of the schema.</param>
internal sealed record WhatsmeowTables(bool Contacts, bool LidMap, bool MessageSecrets, bool SenderKeys, bool ChatSettings, bool PrivacyTokens)
{
    public const string LidMapTable = "whatsmeow_lid_map";

    public static IReadOnlyCollection<string> All { get; } =
    [
        WhatsmeowDevices.Table, "whatsmeow_contacts", LidMapTable, "whatsmeow_message_secrets", "whatsmeow_sender_keys", "whatsmeow_chat_settings", "whatsmeow_privacy_tokens",
    ];

    public static async Task<WhatsmeowTables> OfAsync(SourceDatabase database, CancellationToken cancellationToken)
    {
        Task<bool> HasAsync(string table) => database.HasAsync(table, cancellationToken);

        return new(
            await HasAsync("whatsmeow_contacts"),
            await HasAsync(LidMapTable),
            await HasAsync("whatsmeow_message_secrets"),
            await HasAsync("whatsmeow_sender_keys"),
            await HasAsync("whatsmeow_chat_settings"),
            await HasAsync("whatsmeow_privacy_tokens"));
    }

    /// <summary>Mappings but those that come with a contact's row, so that each is told once.</summary>
    public string Mappings => $"""
        SELECT m.lid, m.pn FROM whatsmeow_lid_map AS m
        WHERE m.lid > @After0
        {(Contacts ? "AND NOT EXISTS (SELECT 1 FROM whatsmeow_contacts AS c WHERE c.our_jid = @Our AND c.their_jid = m.pn || '@s.whatsapp.net')" : "")}
        ORDER BY m.lid LIMIT @Page
        """;

    /// <summary>Contacts with their LID, and whether anything shows a direct chat.</summary>
    public string ContactRows => $"""
        SELECT c.their_jid, c.first_name, c.full_name, c.push_name, c.business_name,
               {(LidMap ? "(SELECT m.lid FROM whatsmeow_lid_map AS m WHERE m.pn = replace(c.their_jid, '@s.whatsapp.net', ''))" : "NULL")},
               CASE WHEN {Chatted} THEN 1 ELSE 0 END
        FROM whatsmeow_contacts AS c
        WHERE c.our_jid = @Our AND c.their_jid > @After0
        ORDER BY c.their_jid LIMIT @Page
        """;

    /// <summary>Chats, as each of the three tables shows them.</summary>
    public IEnumerable<string> ChatRows => new[]
    {
        MessageSecrets ? "SELECT DISTINCT chat_jid FROM whatsmeow_message_secrets WHERE our_jid = @Our AND chat_jid > @After0 AND chat_jid NOT LIKE '%@g.us' ORDER BY chat_jid LIMIT @Page" : null,
        ChatSettings ? "SELECT chat_jid FROM whatsmeow_chat_settings WHERE our_jid = @Our AND chat_jid > @After0 AND chat_jid NOT LIKE '%@g.us' ORDER BY chat_jid LIMIT @Page" : null,
        PrivacyTokens ? "SELECT their_jid FROM whatsmeow_privacy_tokens WHERE our_jid = @Our AND their_jid > @After0 ORDER BY their_jid LIMIT @Page" : null,
    }.OfType<string>();

    /// <summary>Who wrote in which group, by JID and by Signal address.</summary>
    public IEnumerable<string> WriterRows => new[]
    {
        MessageSecrets
            ? """
              SELECT DISTINCT chat_jid, sender_jid FROM whatsmeow_message_secrets
              WHERE our_jid = @Our AND (chat_jid, sender_jid) > (@After0, @After1) AND chat_jid LIKE '%@g.us'
              ORDER BY chat_jid, sender_jid LIMIT @Page
              """
            : null,
        SenderKeys
            ? """
              SELECT chat_id, sender_id FROM whatsmeow_sender_keys
              WHERE our_jid = @Our AND (chat_id, sender_id) > (@After0, @After1) AND chat_id LIKE '%@g.us'
              ORDER BY chat_id, sender_id LIMIT @Page
              """
            : null,
    }.OfType<string>();

    private string Chatted => string.Join(" OR ", new[]
    {
        "1 = 0",
        MessageSecrets ? $"EXISTS (SELECT 1 FROM whatsmeow_message_secrets AS s WHERE s.our_jid = c.our_jid AND s.chat_jid = c.their_jid)" : null,
        ChatSettings ? $"EXISTS (SELECT 1 FROM whatsmeow_chat_settings AS s WHERE s.our_jid = c.our_jid AND s.chat_jid = c.their_jid)" : null,
        PrivacyTokens ? $"EXISTS (SELECT 1 FROM whatsmeow_privacy_tokens AS s WHERE s.our_jid = c.our_jid AND s.their_jid = c.their_jid)" : null,
    }.OfType<string>());
}
