namespace Gateway.IntegrationTests.Import.Stores;

/// <summary>Stores of whatsmeow: of schema version 15 with everything, and of version 7, before LIDs. Both databases take the same SQL.</summary>
internal static class WhatsmeowStores
{
    public const string Tables = """
        CREATE TABLE whatsmeow_version (version INTEGER, compat INTEGER);
        CREATE TABLE whatsmeow_device (jid TEXT PRIMARY KEY, lid TEXT, registration_id BIGINT NOT NULL, noise_key bytea NOT NULL, identity_key bytea NOT NULL,
            adv_key bytea NOT NULL, platform TEXT NOT NULL DEFAULT '', business_name TEXT NOT NULL DEFAULT '', push_name TEXT NOT NULL DEFAULT '');
        CREATE TABLE whatsmeow_contacts (our_jid TEXT, their_jid TEXT, first_name TEXT, full_name TEXT, push_name TEXT, business_name TEXT, redacted_phone TEXT, PRIMARY KEY (our_jid, their_jid));
        CREATE TABLE whatsmeow_lid_map (lid TEXT PRIMARY KEY, pn TEXT UNIQUE NOT NULL);
        CREATE TABLE whatsmeow_chat_settings (our_jid TEXT, chat_jid TEXT, muted_until BIGINT NOT NULL DEFAULT 0, pinned BOOLEAN NOT NULL DEFAULT false, archived BOOLEAN NOT NULL DEFAULT false, PRIMARY KEY (our_jid, chat_jid));
        CREATE TABLE whatsmeow_message_secrets (our_jid TEXT, chat_jid TEXT, sender_jid TEXT, message_id TEXT, key bytea NOT NULL, PRIMARY KEY (our_jid, chat_jid, sender_jid, message_id));
        CREATE TABLE whatsmeow_sender_keys (our_jid TEXT, chat_id TEXT, sender_id TEXT, sender_key bytea NOT NULL, PRIMARY KEY (our_jid, chat_id, sender_id));
        CREATE TABLE whatsmeow_privacy_tokens (our_jid TEXT, their_jid TEXT, token bytea NOT NULL, timestamp BIGINT NOT NULL, sender_timestamp BIGINT, PRIMARY KEY (our_jid, their_jid));
        INSERT INTO whatsmeow_version VALUES (15, 8);

        """;

    private const string Our = "6281200000001:12@s.whatsapp.net";
    private const string Other = "6281200000002:3@s.whatsapp.net";
    private const string Team = "120363021234567890@g.us";
    private const string Old = "6281234567890-1600000000@g.us";

