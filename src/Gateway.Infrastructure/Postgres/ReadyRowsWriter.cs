using Gateway.Domain.Contacts;
using Gateway.Domain.Ingest;
using Gateway.Domain.Search;
using Npgsql;
using static Gateway.Infrastructure.Postgres.WriteBatch;

namespace Gateway.Infrastructure.Postgres;

/// <summary>The part of a reduction that is listed: contacts and groups' current members.</summary>
internal static class ReadyRowsWriter
{
    // Before the rows are written, what postings tell of them: from the first change on, until it is folded in.
    private const string ChangedTexts = """
        INSERT INTO search_changes (session_key, position, sealed_text, search_text)
        SELECT @Key, n.position, coalesce(c.search_text, ''), n.search_text
        FROM unnest(@Positions, @Texts) AS n (position, search_text)
        LEFT JOIN LATERAL (SELECT search_text FROM contacts WHERE session_key = @Key AND position = n.position OFFSET 0) AS c ON true
        WHERE coalesce(c.search_text, '') <> n.search_text
        ON CONFLICT (session_key, position) DO UPDATE SET search_text = excluded.search_text
        """;

    private const string ChangedTextsAreDue = """
        UPDATE sessions
        SET search_is_due = true
        WHERE session_key = @Key AND NOT search_is_due
            AND (SELECT count(*) FROM (SELECT 1 FROM search_changes WHERE session_key = @Key LIMIT @FoldAt) AS c) = @FoldAt
        """;

    // As in SessionStateReader, rows that go are looked up by their whole keys: by their places, then, which the lock keeps.
    private const string GoneContacts = """
        DELETE FROM contacts
        WHERE session_key = @Key AND ctid = ANY(ARRAY(
            SELECT c.ctid
            FROM unnest(@Gone) AS n (position)
            CROSS JOIN LATERAL (SELECT ctid FROM contacts WHERE session_key = @Key AND position = n.position OFFSET 0) AS c))
        """;

    private const string NewContacts = """
        INSERT INTO contacts (session_key, position, phone_number, lid, name, business_name, has_direct_chat, seen_in_group, search_text)
        SELECT @Key, * FROM unnest(@Positions, @PhoneNumbers, @Lids, @Names, @BusinessNames, @HaveDirectChat, @SeenInGroup, @SearchTexts)
        """;

    private const string CopyContacts = """
        COPY contacts (session_key, position, phone_number, lid, name, business_name, has_direct_chat, seen_in_group, search_text)
        FROM STDIN (FORMAT BINARY)
        """;

    private const string Contacts = $"""
        {NewContacts}
        ON CONFLICT (session_key, position) DO UPDATE
        SET phone_number = excluded.phone_number, lid = excluded.lid, name = excluded.name, business_name = excluded.business_name,
            has_direct_chat = excluded.has_direct_chat, seen_in_group = excluded.seen_in_group, search_text = excluded.search_text
        """;

    // The text is left as it is, however it was folded: it is what postings tell of.
    private const string RetainedTexts = """
        UPDATE contacts AS t
        SET lid = n.lid, has_direct_chat = n.has_direct_chat, seen_in_group = n.seen_in_group
        FROM unnest(@Positions, @Lids, @HaveDirectChat, @SeenInGroup) AS n (position, lid, has_direct_chat, seen_in_group)
        CROSS JOIN LATERAL (SELECT ctid FROM contacts WHERE session_key = @Key AND position = n.position OFFSET 0) AS c
        WHERE t.session_key = @Key AND t.ctid = c.ctid
        """;

    private const string GoneGroupContacts = """
        DELETE FROM group_contacts
        WHERE session_key = @Key AND ctid = ANY(ARRAY(
            SELECT g.ctid
            FROM unnest(@Groups, @Positions) AS n (group_jid, position)
            CROSS JOIN LATERAL (
                SELECT ctid FROM group_contacts WHERE session_key = @Key AND group_jid = n.group_jid AND position = n.position OFFSET 0
            ) AS g))
        """;

    private const string NewGroupContacts = """
        INSERT INTO group_contacts (session_key, group_jid, position, has_direct_chat)
        SELECT @Key, * FROM unnest(@Groups, @Positions, @HaveDirectChat)
        """;

    private const string CopyGroupContacts = """
        COPY group_contacts (session_key, group_jid, position, has_direct_chat) FROM STDIN (FORMAT BINARY)
        """;

    private const string ChangedGroupContacts = $"""
        {NewGroupContacts}
        ON CONFLICT (session_key, group_jid, position) DO UPDATE SET has_direct_chat = excluded.has_direct_chat
        """;

