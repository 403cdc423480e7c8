using Gateway.Application.Search;
using Gateway.Domain.Ingest;
using Gateway.Domain.Search;
using Gateway.Domain.Whatsapp;
using Npgsql;
using static Gateway.Infrastructure.Postgres.WriteBatch;

namespace Gateway.Infrastructure.Postgres;

/// <summary>
/// Writes what a batch changes, the rows of a reduction and nothing else. Rows that the state shows to be new, which are most
/// of a first import, are inserted without a look for such rows before.
/// </summary>
internal static class ReductionWriter
{
    private const string Session = """
        UPDATE sessions
        SET last_position = @LastPosition, last_arrival = @LastArrival, status = @Status, status_at = @StatusAt, data_as_of = @DataAsOf, writes = @Writes,
            search_is_due = search_is_due OR @LastPosition - sealed_position >= @SealAt,
            tail_changes = tail_changes + (sealed_position < @LastChanged)::integer
        WHERE session_key = @Key
        """;

    private const string Own = """
        INSERT INTO own_identifiers (session_key, identifier)
        SELECT @Key, identifier FROM unnest(@NewOwn) AS identifier
        ON CONFLICT DO NOTHING
        """;

    private const string ForgetMemberships = "DELETE FROM memberships WHERE session_key = @Key AND identifier = ANY(@Forgotten)";

    private const string ForgetIdentifiers = "DELETE FROM identifiers WHERE session_key = @Key AND identifier = ANY(@Forgotten)";

    // Mappings are remembered by both halves: what only a mapping with a forgotten one made goes too. Whoever the forgotten
    // remember is forgotten with them, or remembers another.
    private const string ForgetStrays = """
        DELETE FROM identifiers WHERE session_key = @Key AND partner = ANY(@Forgotten) AND is_stray AND NOT is_known
        """;

    private const string ForgetPartners = """
        UPDATE identifiers SET partner = NULL, partner_at = NULL, is_stray = false
        WHERE session_key = @Key AND partner = ANY(@Forgotten) AND is_stray
        """;

    private const string NewIdentifiers = """
        INSERT INTO identifiers (session_key, identifier, is_known, is_stray, partner, partner_at, saved_name, saved_name_at,
            push_name, push_name_at, business_name, business_name_at, direct_chat_at, position)
        SELECT @Key, * FROM unnest(@Identifiers, @IsKnown, @IsStray, @Partners, @PartnersAt, @SavedNames, @SavedNamesAt,
            @PushNames, @PushNamesAt, @BusinessNames, @BusinessNamesAt, @DirectChatsAt, @Positions)
        """;

    private const string CopyIdentifiers = """
        COPY identifiers (session_key, identifier, is_known, is_stray, partner, partner_at, saved_name, saved_name_at,
            push_name, push_name_at, business_name, business_name_at, direct_chat_at, position)
        FROM STDIN (FORMAT BINARY)
        """;

    // As in SessionStateReader, each row is looked up by its whole key: by its place, then, which the lock keeps.
    private const string KnownIdentifiers = """
        UPDATE identifiers AS i
        SET is_known = n.is_known, is_stray = n.is_stray, partner = n.partner, partner_at = n.partner_at,
            saved_name = n.saved_name, saved_name_at = n.saved_name_at, push_name = n.push_name, push_name_at = n.push_name_at,
            business_name = n.business_name, business_name_at = n.business_name_at, direct_chat_at = n.direct_chat_at, position = n.position
        FROM unnest(@Identifiers, @IsKnown, @IsStray, @Partners, @PartnersAt, @SavedNames, @SavedNamesAt,
            @PushNames, @PushNamesAt, @BusinessNames, @BusinessNamesAt, @DirectChatsAt, @Positions)
            AS n (identifier, is_known, is_stray, partner, partner_at, saved_name, saved_name_at,
                push_name, push_name_at, business_name, business_name_at, direct_chat_at, position)
        CROSS JOIN LATERAL (SELECT ctid FROM identifiers WHERE session_key = @Key AND identifier = n.identifier OFFSET 0) AS c
        WHERE i.session_key = @Key AND i.ctid = c.ctid
        """;