    private const string Rows = $"""
        INSERT INTO whatsmeow_device (jid, lid, registration_id, noise_key, identity_key, adv_key, push_name) VALUES
            ('{Our}', '111111111111111:12@lid', 1, '', '', '', 'Me'), ('{Other}', '222222222222222:3@lid', 2, '', '', '', 'Another');
        INSERT INTO whatsmeow_contacts VALUES
            ('{Our}', '6281234567890@s.whatsapp.net', 'Alice', 'Alice W', 'ali', 'Acme Corp', NULL),
            ('{Our}', '205227043110953@lid', NULL, NULL, 'ali by lid', NULL, '+62∙∙∙∙∙∙∙∙90'),
            ('{Our}', '300000000000001@lid', '', '', 'Lidia', '', '+1∙∙∙∙∙∙∙∙80'),
            ('{Our}', '300000000000002@lid', '', '', '', 'Zweite GmbH', NULL),
            ('{Our}', '6281111111111@s.whatsapp.net', NULL, NULL, '6281111111111', NULL, NULL),
            ('{Our}', '6281111111112@s.whatsapp.net', NULL, '+62 811-1111-112', '+62∙∙∙∙∙∙∙∙12', NULL, NULL),
            ('{Our}', '6281111111113@s.whatsapp.net', 'Unmet', '+62•••••••13', NULL, NULL, NULL),
            ('{Our}', '6281200000001@s.whatsapp.net', NULL, NULL, 'Me', NULL, NULL),
            ('{Our}', '13135550002@s.whatsapp.net', NULL, NULL, 'Meta AI', NULL, NULL),
            ('{Our}', '867051314767696@bot', NULL, NULL, 'Bot', NULL, NULL),
            ('{Our}', 'status@broadcast', NULL, NULL, 'Status', NULL, NULL),
            ('{Our}', '120363000000000001@newsletter', NULL, NULL, 'News', NULL, NULL),
            ('{Our}', 'nonsense', NULL, NULL, 'Nonsense', NULL, NULL),
            ('{Other}', '6289999999999@s.whatsapp.net', 'Secret', 'Secret Person', NULL, NULL, NULL),
            ('{Other}', '6281234567890@s.whatsapp.net', 'Another name of Alice', NULL, 'other', 'Other Corp', NULL);
        INSERT INTO whatsmeow_message_secrets VALUES
            ('{Our}', '6281234567890@s.whatsapp.net', '6281200000001:12@s.whatsapp.net', 'A1', ''), ('{Our}', '6281234567890@s.whatsapp.net', '6281234567890@s.whatsapp.net', 'A2', ''),
            ('{Our}', '{Team}', '6281234567890:5@s.whatsapp.net', 'B1', ''), ('{Our}', '{Team}', '6281234567890:5@s.whatsapp.net', 'B2', ''), ('{Our}', '{Team}', '6281200000001:12@s.whatsapp.net', 'B3', ''),
            ('{Our}', '6281444444444@s.whatsapp.net', '6281444444444@s.whatsapp.net', 'C1', ''), ('{Our}', 'status@broadcast', '6281444444445@s.whatsapp.net', 'C2', ''),
            ('{Other}', '6289999999999@s.whatsapp.net', '6289999999999@s.whatsapp.net', 'D1', ''), ('{Other}', '120363099999999999@g.us', '6289999999998@s.whatsapp.net', 'D2', '');
        INSERT INTO whatsmeow_sender_keys VALUES ('{Our}', '{Old}', '6281222222222:1', ''), ('{Our}', '{Old}', '6281222222223_128:4', '');
        """;

    // Since version 8: who is known by a LID, too.
    private const string LidRows = $"""

        INSERT INTO whatsmeow_lid_map VALUES ('205227043110953', '6281234567890'), ('999999999999999', '6288888888888'), ('300000000000003', '6281444444444');
        INSERT INTO whatsmeow_sender_keys VALUES ('{Our}', '{Team}', '205227043110953_1:3', ''), ('{Our}', '{Team}', '300000000000001_1:7', ''), ('{Our}', '{Team}', '300000000000001_1:8', '');
        INSERT INTO whatsmeow_chat_settings VALUES ('{Our}', '6281111111112@s.whatsapp.net', 0, false, false), ('{Our}', '{Team}', 0, true, false), ('{Other}', '6281111111113@s.whatsapp.net', 0, false, false);
        INSERT INTO whatsmeow_privacy_tokens VALUES ('{Our}', '6281111111111@s.whatsapp.net', '', 1760000000, NULL), ('{Our}', '300000000000002@lid', '', 1760000000, NULL);
        """;

    private static readonly StoreCase s_latest = new("whatsmeow", "v15", [("whatsmeow.db", Tables + Rows + LidRows)],
    [
        $"Alice W,6281234567890,205227043110953@lid,Acme Corp,dm,{Team}",
        $"Lidia,,300000000000001@lid,,group,{Team}",
        $",6281222222222,,,group,{Old}",
        $",6281222222223,,,group,{Old}",
        "Zweite GmbH,,300000000000002@lid,Zweite GmbH,dm,",
        ",6281111111111,,,dm,",
        ",6281111111112,,,dm,",
        ",6281444444444,300000000000003@lid,,dm,",
    ])
    {
        Device = "6281200000001",
        Unseen = ["Unmet,6281111111113,,,dm,"],
        Granted =
        [
            ("whatsmeow_device", "jid, lid"), ("whatsmeow_contacts", "our_jid, their_jid, first_name, full_name, push_name, business_name"), ("whatsmeow_lid_map", "lid, pn"),
            ("whatsmeow_chat_settings", "our_jid, chat_jid"), ("whatsmeow_message_secrets", "our_jid, chat_jid, sender_jid"), ("whatsmeow_sender_keys", "our_jid, chat_id, sender_id"),
            ("whatsmeow_privacy_tokens", "our_jid, their_jid"),
        ],
    };

