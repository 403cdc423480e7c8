namespace Gateway.IntegrationTests.Import.Stores;

/// <summary>Stores of WAHA's engine NOWEB: of 2024, without groups and LIDs; and since 2025, on both databases.</summary>
internal static class WahaNowebStores
{
    private const string Team = "120363021234567890@g.us";
    private const string LidTeam = "120363021234567891@g.us";

    private const string Contacts = """
        INSERT INTO contacts (id, data) VALUES
            ('6281234567890@s.whatsapp.net', '{"id":"6281234567890@s.whatsapp.net","lid":"205227043110953@lid","name":"Alice W","notify":"ali","verifiedName":"Acme Corp"}'),
            ('300000000000001@lid', '{"id":"300000000000001@lid","notify":"Lidia \ud83d"}'),
            ('300000000000002@lid', '{"id":"300000000000002@lid","phoneNumber":"6281777777777@s.whatsapp.net","notify":"Dora"}'),
            ('6281111111111@s.whatsapp.net', '{"id":"6281111111111@s.whatsapp.net","name":"+62 811-1111-111","notify":"6281111111111"}'),
            ('6281111111112@c.us', '{"id":"6281111111112@c.us","imgUrl":null,"notify":"unmet"}'),
            ('6281111111113@s.whatsapp.net', 'not JSON'),
            ('status@broadcast', '{"id":"status@broadcast"}'),
            ('120363021234567890@g.us', '{"id":"120363021234567890@g.us","name":"Team"}'),
            ('0@s.whatsapp.net', '{"id":"0@s.whatsapp.net","name":"WhatsApp"}');

        """;

    private const string Chats = """
        INSERT INTO chats (id, "conversationTimestamp", data) VALUES
            ('6281234567890@s.whatsapp.net', 1760000000, '{"id":"6281234567890@s.whatsapp.net","conversationTimestamp":{"low":1760000000,"high":0,"unsigned":true}}'),
            ('6281111111111@s.whatsapp.net', 1760000000, '{"id":"6281111111111@s.whatsapp.net"}'),
            ('6281111111112@s.whatsapp.net', NULL, '{"id":"6281111111112@s.whatsapp.net"}'),
            ('300000000000002@lid', 4102444800, '{"id":"300000000000002@lid","pnJid":"6281777777777@s.whatsapp.net"}'),
            ('120363021234567890@g.us', 1760000000, '{"id":"120363021234567890@g.us"}'),
            ('status@broadcast', 1760000000, '{"id":"status@broadcast"}');

        """;

    private const string Messages = """
        INSERT INTO messages (jid, id, "messageTimestamp", data) VALUES
            ('120363021234567890@g.us', 'A', 1750000000, '{"key":{"remoteJid":"120363021234567890@g.us","fromMe":false,"participant":"6281222222222:7@s.whatsapp.net"},"pushName":"old name","messageTimestamp":1750000000,"message":{"conversation":"hello"}}'),
            ('120363021234567890@g.us', 'B', 1760000000, '{"key":{"remoteJid":"120363021234567890@g.us","fromMe":false,"participant":"6281222222222:7@s.whatsapp.net"},"pushName":"Wanda"}'),
            ('120363021234567890@g.us', 'BB', 1760000001, '{"key":{"remoteJid":"120363021234567890@g.us","fromMe":false,"participant":"6281222222222:7@s.whatsapp.net"},"pushName":"\u3164"}'),
            ('120363021234567890@g.us', 'C', 1750000001, '{"key":{"remoteJid":"120363021234567890@g.us","fromMe":false,"participant":"300000000000001@lid","participantPn":"6281333333333@s.whatsapp.net"}}'),
            ('120363021234567890@g.us', 'D', 1750000001, '{"key":{"remoteJid":"120363021234567890@g.us","fromMe":true}}'),
            ('120363021234567890@g.us', 'E', 1750000001, 'not JSON'),
            ('6281234567890@s.whatsapp.net', 'F', 1750000001, '{"key":{"remoteJid":"6281234567890@s.whatsapp.net","fromMe":false},"pushName":"ali"}');
        """;

