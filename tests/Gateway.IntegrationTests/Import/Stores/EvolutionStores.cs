namespace Gateway.IntegrationTests.Import.Stores;

/// <summary>Databases of the Evolution API: with messages and look-ups, and without either.</summary>
internal static class EvolutionStores
{
    private const string Team = "120363021234567890@g.us";

    private const string Tables = """
        CREATE TABLE "Instance" ("id" TEXT PRIMARY KEY, "name" VARCHAR(255) UNIQUE, "connectionStatus" TEXT, "ownerJid" VARCHAR(100), "number" VARCHAR(100), "token" VARCHAR(255));
        CREATE TABLE "Contact" ("id" TEXT PRIMARY KEY, "remoteJid" VARCHAR(100) NOT NULL, "pushName" VARCHAR(100), "profilePicUrl" VARCHAR(500), "createdAt" TIMESTAMP DEFAULT CURRENT_TIMESTAMP, "updatedAt" TIMESTAMP, "instanceId" TEXT NOT NULL REFERENCES "Instance" ON DELETE CASCADE, UNIQUE ("remoteJid", "instanceId"));
        CREATE TABLE "Chat" ("id" TEXT PRIMARY KEY, "remoteJid" VARCHAR(100) NOT NULL, "labels" JSONB, "createdAt" TIMESTAMP DEFAULT CURRENT_TIMESTAMP, "updatedAt" TIMESTAMP, "instanceId" TEXT NOT NULL, "name" VARCHAR(100), "unreadMessages" INTEGER NOT NULL DEFAULT 0);
        INSERT INTO "Instance" VALUES ('i1', 'shop', 'open', '6281200000001:9@s.whatsapp.net', NULL, 'secret'), ('i2', 'other', 'close', NULL, '6281200000002', 'secret');
        INSERT INTO "Contact" ("id", "remoteJid", "pushName", "createdAt", "updatedAt", "instanceId") VALUES
            ('c1', '6281234567890@s.whatsapp.net', 'Alice', '2026-01-01', '2026-10-01', 'i1'),
            ('c2', '6281111111111@s.whatsapp.net', '6281111111111', '2026-01-01', NULL, 'i1'),
            ('c3', '6281111111113@s.whatsapp.net', 'Unmet', '2026-01-01', '2099-01-01', 'i1'),
            ('c4', '300000000000001@lid', 'Lidia', '2026-01-01', NULL, 'i1'),
            ('c5', '120363021234567890@g.us', 'Team', '2026-01-01', NULL, 'i1'),
            ('c6', 'status@broadcast', NULL, '2026-01-01', NULL, 'i1'),
            ('c7', '6289999999999@s.whatsapp.net', 'Secret Person', '2026-01-01', NULL, 'i2'),
            ('c8', '6281200000001@s.whatsapp.net', 'Me', '2026-01-01', NULL, 'i1');
        INSERT INTO "Chat" ("id", "remoteJid", "createdAt", "updatedAt", "instanceId") VALUES
            ('h1', '6281234567890@s.whatsapp.net', '2026-01-01', NULL, 'i1'), ('h2', '6281234567890@s.whatsapp.net', '2026-02-01', '2026-03-01', 'i1'),
            ('h3', '6281111111111@s.whatsapp.net', '2026-01-01', NULL, 'i1'), ('h4', '120363021234567890@g.us', '2026-01-01', NULL, 'i1'),
            ('h5', '6281111111113@s.whatsapp.net', '2026-01-01', NULL, 'i2'), ('h6', '13135550002@s.whatsapp.net', '2026-01-01', NULL, 'i1');

        """;

