namespace Gateway.IntegrationTests.Import.Stores;

/// <summary>Store files of Baileys, with and without the login's folder; and databases of baileys-api, with and without the newer columns.</summary>
internal static class BaileysStores
{
    private const string Team = "120363021234567890@g.us";

    private const string File = """
        {
          "chats": [
            {"id":"6281234567890@s.whatsapp.net","conversationTimestamp":1760000000,"unreadCount":0},
            {"id":"300000000000002@lid","conversationTimestamp":"1760000000","pnJid":"6281777777777@s.whatsapp.net"},
            {"id":"120363021234567890@g.us","name":"Team"}, {"id":"status@broadcast"}
          ],
          "contacts": {
            "6281234567890@s.whatsapp.net": {"id":"6281234567890@s.whatsapp.net","name":"Alice W","notify":"ali","verifiedName":"Acme Corp"},
            "300000000000002@lid": {"id":"300000000000002@lid","notify":"Dora \ud83d\ude00 \ud83d"},
            "6281111111111@s.whatsapp.net": {"id":"6281111111111@s.whatsapp.net","name":"+62 811-1111-111"},
            "6281111111113@s.whatsapp.net": {"notify":"Unmet"},
            "120363021234567890@g.us": {"id":"120363021234567890@g.us"},
            "867051314767696@bot": {"id":"867051314767696@bot"},
            "6281200000001@s.whatsapp.net": {"id":"6281200000001@s.whatsapp.net","name":"Me"}
          },
          "messages": {
            "120363021234567890@g.us": [
              {"key":{"remoteJid":"120363021234567890@g.us","fromMe":false,"participant":"6281222222222:3@s.whatsapp.net"},"messageTimestamp":{"low":1760000000,"high":0,"unsigned":true},"pushName":"Wanda","message":{"conversation":"\"quoted\" \ud83d"}},
              {"key":{"remoteJid":"120363021234567890@g.us","fromMe":false,"participant":"6281222222222:3@s.whatsapp.net"},"messageTimestamp":1750000000,"pushName":"old name"},
              {"key":{"remoteJid":"120363021234567890@g.us","fromMe":false,"participant":"6281222222222:3@s.whatsapp.net"},"messageTimestamp":1760000001,"pushName":"\u200e\u2800"},
              {"key":{"remoteJid":"120363021234567890@g.us","fromMe":false,"participant":"205227043110953@lid"},"messageTimestamp":1760000000},
              {"key":{"remoteJid":"120363021234567890@g.us","fromMe":true,"participant":"6281200000001:4@s.whatsapp.net"},"messageTimestamp":1760000000}
            ],
            "6281888888888@s.whatsapp.net": [{"key":{"remoteJid":"6281888888888@s.whatsapp.net","fromMe":false},"messageTimestamp":1760000000,"pushName":"Only wrote"}],
            "empty": []
          },
          "labels": {"1":{"id":"1","name":"a label"}}, "labelAssociations": []
        }
        """;

    private const string Credentials = """{"noiseKey":{"private":"secret"},"me":{"id":"6281200000001:4@s.whatsapp.net","lid":"111111111111111:4@lid","name":"Me"},"signedIdentityKey":{"private":"secret"}}""";

    private static readonly StoreCase s_file = new("baileys", "alone", [("store.json", File)],
    [
        "Alice W,6281234567890,,Acme Corp,dm,",
        "Dora \U0001F600 \uFFFD,6281777777777,300000000000002@lid,,dm,",
        $"Wanda,6281222222222,,,group,{Team}",
        $",,205227043110953@lid,,group,{Team}",
        $"Me,6281200000001,,,group,{Team}",
        "Only wrote,6281888888888,,,dm,",
    ])
    {
        Unseen = [",6281111111111,,,dm,", "Unmet,6281111111113,,,dm,"],
    };

    private static readonly StoreCase s_withLogin = s_file with
    {
        Version = "with its login",
        HasAuthFolder = true,
        Files =
        [
            ("store.json", File), ("creds.json", Credentials),
            ("lid-mapping-6281234567890.json", "\"205227043110953\""), ("lid-mapping-205227043110953_reverse.json", "\"6281234567890\""),
            ("lid-mapping-6281999999999.json", "\"205227043110953\""), ("lid-mapping-6288888888888.json", "\"999999999999999\""), ("lid-mapping-bad.json", "{"),
            ("session-6281234567890.0.json", "{\"secret\":true}"),
        ],
        Expected =
        [
            $"Alice W,6281234567890,205227043110953@lid,Acme Corp,dm,{Team}",
            "Dora \U0001F600 \uFFFD,6281777777777,300000000000002@lid,,dm,",
            $"Wanda,6281222222222,,,group,{Team}",
            "Only wrote,6281888888888,,,dm,",
        ],
    };

