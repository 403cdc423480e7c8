using System.Data.Common;
using Dapper;
using Gateway.Application.Ingest;
using Gateway.Domain.Ingest;
using Gateway.Infrastructure.Rows;
using Npgsql;

namespace Gateway.Infrastructure.Postgres;

/// <summary>Reads what a batch touches, once the session is locked. Each statement sees what was committed before the lock was got.</summary>
internal static class SessionStateReader
{
    private const string LockSession = $"""
        SELECT {StateRows.SessionColumns}, sealed_position
        FROM sessions
        WHERE session_key = @Key AND session_id = @Session AND organization_id = coalesce(@Organization, organization_id)
        FOR NO KEY UPDATE;

        """;

    private const string Own = """
        SELECT identifier FROM own_identifiers WHERE session_key = @Key;

        """;

    // Those named, and the current members of groups with a new complete list. Each is looked up by its whole key: OFFSET 0
    // keeps the planner from reading the session through instead, which it believes to be small as long as it is new.
    private const string Identifiers = $"""
        SELECT {StateRows.IdentifierColumns}
        FROM unnest(@Identifiers) AS n (identifier)
        CROSS JOIN LATERAL (SELECT * FROM identifiers WHERE session_key = @Key AND identifier = n.identifier OFFSET 0) AS i;

        """;

    private const string MembersOfCompleteGroups = $"""
        SELECT {StateRows.IdentifierColumns}
        FROM unnest(@CompleteGroups) AS g (group_jid)
        LEFT JOIN LATERAL (
            SELECT complete_at FROM groups WHERE session_key = @Key AND group_jid = g.group_jid OFFSET 0
        ) AS k ON true
        CROSS JOIN LATERAL (
            SELECT identifier FROM memberships
            WHERE session_key = @Key AND group_jid = g.group_jid AND seen_at >= coalesce(k.complete_at, seen_at) OFFSET 0
        ) AS m
        CROSS JOIN LATERAL (SELECT * FROM identifiers WHERE session_key = @Key AND identifier = m.identifier OFFSET 0) AS i
        """;

    private const string Partners = $"""
        SELECT {StateRows.IdentifierColumns}
        FROM unnest(@Partners) AS n (identifier)
        CROSS JOIN LATERAL (SELECT * FROM identifiers WHERE session_key = @Key AND identifier = n.identifier OFFSET 0) AS i;

        """;

    // In one statement, since memberships are the many, and say which groups.
    private const string MembershipsAndGroups = """
        WITH seen AS MATERIALIZED (
            SELECT m.identifier, m.group_jid, m.seen_at, m.role, m.role_at, m.position
            FROM unnest(@Members) AS t (identifier)
            CROSS JOIN LATERAL (SELECT * FROM memberships WHERE session_key = @Key AND identifier = t.identifier OFFSET 0) AS m
        ),
        named (group_jid) AS (
            SELECT * FROM unnest(@Groups)
            UNION
            SELECT group_jid FROM seen
        )
        SELECT identifier, group_jid, seen_at, role, role_at, position
        FROM seen
        UNION ALL
        SELECT NULL, g.group_jid, g.complete_at, g.name, g.name_at, NULL
        FROM named AS n
        CROSS JOIN LATERAL (SELECT * FROM groups WHERE session_key = @Key AND group_jid = n.group_jid OFFSET 0) AS g
        """;

    /// <summary>Null when there is no such session.</summary>
    public static async Task<LockedState?> LockAndReadAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, SessionScope session, Footprint footprint, CancellationToken cancellationToken)
    {
        Task<DbDataReader> ReadAsync(string statements, object parameters) => connection.ExecuteReaderAsync(
            new CommandDefinition(statements, parameters, transaction, Writes.CommandSeconds, cancellationToken: cancellationToken));

        var state = new StateRows();
        var touched = new
        {
            Key = SessionKey.Of(session.Id),
            Session = session.Id.Text,
            session.Organization,
            Identifiers = Texts(footprint.Identifiers.Select(id => id.Text).Order(StringComparer.Ordinal)), // neighbours in the index, one after the other
            CompleteGroups = Texts(footprint.CompleteGroups.Select(group => group.Text)),
        };
        await using var first = await ReadAsync(Writes.Begin + LockSession + Own + Identifiers + MembersOfCompleteGroups, touched);
        if (!await first.ReadAsync(cancellationToken))
        {
            return null;
        }

        var (facts, sealedPosition) = (StateRows.Session(first), StateRows.SealedPosition(first));
        await first.NextResultAsync(cancellationToken);
        await state.AddOwnAsync(first, cancellationToken);
        await first.NextResultAsync(cancellationToken);
        await state.AddIdentifiersAsync(first, cancellationToken);
        await first.NextResultAsync(cancellationToken);
        await state.AddIdentifiersAsync(first, cancellationToken);
        await first.DisposeAsync(); // the connection has one reader at a time

        var partners = state.MissingPartners();
        var further = new
        {
            touched.Key,
            Partners = partners,
            Members = Texts(state.PossibleMembers().Concat(partners)),
            Groups = Texts(footprint.Groups.Select(group => group.Text)),
        };
        await using var second = await ReadAsync(Partners + MembershipsAndGroups, further);
        await state.AddIdentifiersAsync(second, cancellationToken);
        await second.NextResultAsync(cancellationToken);
        await state.AddMembershipsAndGroupsAsync(second, cancellationToken);
        return new LockedState(state.Of(facts), sealedPosition);
    }

    /// <summary>Locks the session, and tells whether what is stored is what was remembered; null when there is no such session.</summary>
    public static async Task<(bool IsSame, long SealedPosition)?> LockAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, SessionScope session, SessionFacts remembered, CancellationToken cancellationToken)
    {
        var parameters = new { Key = SessionKey.Of(session.Id), Session = session.Id.Text, session.Organization };
        await using var row = await connection.ExecuteReaderAsync(
            new CommandDefinition(Writes.Begin + LockSession, parameters, transaction, Writes.CommandSeconds, cancellationToken: cancellationToken));
        return await row.ReadAsync(cancellationToken) ? (StateRows.Session(row) == remembered, StateRows.SealedPosition(row)) : null;
    }

    private static string[] Texts(IEnumerable<string> texts) => [.. texts];
}

/// <summary>What a batch touches, and up to which position postings tell of texts, so that changed ones must be noted.</summary>
internal sealed record LockedState(SessionState State, long SealedPosition);
