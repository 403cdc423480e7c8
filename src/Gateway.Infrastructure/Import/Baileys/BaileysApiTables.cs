using Gateway.Application;

namespace Gateway.Infrastructure.Import.Baileys;

/// <summary>Statements for the tables and columns that a database's version has. The table of logins is never read.</summary>
/// <param name="ChatRows">Null without chats.</param>
internal sealed record BaileysApiTables(string? ChatRows, bool Groups)
{
    public const string ContactRows = """
        SELECT "id", "name", "notify", "verifiedName" FROM "Contact"
        WHERE "sessionId" = @Session AND "id" > @After0 ORDER BY "id" LIMIT @Page
        """;

    public const string GroupRows = """
        SELECT "id", "subject", "participants"::text FROM "GroupMetadata"
        WHERE "sessionId" = @Session AND "id" > @After0 ORDER BY "id" LIMIT @Page
        """;

    public static IReadOnlyCollection<string> All { get; } = ["Contact", "Chat", "GroupMetadata"];

    public string SessionIds => $"""
        SELECT DISTINCT "sessionId" FROM (
            SELECT "sessionId" FROM "Contact"
            {(ChatRows is null ? "" : "UNION SELECT \"sessionId\" FROM \"Chat\"")}
            {(Groups ? "UNION SELECT \"sessionId\" FROM \"GroupMetadata\"" : "")}
        ) AS sessions
        ORDER BY 1
        """;

    public static async Task<BaileysApiTables> OfAsync(SourceDatabase database, CancellationToken cancellationToken)
    {
        var contacts = await database.ColumnsAsync("Contact", cancellationToken);
        if (!contacts.Contains("sessionId"))
        {
            throw new UnavailableException("The source is no store of baileys-api: its table Contact is missing.");
        }

        var chats = await database.ColumnsAsync("Chat", cancellationToken);
        return new(chats.Contains("sessionId") ? ChatsWith(chats) : null, await database.HasAsync("GroupMetadata", cancellationToken));
    }

    private static string ChatsWith(IReadOnlySet<string> columns)
    {
        string Column(string name) => columns.Contains(name) ? $"\"{name}\"" : "NULL";

        return $"""
            SELECT "id", {Column("conversationTimestamp")}, {Column("lidJid")}, {Column("pnJid")} FROM "Chat"
            WHERE "sessionId" = @Session AND "id" > @After0 ORDER BY "id" LIMIT @Page
            """;
    }
}