    private const string ApiTables = """
        CREATE TABLE "Session" ("pkId" SERIAL PRIMARY KEY, "sessionId" VARCHAR(128), "id" VARCHAR(255), "data" TEXT);
        CREATE TABLE "Contact" ("pkId" SERIAL PRIMARY KEY, "sessionId" VARCHAR(128), "id" VARCHAR(128), "name" VARCHAR(128), "notify" VARCHAR(128), "verifiedName" VARCHAR(128), "imgUrl" VARCHAR(255), "status" VARCHAR(128), UNIQUE ("sessionId", "id"));
        CREATE TABLE "Chat" ("pkId" SERIAL PRIMARY KEY, "sessionId" VARCHAR(128), "id" VARCHAR(128), "lidJid" VARCHAR(128), "pnJid" VARCHAR(128), "name" VARCHAR(128), "conversationTimestamp" BIGINT, UNIQUE ("sessionId", "id"));
        CREATE TABLE "GroupMetadata" ("pkId" SERIAL PRIMARY KEY, "sessionId" VARCHAR(128), "id" VARCHAR(128), "subject" VARCHAR(128), "participants" JSON, UNIQUE ("sessionId", "id"));
        INSERT INTO "Contact" ("sessionId", "id", "name", "notify", "verifiedName") VALUES
            ('a', '6281234567890@s.whatsapp.net', 'Alice W', 'ali', 'Acme Corp'), ('a', '6281111111113@s.whatsapp.net', NULL, 'Unmet', NULL), ('a', '300000000000001@lid', NULL, 'Lidia', NULL),
            ('a', '120363021234567890@g.us', 'Team', NULL, NULL), ('b', '6289999999999@s.whatsapp.net', 'Secret Person', NULL, NULL);
        INSERT INTO "Chat" ("sessionId", "id", "lidJid", "pnJid", "conversationTimestamp") VALUES
            ('a', '6281234567890@s.whatsapp.net', '205227043110953@lid', NULL, 1760000000), ('a', '300000000000002@lid', NULL, '6281777777777@s.whatsapp.net', NULL),
            ('a', '120363021234567890@g.us', NULL, NULL, 1), ('a', 'status@broadcast', NULL, NULL, 1), ('b', '6281111111113@s.whatsapp.net', NULL, NULL, 1);
        INSERT INTO "GroupMetadata" ("sessionId", "id", "subject", "participants") VALUES
            ('a', '120363021234567890@g.us', 'Team', '[{"id":"6281234567890:2@s.whatsapp.net","admin":"admin"},{"id":"300000000000001@lid","phoneNumber":"6281333333333@s.whatsapp.net"},{"id":"6281999999999@s.whatsapp.net"}]'),
            ('b', '120363099999999999@g.us', 'Secret', '[{"id":"6289999999998@s.whatsapp.net"}]');

        """;

    private static readonly StoreCase s_api = new("baileys-api", "with LIDs", [("baileys", ApiTables)],
    [
        $"Alice W,6281234567890,205227043110953@lid,Acme Corp,dm,{Team}",
        $"Lidia,6281333333333,300000000000001@lid,,group,{Team}",
        $",6281999999999,,,group,{Team}",
        ",6281777777777,300000000000002@lid,,dm,",
    ])
    {
        Device = "a",
        Unseen = ["Unmet,6281111111113,,,dm,"],
        Granted =
        [
            ("\"Contact\"", "\"sessionId\", \"id\", \"name\", \"notify\", \"verifiedName\""), ("\"Chat\"", "\"sessionId\", \"id\", \"lidJid\", \"pnJid\", \"conversationTimestamp\""),
            ("\"GroupMetadata\"", "\"sessionId\", \"id\", \"subject\", \"participants\""),
        ],
    };

    private static readonly StoreCase s_oldApi = s_api with
    {
        Version = "without LIDs",
        Files = [("baileys", ApiTables + "ALTER TABLE \"Chat\" DROP COLUMN \"lidJid\"; ALTER TABLE \"Chat\" DROP COLUMN \"pnJid\"; DROP TABLE \"GroupMetadata\";")],
        Granted = [s_api.Granted[0], ("\"Chat\"", "\"sessionId\", \"id\", \"conversationTimestamp\"")],
        Expected = [",,300000000000002@lid,,dm,", "Alice W,6281234567890,,Acme Corp,dm,"],
        Unseen = ["Lidia,,300000000000001@lid,,dm,", "Unmet,6281111111113,,,dm,"],
    };

    public static IEnumerable<StoreCase> All => [s_file, s_withLogin, .. s_api.OnServers(), .. s_oldApi.OnServers()];
}
