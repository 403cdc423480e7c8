namespace Gateway.IntegrationTests.Import.Stores;

/// <summary>Stores of wacli: of today, with its login beside it; and of January 2026, with fewer columns and none.</summary>
internal static class WacliStores
{
    private const string Team = "120363021234567890@g.us";
    private const string Left = "120363021234567891@g.us";

    private const string Rows = $"""
        INSERT INTO chats (jid, kind, name, last_message_ts) VALUES
            ('6281234567890@s.whatsapp.net', 'dm', 'Alice', 1760000000), ('205227043110953@lid', 'unknown', NULL, 1760000001), ('300000000000001@lid', 'dm', 'Lidia', NULL),
            ('{Team}', 'group', 'Team', 1760000000), ('status@broadcast', 'broadcast', NULL, 1760000000), ('1@newsletter', 'newsletter', NULL, 1), ('99@broadcast', 'unknown', NULL, 1),
            ('6281200000001@s.whatsapp.net', 'dm', 'Me', 1760000000);
        INSERT INTO groups (jid, name, owner_jid, created_ts, updated_at) VALUES ('{Team}', 'Team', '6281234567890@s.whatsapp.net', 1600000000, 1760000000), ('{Left}', 'Left', NULL, NULL, 1760000000);
        INSERT INTO group_participants (group_jid, user_jid, role, updated_at) VALUES
            ('{Team}', '6281234567890@s.whatsapp.net', 'superadmin', 1760000000), ('{Team}', '205227043110954@lid', 'member', 1760000000), ('{Team}', '6281200000001:2@s.whatsapp.net', 'admin', 1760000000),
            ('{Left}', '6281555555555@s.whatsapp.net', 'member', 1750000000), ('{Left}', '867051314767696@bot', 'member', 1750000000);

        """;

    private const string NewTables = """
        CREATE TABLE schema_migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at INTEGER NOT NULL);
        CREATE TABLE chats (jid TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT, last_message_ts INTEGER, archived INTEGER NOT NULL DEFAULT 0, pinned INTEGER NOT NULL DEFAULT 0, muted_until INTEGER NOT NULL DEFAULT 0, unread INTEGER NOT NULL DEFAULT 0, unread_count INTEGER NOT NULL DEFAULT 0);
        CREATE TABLE contacts (jid TEXT PRIMARY KEY, phone TEXT, push_name TEXT, full_name TEXT, first_name TEXT, business_name TEXT, system_name TEXT, updated_at INTEGER NOT NULL);
        CREATE TABLE groups (jid TEXT PRIMARY KEY, name TEXT, owner_jid TEXT, created_ts INTEGER, is_parent INTEGER NOT NULL DEFAULT 0, linked_parent_jid TEXT, left_at INTEGER, updated_at INTEGER NOT NULL);
        CREATE TABLE group_participants (group_jid TEXT NOT NULL, user_jid TEXT NOT NULL, role TEXT, updated_at INTEGER NOT NULL, PRIMARY KEY (group_jid, user_jid), FOREIGN KEY (group_jid) REFERENCES groups (jid) ON DELETE CASCADE);
        CREATE TABLE contact_aliases (jid TEXT PRIMARY KEY, alias TEXT NOT NULL, notes TEXT, updated_at INTEGER NOT NULL);

        """;

    private const string NewContacts = """
        INSERT INTO contacts VALUES
            ('6281234567890@s.whatsapp.net', '6281234567890', 'ali', 'Alice W', 'Alice', 'Acme Corp', '', 1760000000),
            ('205227043110953@lid', '205227043110953', 'ali by lid', NULL, NULL, NULL, NULL, 1750000000),
            ('205227043110954@lid', '205227043110954', 'Bea', NULL, NULL, NULL, NULL, 1760000000),
            ('300000000000001@lid', '300000000000001', '300000000000001', NULL, NULL, NULL, NULL, 1760000000),
            ('6281555555555@s.whatsapp.net', '6281555555555', 'cy', NULL, NULL, NULL, 'Cyrus from the phone', 1760000000),
            ('6281666666666@s.whatsapp.net', '+62 816', 'unmet', NULL, NULL, NULL, NULL, 4102444800),
            ('120363021234567890@g.us', '', NULL, NULL, NULL, NULL, NULL, 1760000000);
        INSERT INTO contact_aliases VALUES ('6281234567890@s.whatsapp.net', 'Mum', NULL, 1760000001), ('6281555555555@s.whatsapp.net', '205227043110953@lid', NULL, 1750000000);
        """;

    private const string OldTables = """
        CREATE TABLE chats (jid TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT, last_message_ts INTEGER);
        CREATE TABLE contacts (jid TEXT PRIMARY KEY, phone TEXT, push_name TEXT, full_name TEXT, first_name TEXT, business_name TEXT, updated_at INTEGER NOT NULL);
        CREATE TABLE groups (jid TEXT PRIMARY KEY, name TEXT, owner_jid TEXT, created_ts INTEGER, updated_at INTEGER NOT NULL);
        CREATE TABLE group_participants (group_jid TEXT NOT NULL, user_jid TEXT NOT NULL, role TEXT, updated_at INTEGER NOT NULL, PRIMARY KEY (group_jid, user_jid));

        """;

    private const string OldContacts = "INSERT INTO contacts VALUES ('6281234567890@s.whatsapp.net', '6281234567890', 'ali', NULL, 'Alice', NULL, 1760000000);";

    private const string Login = WhatsmeowStores.Tables + """
        INSERT INTO whatsmeow_device (jid, lid, registration_id, noise_key, identity_key, adv_key) VALUES ('6281200000001:12@s.whatsapp.net', '111111111111111:12@lid', 1, '', '', '');
        INSERT INTO whatsmeow_lid_map VALUES ('205227043110953', '6281234567890'), ('205227043110954', '6281777777777'), ('999999999999999', '6288888888888');
        """;

    public static IEnumerable<StoreCase> All =>
    [
        new("wacli", "of today", [("wacli.db", NewTables + Rows + NewContacts), ("session.db", Login)],
        [
            $"Bea,6281777777777,205227043110954@lid,,group,{Team}",
            $"Mum,6281234567890,205227043110953@lid,Acme Corp,dm,{Team}",
            $"Cyrus from the phone,6281555555555,,,group,{Left}",
            ",,300000000000001@lid,,dm,",
        ])
        {
            Unseen = ["unmet,6281666666666,,,dm,"],
        },
        new("wacli", "logged out", [("wacli.db", NewTables + Rows + NewContacts), ("session.db", Login + "DELETE FROM whatsmeow_device;")],
        [
            $"Bea,6281777777777,205227043110954@lid,,group,{Team}",
            $",6281200000001,,,dm,{Team}",
            $"Mum,6281234567890,205227043110953@lid,Acme Corp,dm,{Team}",
            $"Cyrus from the phone,6281555555555,,,group,{Left}",
            ",,300000000000001@lid,,dm,",
        ])
        {
            Unseen = ["unmet,6281666666666,,,dm,"],
        },
        new("wacli", "of January 2026", [("wacli.db", OldTables + Rows + OldContacts)],
        [
            $",,205227043110954@lid,,group,{Team}",
            $",6281200000001,,,dm,{Team}",
            $"Alice,6281234567890,,,dm,{Team}",
            $",6281555555555,,,group,{Left}",
            ",,205227043110953@lid,,dm,",
            ",,300000000000001@lid,,dm,",
        ]),
    ];
}
