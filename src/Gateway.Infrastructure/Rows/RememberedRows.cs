using System.Data.Common;
using Gateway.Domain.Ingest.Memory;
using Gateway.Domain.Whatsapp;

namespace Gateway.Infrastructure.Rows;

/// <summary>All rows of a session, as they are remembered; both databases give them by the same statements.</summary>
internal static class RememberedRows
{
    public const string Statements = $"""
        SELECT {StateRows.SessionColumns} FROM sessions WHERE session_key = @Key AND session_id = @Session AND organization_id = coalesce(@Organization, organization_id);
        SELECT identifier FROM own_identifiers WHERE session_key = @Key;
        SELECT NULL, group_jid, complete_at, name, name_at FROM groups WHERE session_key = @Key;
        SELECT {StateRows.IdentifierColumns} FROM identifiers AS i WHERE session_key = @Key;
        SELECT identifier, group_jid, seen_at, role, role_at, position FROM memberships WHERE session_key = @Key;
        """;

    /// <summary>Null when there is no such session, or when it is more than may be remembered: then not all is read.</summary>
    public static async Task<SessionMemory?> ReadAsync(DbDataReader rows, long maxBytes, CancellationToken cancellationToken)
    {
        if (!await rows.ReadAsync(cancellationToken))
        {
            return null;
        }

        var memory = new SessionMemory(StateRows.Session(rows));
        await EachAsync(row => memory.Add(Identifier.FromText(row.GetString(0))));
        await EachAsync(row => memory.Add(GroupJid.FromText(row.GetString(1)), StateRows.Group(row)));
        await EachAsync(row => memory.Add(Identifier.FromText(row.GetString(0)), StateRows.Facts(row)));
        await EachAsync(row => memory.Add(Identifier.FromText(row.GetString(0)), GroupJid.FromText(row.GetString(1)), StateRows.Membership(row), StateRows.Position(row)));
        return memory.Bytes > maxBytes ? null : memory;

        async Task EachAsync(Action<DbDataReader> add)
        {
            await rows.NextResultAsync(cancellationToken);
            while (memory.Bytes <= maxBytes && await rows.ReadAsync(cancellationToken))
            {
                add(rows);
            }
        }
    }
}