    private const string NewMemberships = """
        INSERT INTO memberships (session_key, identifier, group_jid, seen_at, role, role_at, position)
        SELECT @Key, * FROM unnest(@Members, @MembersGroups, @SeenAt, @Roles, @RolesAt, @Positions)
        """;

    private const string CopyMemberships = """
        COPY memberships (session_key, identifier, group_jid, seen_at, role, role_at, position) FROM STDIN (FORMAT BINARY)
        """;

    private const string KnownMemberships = $"""
        {NewMemberships}
        ON CONFLICT (session_key, identifier, group_jid) DO UPDATE
        SET seen_at = excluded.seen_at, role = excluded.role, role_at = excluded.role_at
        """;

    private const string Groups = """
        INSERT INTO groups (session_key, group_jid, name, name_at, complete_at)
        SELECT @Key, * FROM unnest(@Groups, @GroupNames, @GroupNamesAt, @CompleteAt)
        ON CONFLICT (session_key, group_jid) DO UPDATE
        SET name = excluded.name, name_at = excluded.name_at, complete_at = excluded.complete_at
        """;

    /// <param name="before">What the reduction was made of.</param>
    public static WriteBatch Prepare(long key, SessionState before, Reduction reduction)
    {
        var batch = new WriteBatch(key);
        AddSession(batch, before.Session, reduction);
        AddForgotten(batch, reduction.Forgotten);
        // In the order of the key: neighbours go into the same pages of the index.
        foreach (var identifiers in reduction.Identifiers.OrderBy(row => row.Key).ToLookup(row => !before.Identifiers.ContainsKey(row.Key)))
        {
            AddIdentifiers(batch, areNew: identifiers.Key, [.. identifiers], reduction.Strays);
        }

        foreach (var memberships in reduction.Memberships.ToLookup(row => row.IsNew))
        {
            AddMemberships(batch, areNew: memberships.Key, [.. memberships]);
        }

        AddGroups(batch, [.. reduction.Groups]);
        ReadyRowsWriter.Add(batch, before.Session, reduction);
        return batch;
    }

