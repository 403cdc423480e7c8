using System.Text.Json;
using Dapper;
using Gateway.Domain.Ingest;
using Gateway.Domain.Whatsapp;
using Gateway.Infrastructure.Rows;
using Microsoft.Data.Sqlite;

namespace Gateway.Infrastructure.Sqlite;

/// <summary>Reads what a batch touches. Lists of keys travel as one JSON array each.</summary>
internal static class SessionStateReader
{
    private const string Session = """
        SELECT last_position AS LastPosition, last_arrival AS LastArrival, status AS Status, status_at AS StatusAt, data_as_of AS DataAsOf
        FROM sessions
        WHERE session_key = @Key
        """;

    private const string Own = "SELECT identifier FROM own_identifiers WHERE session_key = @Key";

    // Those named, the current members of groups with a new complete list, and everybody's remembered partner.
    private const string Identifiers = """
        WITH named (identifier) AS (
            SELECT value FROM json_each(@Identifiers)
            UNION
            SELECT m.identifier
            FROM json_each(@CompleteGroups) AS g
            CROSS JOIN memberships AS m ON m.session_key = @Key AND m.group_jid = g.value
            LEFT JOIN groups AS k ON k.session_key = @Key AND k.group_jid = g.value
            WHERE m.seen_at >= coalesce(k.complete_at, m.seen_at)
        ),
        touched (identifier) AS (
            SELECT identifier FROM named
            UNION
            SELECT i.partner
            FROM named AS n
            CROSS JOIN identifiers AS i ON i.session_key = @Key AND i.identifier = n.identifier
            WHERE i.partner IS NOT NULL
        )
        SELECT i.identifier AS Identifier, i.is_known AS IsKnown, i.partner AS Partner, i.partner_at AS PartnerAt,
               i.saved_name AS SavedName, i.saved_name_at AS SavedNameAt, i.push_name AS PushName, i.push_name_at AS PushNameAt,
               i.business_name AS BusinessName, i.business_name_at AS BusinessNameAt,
               i.direct_chat_at AS DirectChatAt, i.position AS Position
        FROM touched AS t
        CROSS JOIN identifiers AS i ON i.session_key = @Key AND i.identifier = t.identifier
        """;

    private const string Memberships = """
        SELECT m.identifier AS Identifier, m.group_jid AS GroupJid, m.seen_at AS SeenAt, m.role AS Role, m.role_at AS RoleAt
        FROM json_each(@Identifiers) AS t
        CROSS JOIN memberships AS m ON m.session_key = @Key AND m.identifier = t.value
        """;

    private const string Groups = """
        SELECT g.group_jid AS GroupJid, g.name AS Name, g.name_at AS NameAt, g.complete_at AS CompleteAt
        FROM json_each(@Groups) AS t
        CROSS JOIN groups AS g ON g.session_key = @Key AND g.group_jid = t.value
        """;

    public static async Task<SessionState> ReadAsync(SqliteConnection connection, SqliteTransaction transaction, long key, Footprint footprint)
    {
        var session = await connection.QuerySingleAsync<SessionStateRow>(Session, new { Key = key }, transaction);
        var own = await connection.QueryAsync<string>(Own, new { Key = key }, transaction);
        var touched = new
        {
            Key = key,
            Identifiers = Json(footprint.Identifiers.Select(id => id.Text)),
            CompleteGroups = Json(footprint.CompleteGroups.Select(group => group.Text)),
        };
        var identifiers = (await connection.QueryAsync<IdentifierRow>(Identifiers, touched, transaction)).AsList();
        var ofThem = new { Key = key, Identifiers = Json(identifiers.Select(row => row.Identifier)) };
        var memberships = (await connection.QueryAsync<MembershipRow>(Memberships, ofThem, transaction)).AsList();
        var named = footprint.Groups.Select(group => group.Text).Concat(memberships.Select(row => row.GroupJid));
        var ofGroups = new { Key = key, Groups = Json(named.Distinct(StringComparer.Ordinal)) };
        var groups = await connection.QueryAsync<GroupRow>(Groups, ofGroups, transaction);
        return new SessionState(
            session.Facts,
            own.Select(Identifier.FromText).ToHashSet(),
            IdentifierRow.Facts(identifiers, memberships),
            groups.ToDictionary(row => GroupJid.FromText(row.GroupJid), row => row.Facts));
    }

    private static string Json(IEnumerable<string> values) => JsonSerializer.Serialize(values);
}