    private const string Groups = """
        INSERT INTO groups VALUES
            ('120363021234567890@g.us', '{"id":"120363021234567890@g.us","subject":"Team","participants":[{"id":"6281234567890@s.whatsapp.net","admin":"superadmin"},{"id":"6281999999999:4@s.whatsapp.net","admin":null}]}'),
            ('120363021234567891@g.us', '{"id":"120363021234567891@g.us","subject":"Lids","addressingMode":"lid","participants":[{"id":"300000000000001@lid","phoneNumber":"6281333333333@s.whatsapp.net"},{"id":"205227043110953@lid"},{"id":"867051314767696@bot"},7]}'),
            ('120363021234567892@g.us', '{"id":"120363021234567892@g.us","subject":"Never fetched"}');
        INSERT INTO lid_map VALUES ('205227043110953@lid', '6281234567890@s.whatsapp.net', '{}'), ('999999999999999@lid', '6288888888888@s.whatsapp.net', '{}');
        """;

    private const string OldTables = """
        CREATE TABLE contacts (id TEXT PRIMARY KEY, data TEXT); CREATE TABLE chats (id TEXT PRIMARY KEY, "conversationTimestamp" INTEGER, data TEXT);
        CREATE TABLE messages (jid TEXT, id TEXT, "messageTimestamp" INTEGER, data TEXT); CREATE TABLE labels (id TEXT PRIMARY KEY, data TEXT);

        """;

    private const string NewTables = OldTables + """
        CREATE TABLE groups (id TEXT PRIMARY KEY, data TEXT); CREATE TABLE lid_map (id TEXT PRIMARY KEY, pn TEXT, data TEXT);

        """;

    private static readonly StoreCase s_new = new("waha-noweb", "since 2025", [("store.sqlite3", NewTables + Contacts + Chats + Groups)],
    [
        $"Alice W,6281234567890,205227043110953@lid,Acme Corp,dm,{Team} {LidTeam}",
        $",6281999999999,,,group,{Team}",
        $"Lidia \uFFFD,6281333333333,300000000000001@lid,,group,{LidTeam}",
        "Dora,6281777777777,300000000000002@lid,,dm,",
        ",6281111111111,,,dm,",
    ])
    {
        Unseen = ["unmet,6281111111112,,,dm,", ",6281111111113,,,dm,"],
        Granted = [("contacts", "id, data"), ("chats", "id, \"conversationTimestamp\", data"), ("groups", "id, data"), ("lid_map", "id, pn")],
    };

    private static readonly StoreCase s_old = new("waha-noweb", "of 2024", [("store.sqlite3", OldTables + Contacts + Chats + Messages)],
    [
        $"Wanda,6281222222222,,,group,{Team}",
        $"Lidia \uFFFD,6281333333333,300000000000001@lid,,group,{Team}",
        "Dora,6281777777777,300000000000002@lid,,dm,",
        ",6281111111111,,,dm,",
        "Alice W,6281234567890,205227043110953@lid,Acme Corp,dm,",
    ])
    {
        Unseen = ["unmet,6281111111112,,,dm,", ",6281111111113,,,dm,"],
    };

    // JSONB takes neither half a character nor what is no JSON.
    public static IEnumerable<StoreCase> All => [s_new, s_old, .. s_new.OnServers().Select(store => store with
    {
        Files = [("store", (NewTables + Contacts + Chats + Groups)
            .Replace("data TEXT", "data JSONB", StringComparison.Ordinal).Replace("INTEGER", "BIGINT", StringComparison.Ordinal)
            .Replace(" \\ud83d", "", StringComparison.Ordinal).Replace("'not JSON'", "'7'", StringComparison.Ordinal))],
        Expected = [.. store.Expected.Select(person => person.Replace(" \uFFFD", "", StringComparison.Ordinal))],
    })];
}