    public static void Add(WriteBatch batch, SessionFacts before, Reduction reduction)
    {
        // Given in this batch, under the session's lock: nobody has a row of such a position.
        bool IsNew(long position) => position > before.LastPosition && position <= reduction.Session.LastPosition;

        if (reduction.GoneContacts.Count > 0)
        {
            batch.Add(GoneContacts, Column("Gone", [.. reduction.GoneContacts], position => position));
        }

        foreach (var contacts in reduction.Contacts.GroupBy(row => IsNew(row.Position)))
        {
            AddContacts(batch, areNew: contacts.Key, [.. contacts]);
        }

        AddRetained(batch, [.. reduction.RetainedTexts]);

        AddGroupContacts(batch, GoneGroupContacts, [.. reduction.GoneGroupContacts]);
        AddGroupContacts(batch, ChangedGroupContacts, [.. reduction.ChangedGroupContacts]);
        // By group and position: so their index grows into full pages.
        AddNewGroupContacts(batch, [.. reduction.NewGroupContacts.GroupBy(row => row.Group).OrderBy(rows => rows.Key.Text, StringComparer.Ordinal).SelectMany(rows => rows)]);
    }

    /// <summary>The last of the positions that were there before and whose text changes; 0 where there is none.</summary>
    public static long LastChanged(SessionFacts before, Reduction reduction) =>
        reduction.GoneContacts.Concat(reduction.Contacts.Select(contact => contact.Position)).Where(position => position <= before.LastPosition).DefaultIfEmpty().Max();

    /// <summary>Notes texts that change and that postings tell of. Before their rows are written.</summary>
    public static async Task NoteChangedTextsAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long key, long sealedPosition, Reduction reduction, CancellationToken cancellationToken)
    {
        (long Position, string Text)[] changed =
        [
            .. reduction.GoneContacts.Where(position => position <= sealedPosition).Select(position => (position, "")),
            .. reduction.Contacts.Where(contact => contact.Position <= sealedPosition).Select(contact => (contact.Position, contact.SearchText)),
        ];
        if (changed.Length > 0)
        {
            var batch = new WriteBatch(key);
            batch.Add(ChangedTexts, Column("Positions", changed, text => text.Position), Column("Texts", changed, text => text.Text));
            batch.Add(ChangedTextsAreDue, ("FoldAt", SearchUpkeep.FoldAt));
            await batch.RunAsync(connection, transaction, cancellationToken);
        }
    }

    private static void AddRetained(WriteBatch batch, Contact[] rows)
    {
        if (rows.Length > 0)
        {
            batch.Add(
                RetainedTexts,
                Column("Positions", rows, row => row.Position),
                Column("Lids", rows, row => row.Lid),
                Column("HaveDirectChat", rows, row => row.HasDirectChat),
                Column("SeenInGroup", rows, row => row.SeenInGroup));
        }
    }

    private static void AddContacts(WriteBatch batch, bool areNew, Contact[] rows)
    {
        if (areNew && rows.Length >= WriteBatch.FewestToCopy)
        {
            batch.AddCopy(CopyContacts, 8, rows, Copy);
            return;
        }

        batch.Add(
            areNew ? NewContacts : Contacts,
            Column("Positions", rows, row => row.Position),
            Column("PhoneNumbers", rows, row => row.PhoneNumber),
            Column("Lids", rows, row => row.Lid),
            Column("Names", rows, row => row.Name),
            Column("BusinessNames", rows, row => row.BusinessName),
            Column("HaveDirectChat", rows, row => row.HasDirectChat),
            Column("SeenInGroup", rows, row => row.SeenInGroup),
            Column("SearchTexts", rows, row => row.SearchText));
    }

    private static void Copy(CopiedRows copied, Contact contact)
    {
        copied.Add(contact.Position);
        copied.Add(contact.PhoneNumber);
        copied.Add(contact.Lid);
        copied.Add(contact.Name);
        copied.Add(contact.BusinessName);
        copied.Add(contact.HasDirectChat);
        copied.Add(contact.SeenInGroup);
        copied.Add(contact.SearchText);
    }

    private static void AddNewGroupContacts(WriteBatch batch, GroupContact[] rows)
    {
        if (rows.Length >= WriteBatch.FewestToCopy)
        {
            batch.AddCopy(CopyGroupContacts, 3, rows, Copy);
        }
        else
        {
            AddGroupContacts(batch, NewGroupContacts, rows);
        }
    }

    private static void Copy(CopiedRows copied, GroupContact row)
    {
        copied.Add(row.Group.Text);
        copied.Add(row.Position);
        copied.Add(row.HasDirectChat);
    }

    private static void AddGroupContacts(WriteBatch batch, string statement, GroupContact[] rows)
    {
        if (rows.Length > 0)
        {
            batch.Add(
                statement,
                Column("Groups", rows, row => row.Group.Text),
                Column("Positions", rows, row => row.Position),
                Column("HaveDirectChat", rows, row => row.HasDirectChat));
        }
    }
}