    private static readonly string s_oldTables = Tables
        .Replace(", redacted_phone TEXT", "", StringComparison.Ordinal)
        .Replace("jid TEXT PRIMARY KEY, lid TEXT,", "jid TEXT PRIMARY KEY,", StringComparison.Ordinal);

    private static readonly string s_oldRows = Rows
        .Replace(", NULL),\n    ('", "),\n    ('", StringComparison.Ordinal)
        .Replace("(jid, lid, registration_id", "(jid, registration_id", StringComparison.Ordinal)
        .Replace(", '111111111111111:12@lid'", "", StringComparison.Ordinal)
        .Replace(", '222222222222222:3@lid'", "", StringComparison.Ordinal)
        .Replace(", '+62∙∙∙∙∙∙∙∙90')", ")", StringComparison.Ordinal)
        .Replace(", '+1∙∙∙∙∙∙∙∙80')", ")", StringComparison.Ordinal)
        .Replace("'Other Corp', NULL)", "'Other Corp')", StringComparison.Ordinal);

    private static readonly StoreCase s_old = new("whatsmeow", "v7",
        [("whatsmeow.db", s_oldTables + s_oldRows + "\nDROP TABLE whatsmeow_lid_map; DROP TABLE whatsmeow_privacy_tokens; DROP TABLE whatsmeow_chat_settings;")],
    [
        $"Alice W,6281234567890,,Acme Corp,dm,{Team}",
        $",6281222222222,,,group,{Old}",
        $",6281222222223,,,group,{Old}",
        ",6281444444444,,,dm,",
    ])
    {
        Device = "+6281200000001",
        Granted =
        [
            ("whatsmeow_device", "jid"), ("whatsmeow_contacts", "our_jid, their_jid, first_name, full_name, push_name, business_name"),
            ("whatsmeow_message_secrets", "our_jid, chat_jid, sender_jid"), ("whatsmeow_sender_keys", "our_jid, chat_id, sender_id"),
        ],
        Unseen =
        [
            "ali by lid,,205227043110953@lid,,dm,", "Lidia,,300000000000001@lid,,dm,", "Zweite GmbH,,300000000000002@lid,Zweite GmbH,dm,",
            ",6281111111111,,,dm,", ",6281111111112,,,dm,", "Unmet,6281111111113,,,dm,",
        ],
    };

    /// <summary>A store of one number, with so many contacts and every tenth of them in a group.</summary>
    public static string Crowd(int people)
    {
        var numbers = Enumerable.Range(0, people).Select(i => $"{6_281_300_000_000L + i}").ToList();
        var contacts = numbers.Select((number, i) => $"('{Our}', '{number}@s.whatsapp.net', NULL, NULL, 'Nomen {i}', NULL, NULL)");
        var members = numbers.Where((_, i) => i % 10 == 0).Select((number, i) => $"('{Our}', '1203630212345{i % 40:00000}@g.us', '{number}:2', '')");
        var chats = numbers.Where((_, i) => i % 3 == 0).Select(number => $"('{Our}', '{number}@s.whatsapp.net', '{number}@s.whatsapp.net', 'A', '')");
        var lids = numbers.Where((_, i) => i % 2 == 0).Select((number, i) => $"('{205_227_000_000_000L + i}', '{number}')");
        return $"""
            {Tables}
            INSERT INTO whatsmeow_device (jid, lid, registration_id, noise_key, identity_key, adv_key) VALUES ('{Our}', '111111111111111:12@lid', 1, '', '', '');
            INSERT INTO whatsmeow_contacts VALUES {string.Join(',', contacts)};
            INSERT INTO whatsmeow_sender_keys VALUES {string.Join(',', members)};
            INSERT INTO whatsmeow_message_secrets VALUES {string.Join(',', chats)};
            INSERT INTO whatsmeow_lid_map VALUES {string.Join(',', lids)};
            """;
    }

    public static IEnumerable<StoreCase> All => [s_latest, s_old, .. s_latest.OnServers(), .. s_old.OnServers()];
}