    /// <param name="batch">Of this reduction.</param>
    public static async Task WriteAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long key, long sealedPosition, Reduction reduction, WriteBatch batch, CancellationToken cancellationToken)
    {
        await ReadyRowsWriter.NoteChangedTextsAsync(connection, transaction, key, sealedPosition, reduction, cancellationToken);
        await batch.RunAsync(connection, transaction, cancellationToken);
        if (reduction.Forgotten.Count > 0)
        {
            await new SessionPostings(new SearchTables(connection, transaction, key, cancellationToken)).FoldAllAsync();
        }
    }

    private static void AddSession(WriteBatch batch, SessionFacts before, Reduction reduction)
    {
        var session = reduction.Session;
        batch.Add(
            Session,
            ("LastPosition", session.LastPosition), ("LastArrival", session.LastArrival), ("Status", (short)session.Status),
            ("StatusAt", session.StatusAt), ("DataAsOf", session.DataAsOf), ("Writes", session.Writes), ("SealAt", SearchUpkeep.SealAt),
            ("LastChanged", ReadyRowsWriter.LastChanged(before, reduction)));
        if (reduction.NewOwn.Count > 0)
        {
            batch.Add(Own, Column("NewOwn", [.. reduction.NewOwn], id => id.Text));
        }
    }

    private static void AddForgotten(WriteBatch batch, IReadOnlyCollection<Identifier> forgotten)
    {
        if (forgotten.Count > 0)
        {
            var gone = Column("Forgotten", [.. forgotten], id => id.Text);
            batch.Add(ForgetMemberships, gone);
            batch.Add(ForgetIdentifiers, gone);
            batch.Add(ForgetStrays, gone);
            batch.Add(ForgetPartners, gone);
        }
    }

    private static void AddIdentifiers(
        WriteBatch batch, bool areNew, KeyValuePair<Identifier, IdentifierFacts>[] rows, IReadOnlySet<Identifier> strays)
    {
        if (areNew && rows.Length >= WriteBatch.FewestToCopy)
        {
            batch.AddCopy(CopyIdentifiers, 13, rows, (copied, row) => Copy(copied, row.Key, row.Value, strays.Contains(row.Key)));
            return;
        }

        batch.Add(
            areNew ? NewIdentifiers : KnownIdentifiers,
            Column("Identifiers", rows, row => row.Key.Text),
            Column("IsKnown", rows, row => row.Value.IsKnown),
            Column("IsStray", rows, row => strays.Contains(row.Key)),
            Column("Partners", rows, row => row.Value.Partner?.Other.Text),
            Column("PartnersAt", rows, row => row.Value.Partner?.At),
            Column("SavedNames", rows, row => row.Value.SavedName?.Value),
            Column("SavedNamesAt", rows, row => row.Value.SavedName?.At),
            Column("PushNames", rows, row => row.Value.PushName?.Value),
            Column("PushNamesAt", rows, row => row.Value.PushName?.At),
            Column("BusinessNames", rows, row => row.Value.BusinessName?.Value),
            Column("BusinessNamesAt", rows, row => row.Value.BusinessName?.At),
            Column("DirectChatsAt", rows, row => row.Value.DirectChatAt),
            Column("Positions", rows, row => row.Value.Position));
    }

    private static void Copy(CopiedRows copied, Identifier id, IdentifierFacts facts, bool isStray)
    {
        copied.Add(id.Text);
        copied.Add(facts.IsKnown);
        copied.Add(isStray);
        copied.Add(facts.Partner?.Other.Text);
        copied.Add(facts.Partner?.At);
        copied.Add(facts.SavedName?.Value);
        copied.Add(facts.SavedName?.At);
        copied.Add(facts.PushName?.Value);
        copied.Add(facts.PushName?.At);
        copied.Add(facts.BusinessName?.Value);
        copied.Add(facts.BusinessName?.At);
        copied.Add(facts.DirectChatAt);
        copied.Add(facts.Position);
    }

    private static void AddMemberships(WriteBatch batch, bool areNew, MembershipRow[] rows)
    {
        if (areNew && rows.Length >= WriteBatch.FewestToCopy)
        {
            batch.AddCopy(CopyMemberships, 6, rows, Copy);
            return;
        }

        batch.Add(
            areNew ? NewMemberships : KnownMemberships,
            Column("Members", rows, row => row.Id.Text),
            Column("MembersGroups", rows, row => row.Group.Text),
            Column("SeenAt", rows, row => row.Membership.At),
            Column("Roles", rows, row => row.Membership.Role?.Value),
            Column("RolesAt", rows, row => row.Membership.Role?.At),
            Column("Positions", rows, row => row.Position));
    }

    private static void Copy(CopiedRows copied, MembershipRow row)
    {
        copied.Add(row.Id.Text);
        copied.Add(row.Group.Text);
        copied.Add(row.Membership.At);
        copied.Add(row.Membership.Role?.Value);
        copied.Add(row.Membership.Role?.At);
        copied.Add(row.Position);
    }

    private static void AddGroups(WriteBatch batch, KeyValuePair<GroupJid, GroupFacts>[] rows)
    {
        if (rows.Length > 0)
        {
            batch.Add(
                Groups,
                Column("Groups", rows, row => row.Key.Text),
                Column("GroupNames", rows, row => row.Value.Name?.Value),
                Column("GroupNamesAt", rows, row => row.Value.Name?.At),
                Column("CompleteAt", rows, row => row.Value.CompleteAt));
        }
    }
}
