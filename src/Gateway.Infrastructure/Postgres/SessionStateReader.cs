using Dapper;
using Gateway.Domain.Ingest;
using Gateway.Domain.Sessions;
using Gateway.Domain.Whatsapp;
using Gateway.Infrastructure.Rows;
using Npgsql;

namespace Gateway.Infrastructure.Postgres;

/// <summary>Reads what a batch touches, once the session is locked. Each statement sees what was committed before the lock was got.</summary>
internal static class SessionStateReader
{
    private const string LockSession = """
        SELECT last_position AS LastPosition, last_arrival AS LastArrival, status AS Status, status_at AS StatusAt, data_as_of AS DataAsOf,
               sealed_position AS SealedPosition
        FROM sessions
        WHERE session_key = @Key AND session_id = @Session AND organization_id IS NOT NULL
        FOR NO KEY UPDATE;

        """;

    private const string Own = """
        SELECT identifier FROM own_identifiers WHERE session_key = @Key;

        """;

    // Those named, the current members of groups with a new complete list, and everybody's remembered partner. Each is looked
    // up by its whole key: OFFSET 0 keeps the planner from reading the session through instead, which it believes to be small
    // as long as it is new.
    private const string Identifiers = """
        WITH named (identifier) AS (
            SELECT * FROM unnest(@Identifiers)
            UNION
            SELECT m.identifier
            FROM unnest(@CompleteGroups) AS g (group_jid)
            LEFT JOIN LATERAL (
                SELECT complete_at FROM groups WHERE session_key = @Key AND group_jid = g.group_jid OFFSET 0
            ) AS k ON true
            CROSS JOIN LATERAL (
                SELECT identifier FROM memberships
                WHERE session_key = @Key AND group_jid = g.group_jid AND seen_at >= coalesce(k.complete_at, seen_at) OFFSET 0
            ) AS m
        ),
        touched (identifier) AS (
            SELECT identifier FROM named
            UNION
            SELECT i.partner
            FROM named AS n
            CROSS JOIN LATERAL (SELECT partner FROM identifiers WHERE session_key = @Key AND identifier = n.identifier OFFSET 0) AS i
        )
        SELECT i.identifier AS Identifier, i.is_known AS IsKnown, i.partner AS Partner, i.partner_at AS PartnerAt,
               i.saved_name AS SavedName, i.saved_name_at AS SavedNameAt, i.push_name AS PushName, i.push_name_at AS PushNameAt,
               i.business_name AS BusinessName, i.business_name_at AS BusinessNameAt,
               i.direct_chat_at AS DirectChatAt, i.position AS Position
        FROM touched AS t
        CROSS JOIN LATERAL (SELECT * FROM identifiers WHERE session_key = @Key AND identifier = t.identifier OFFSET 0) AS i
        """;

    private const string Memberships = """
        SELECT m.identifier AS Identifier, m.group_jid AS GroupJid, m.seen_at AS SeenAt, m.role AS Role, m.role_at AS RoleAt
        FROM unnest(@Identifiers) AS t (identifier)
        CROSS JOIN LATERAL (SELECT * FROM memberships WHERE session_key = @Key AND identifier = t.identifier OFFSET 0) AS m;

        """;

    private const string Groups = """
        WITH named (group_jid) AS (
            SELECT * FROM unnest(@Groups)
            UNION
            SELECT m.group_jid
            FROM unnest(@Identifiers) AS t (identifier)
            CROSS JOIN LATERAL (SELECT group_jid FROM memberships WHERE session_key = @Key AND identifier = t.identifier OFFSET 0) AS m
        )
        SELECT g.group_jid AS GroupJid, g.name AS Name, g.name_at AS NameAt, g.complete_at AS CompleteAt
        FROM named AS n
        CROSS JOIN LATERAL (SELECT * FROM groups WHERE session_key = @Key AND group_jid = n.group_jid OFFSET 0) AS g
        """;

    /// <summary>Null when there is no such session.</summary>
    public static async Task<LockedState?> LockAndReadAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, SessionId session, Footprint footprint, CancellationToken cancellationToken)
    {
        var touched = new
        {
            Key = SessionKey.Of(session),
            Session = session.Text,
            Identifiers = Texts(footprint.Identifiers.Select(id => id.Text)),
            CompleteGroups = Texts(footprint.CompleteGroups.Select(group => group.Text)),
        };
        var locking = new CommandDefinition(Writes.Begin + LockSession + Own + Identifiers, touched, transaction, Writes.CommandSeconds, cancellationToken: cancellationToken);
        await using var first = await connection.QueryMultipleAsync(locking);
        if (await first.ReadSingleOrDefaultAsync<SessionStateRow>() is not { } row)
        {
            return null;
        }

        var own = await first.ReadAsync<string>();
        var identifiers = (await first.ReadAsync<IdentifierRow>()).AsList();
        var ofThem = new
        {
            touched.Key,
            Identifiers = Texts(identifiers.Select(identifier => identifier.Identifier)),
            Groups = Texts(footprint.Groups.Select(group => group.Text)),
        };
        await using var second = await connection.QueryMultipleAsync(new CommandDefinition(Memberships + Groups, ofThem, transaction, Writes.CommandSeconds, cancellationToken: cancellationToken));
        var state = new SessionState(
            row.Facts,
            own.Select(Identifier.FromText).ToHashSet(),
            IdentifierRow.Facts(identifiers, await second.ReadAsync<MembershipRow>()),
            (await second.ReadAsync<GroupRow>()).ToDictionary(group => GroupJid.FromText(group.GroupJid), group => group.Facts));
        return new LockedState(state, row.SealedPosition);
    }

    private static string[] Texts(IEnumerable<string> texts) => [.. texts];
}

/// <summary>What a batch touches, and up to which position postings tell of texts, so that changed ones must be noted.</summary>
internal sealed record LockedState(SessionState State, long SealedPosition);
