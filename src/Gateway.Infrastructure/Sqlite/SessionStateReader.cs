using System.Data.Common;
using System.Text.Json;
using Dapper;
using Gateway.Domain.Ingest;
using Gateway.Infrastructure.Rows;
using Microsoft.Data.Sqlite;

namespace Gateway.Infrastructure.Sqlite;

/// <summary>Reads what a batch touches. Lists of keys travel as one JSON array each.</summary>
internal static class SessionStateReader
{
    private const string Session = $"SELECT {StateRows.SessionColumns} FROM sessions WHERE session_key = @Key";

    private const string Own = "SELECT identifier FROM own_identifiers WHERE session_key = @Key";

    // Those named, and the current members of groups with a new complete list.
    private const string Identifiers = $"""
        WITH named (identifier) AS (
            SELECT value FROM json_each(@Identifiers)
            UNION
            SELECT m.identifier
            FROM json_each(@CompleteGroups) AS g
            CROSS JOIN memberships AS m ON m.session_key = @Key AND m.group_jid = g.value
            LEFT JOIN groups AS k ON k.session_key = @Key AND k.group_jid = g.value
            WHERE m.seen_at >= coalesce(k.complete_at, m.seen_at)
        )
        SELECT {StateRows.IdentifierColumns}
        FROM named AS n
        CROSS JOIN identifiers AS i ON i.session_key = @Key AND i.identifier = n.identifier
        """;

    private const string Partners = $"""
        SELECT {StateRows.IdentifierColumns}
        FROM json_each(@Partners) AS n
        CROSS JOIN identifiers AS i ON i.session_key = @Key AND i.identifier = n.value
        """;

    // In one statement, since memberships are the many, and say which groups.
    private const string MembershipsAndGroups = """
        WITH seen AS MATERIALIZED (
            SELECT m.identifier, m.group_jid, m.seen_at, m.role, m.role_at, m.position
            FROM json_each(@Members) AS t
            CROSS JOIN memberships AS m ON m.session_key = @Key AND m.identifier = t.value
        ),
        named (group_jid) AS (
            SELECT value FROM json_each(@Groups)
            UNION
            SELECT group_jid FROM seen
        )
        SELECT identifier, group_jid, seen_at, role, role_at, position
        FROM seen
        UNION ALL
        SELECT NULL, g.group_jid, g.complete_at, g.name, g.name_at, NULL
        FROM named AS n
        CROSS JOIN groups AS g ON g.session_key = @Key AND g.group_jid = n.group_jid
        """;

    public static async Task<SessionState> ReadAsync(SqliteConnection connection, SqliteTransaction transaction, long key, Footprint footprint)
    {
        async Task RunAsync(string statement, object parameters, Func<DbDataReader, Task> read)
        {
            await using var rows = await connection.ExecuteReaderAsync(statement, parameters, transaction);
            await read(rows);
        }

        var facts = await SessionAsync(connection, transaction, key);
        var state = new StateRows();
        await RunAsync(Own, new { Key = key }, rows => state.AddOwnAsync(rows, CancellationToken.None));
        var named = new
        {
            Key = key,
            Identifiers = Json(footprint.Identifiers.Select(id => id.Text)),
            CompleteGroups = Json(footprint.CompleteGroups.Select(group => group.Text)),
        };
        await RunAsync(Identifiers, named, rows => state.AddIdentifiersAsync(rows, CancellationToken.None));
        var partners = state.MissingPartners();
        await RunAsync(Partners, new { Key = key, Partners = Json(partners) }, rows => state.AddIdentifiersAsync(rows, CancellationToken.None));
        var further = new { Key = key, Members = Json(state.PossibleMembers()), Groups = Json(footprint.Groups.Select(group => group.Text)) };
        await RunAsync(MembershipsAndGroups, further, rows => state.AddMembershipsAndGroupsAsync(rows, CancellationToken.None));
        return state.Of(facts);
    }

    public static async Task<SessionFacts> SessionAsync(SqliteConnection connection, SqliteTransaction transaction, long key)
    {
        await using var row = await connection.ExecuteReaderAsync(Session, new { Key = key }, transaction);
        return await row.ReadAsync() ? StateRows.Session(row) : SessionFacts.New;
    }

    private static string Json(IEnumerable<string> values) => JsonSerializer.Serialize(values);
}