    private const string Messages = """
        CREATE TABLE "IsOnWhatsapp" ("id" TEXT PRIMARY KEY, "remoteJid" VARCHAR(100) UNIQUE, "jidOptions" TEXT NOT NULL, "createdAt" TIMESTAMP DEFAULT CURRENT_TIMESTAMP, "updatedAt" TIMESTAMP, "lid" VARCHAR(100));
        CREATE TABLE "Message" ("id" TEXT PRIMARY KEY, "key" JSONB NOT NULL, "pushName" VARCHAR(100), "participant" VARCHAR(100), "messageType" VARCHAR(100), "message" JSONB, "messageTimestamp" INTEGER NOT NULL, "instanceId" TEXT NOT NULL);
        INSERT INTO "IsOnWhatsapp" VALUES
            ('o1', '6281234567890@s.whatsapp.net', '6281234567890@s.whatsapp.net,205227043110953@lid', '2026-01-01', '2026-01-01', 'lid'),
            ('o2', '6281111111111@s.whatsapp.net', '6281111111111@s.whatsapp.net', '2026-01-01', '2026-01-01', NULL),
            ('o3', '6288888888888@s.whatsapp.net', '6288888888888@s.whatsapp.net,999999999999999@lid', '2026-01-01', '2026-01-01', 'lid');
        INSERT INTO "Message" ("id", "key", "pushName", "participant", "messageTimestamp", "instanceId", "message") VALUES
            ('m1', '{"remoteJid":"120363021234567890@g.us","fromMe":false,"id":"A","participant":"6281222222222@s.whatsapp.net"}', 'old name', NULL, 1750000000, 'i1', '{"conversation":"hi"}'),
            ('m2', '{"remoteJid":"120363021234567890@g.us","fromMe":false,"id":"B","participant":"6281222222222@s.whatsapp.net"}', 'Wanda', NULL, 1760000000, 'i1', '{}'),
            ('m7', '{"remoteJid":"120363021234567890@g.us","fromMe":false,"id":"G","participant":"6281222222222@s.whatsapp.net"}', '+62 •••••••••22', NULL, 1760000001, 'i1', '{}'),
            ('m3', '{"remoteJid":"120363021234567890@g.us","fromMe":false,"id":"C","participant":"300000000000001@lid","participantAlt":"6281333333333:5@s.whatsapp.net","addressingMode":"lid"}', '', NULL, 1760000000, 'i1', '{}'),
            ('m4', '{"remoteJid":"120363021234567890@g.us","fromMe":true,"id":"D"}', 'Me', '6281200000001:9@s.whatsapp.net', 1760000000, 'i1', '{}'),
            ('m5', '{"remoteJid":"300000000000002@lid","remoteJidAlt":"6281777777777@s.whatsapp.net","fromMe":false,"id":"E"}', 'Dora', NULL, 1760000000, 'i1', '{}'),
            ('m6', '{"remoteJid":"120363099999999999@g.us","fromMe":false,"id":"F","participant":"6289999999998@s.whatsapp.net"}', 'Secret Writer', NULL, 1760000000, 'i2', '{}');
        """;

    private static readonly (string Table, string Columns)[] s_granted =
    [
        ("\"Instance\"", "\"id\", \"name\", \"ownerJid\", \"number\""), ("\"Contact\"", "\"remoteJid\", \"pushName\", \"createdAt\", \"updatedAt\", \"instanceId\""),
        ("\"Chat\"", "\"remoteJid\", \"createdAt\", \"updatedAt\", \"instanceId\""),
    ];

    private static readonly StoreCase s_latest = new("evolution", "with messages", [("evolution", Tables + Messages)],
    [
        $"Lidia,6281333333333,300000000000001@lid,,group,{Team}",
        $"Wanda,6281222222222,,,group,{Team}",
        "Dora,6281777777777,300000000000002@lid,,dm,",
        ",6281111111111,,,dm,",
        "Alice,6281234567890,205227043110953@lid,,dm,",
    ])
    {
        Device = "shop",
        Granted = [.. s_granted, ("\"IsOnWhatsapp\"", "\"remoteJid\", \"jidOptions\", \"createdAt\", \"updatedAt\""), ("\"Message\"", "\"key\", \"pushName\", \"participant\", \"messageTimestamp\", \"instanceId\"")],
        Unseen = ["Unmet,6281111111113,,,dm,"],
    };

    private static readonly StoreCase s_bare = new("evolution", "without messages", [("evolution", Tables)],
    [
        ",6281111111111,,,dm,",
        "Alice,6281234567890,,,dm,",
    ])
    {
        Device = "6281200000001",
        Granted = s_granted,
        Unseen = ["Lidia,,300000000000001@lid,,dm,", "Unmet,6281111111113,,,dm,"],
    };

    public static IEnumerable<StoreCase> All => [.. s_latest.OnServers(), .. s_bare.OnServers()];
}
