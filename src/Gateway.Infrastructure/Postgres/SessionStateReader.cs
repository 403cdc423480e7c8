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
        SELECT last_position AS LastPosition, last_arrival AS LastArrival, status AS Status, status_at AS StatusAt, data_as_of AS DataAsOf
        FROM sessions
        WHERE session_key = @Key AND session_id = @Session AND organization_id IS NOT NULL
        FOR NO KEY UPDATE;

        """;

    private const string Own = """
        SELECT identifier FROM own_identifiers WHERE session_key = @Key;

        """;

    // Those named, the current members of groups with a new complete list, and everybody's remembered partner.
    private const string Identifiers = """
        WITH named (identifier) AS (
            SELECT * FROM unnest(@Identifiers)
            UNION
            SELECT m.identifier
            FROM memberships AS m
            LEFT JOIN groups AS k ON k.session_key = @Key AND k.group_jid = m.group_jid
            WHERE m.session_key = @Key AND m.group_jid = ANY(@CompleteGroups) AND m.seen_at >= coalesce(k.complete_at, m.seen_at)
        ),
        touched (identifier) AS (
            SELECT identifier FROM named
            UNION
            SELECT i.partner
            FROM identifiers AS i
            WHERE i.session_key = @Key AND i.identifier = ANY(ARRAY(SELECT identifier FROM named)) AND i.partner IS NOT NULL
        )
        SELECT i.identifier AS Identifier, i.is_known AS IsKnown, i.partner AS Partner, i.partner_at AS PartnerAt,
               i.saved_name AS SavedName, i.saved_name_at AS SavedNameAt, i.push_name AS PushName, i.push_name_at AS PushNameAt,
               i.business_name AS BusinessName, i.business_name_at AS BusinessNameAt,
               i.direct_chat_at AS DirectChatAt, i.position AS Position
        FROM identifiers AS i
        WHERE i.session_key = @Key AND i.identifier = ANY(ARRAY(SELECT identifier FROM touched))
        """;

    private const string Memberships = """
        SELECT m.identifier AS Identifier, m.group_jid AS GroupJid, m.seen_at AS SeenAt, m.role AS Role, m.role_at AS RoleAt
        FROM memberships AS m
        WHERE m.session_key = @Key AND m.identifier = ANY(@Identifiers);

        """;

    private const string Groups = """
        SELECT g.group_jid AS GroupJid, g.name AS Name, g.name_at AS NameAt, g.complete_at AS CompleteAt
        FROM groups AS g
        WHERE g.session_key = @Key
            AND g.group_jid = ANY(@Groups || ARRAY(SELECT m.group_jid FROM memberships AS m WHERE m.session_key = @Key AND m.identifier = ANY(@Identifiers)))
        """;

    /// <summary>Null when there is no such session.</summary>
    public static async Task<SessionState?> LockAndReadAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, SessionId session, Footprint footprint, CancellationToken cancellationToken)
    {
        var touched = new
        {
            Key = SessionKey.Of(session),
            Session = session.Text,
            Identifiers = Texts(footprint.Identifiers.Select(id => id.Text)),
            CompleteGroups = Texts(footprint.CompleteGroups.Select(group => group.Text)),
        };
        var locking = new CommandDefinition(TimeLimits.Batch + LockSession + Own + Identifiers, touched, transaction, cancellationToken: cancellationToken);
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
        await using var second = await connection.QueryMultipleAsync(new CommandDefinition(Memberships + Groups, ofThem, transaction, cancellationToken: cancellationToken));
        return new SessionState(
            row.Facts,
            own.Select(Identifier.FromText).ToHashSet(),
            IdentifierRow.Facts(identifiers, await second.ReadAsync<MembershipRow>()),
            (await second.ReadAsync<GroupRow>()).ToDictionary(group => GroupJid.FromText(group.GroupJid), group => group.Facts));
    }

    private static string[] Texts(IEnumerable<string> texts) => [.. texts];
}
