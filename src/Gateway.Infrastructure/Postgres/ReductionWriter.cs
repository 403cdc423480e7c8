using Dapper;
using Gateway.Domain.Ingest;
using Gateway.Domain.Search;
using Gateway.Infrastructure.Search;
using Npgsql;

namespace Gateway.Infrastructure.Postgres;

/// <summary>Writes what a batch changes, the rows of a reduction and nothing else, in one round trip: a column travels as one array.</summary>
internal static class ReductionWriter
{
    private const string Session = """
        UPDATE sessions
        SET last_position = @LastPosition, last_arrival = @LastArrival, status = @Status, status_at = @StatusAt, data_as_of = @DataAsOf,
            search_is_due = search_is_due OR @LastPosition - sealed_position >= @SealAt
        WHERE session_key = @Key;

        """;

    private const string Own = """
        INSERT INTO own_identifiers (session_key, identifier)
        SELECT @Key, identifier FROM unnest(@NewOwn) AS identifier
        ON CONFLICT DO NOTHING;

        """;

    // Mappings are remembered by both halves: what only a mapping with a forgotten one made goes too.
    private const string Forget = """
        DELETE FROM memberships WHERE session_key = @Key AND identifier = ANY(@Forgotten);
        DELETE FROM identifiers WHERE session_key = @Key AND identifier = ANY(@Forgotten);
        DELETE FROM identifiers WHERE session_key = @Key AND partner = ANY(@Forgotten) AND NOT is_known;
        UPDATE identifiers SET partner = NULL, partner_at = NULL WHERE session_key = @Key AND partner = ANY(@Forgotten);

        """;

    private const string Identifiers = """
        INSERT INTO identifiers (session_key, identifier, is_known, partner, partner_at, saved_name, saved_name_at,
            push_name, push_name_at, business_name, business_name_at, direct_chat_at, position)
        SELECT @Key, * FROM unnest(@Identifiers, @IsKnown, @Partners, @PartnersAt, @SavedNames, @SavedNamesAt,
            @PushNames, @PushNamesAt, @BusinessNames, @BusinessNamesAt, @DirectChatsAt, @Positions)
        ON CONFLICT (session_key, identifier) DO UPDATE
        SET is_known = excluded.is_known, partner = excluded.partner, partner_at = excluded.partner_at,
            saved_name = excluded.saved_name, saved_name_at = excluded.saved_name_at,
            push_name = excluded.push_name, push_name_at = excluded.push_name_at,
            business_name = excluded.business_name, business_name_at = excluded.business_name_at,
            direct_chat_at = excluded.direct_chat_at, position = excluded.position;

        """;

    private const string Memberships = """
        INSERT INTO memberships (session_key, identifier, group_jid, seen_at, role, role_at)
        SELECT @Key, * FROM unnest(@Members, @MembersGroups, @SeenAt, @Roles, @RolesAt)
        ON CONFLICT (session_key, identifier, group_jid) DO UPDATE
        SET seen_at = excluded.seen_at, role = excluded.role, role_at = excluded.role_at;

        """;

    private const string Groups = """
        INSERT INTO groups (session_key, group_jid, name, name_at, complete_at)
        SELECT @Key, * FROM unnest(@Groups, @GroupNames, @GroupNamesAt, @CompleteAt)
        ON CONFLICT (session_key, group_jid) DO UPDATE
        SET name = excluded.name, name_at = excluded.name_at, complete_at = excluded.complete_at;

        """;

    // Before the rows are written, what postings tell of them: from the first change on, until it is folded in.
    private const string ChangedTexts = """
        INSERT INTO search_changes (session_key, position, sealed_text, search_text)
        SELECT @Key, n.position, coalesce(c.search_text, ''), n.search_text
        FROM unnest(@SealedContacts, @NewTexts) AS n (position, search_text)
        LEFT JOIN LATERAL (SELECT search_text FROM contacts WHERE session_key = @Key AND position = n.position OFFSET 0) AS c ON true
        WHERE coalesce(c.search_text, '') <> n.search_text
        ON CONFLICT (session_key, position) DO UPDATE SET search_text = excluded.search_text;
        UPDATE sessions
        SET search_is_due = true
        WHERE session_key = @Key AND NOT search_is_due
            AND (SELECT count(*) FROM (SELECT 1 FROM search_changes WHERE session_key = @Key LIMIT @FoldAt) AS c) = @FoldAt;

        """;

    // As in SessionStateReader, rows that go are looked up by their whole keys: by their places, then, which the lock keeps.
    private const string Contacts = """
        DELETE FROM contacts
        WHERE session_key = @Key AND ctid = ANY(ARRAY(
            SELECT c.ctid
            FROM unnest(@GoneContacts) AS n (position)
            CROSS JOIN LATERAL (SELECT ctid FROM contacts WHERE session_key = @Key AND position = n.position OFFSET 0) AS c));
        INSERT INTO contacts (session_key, position, phone_number, lid, name, business_name, has_direct_chat, seen_in_group, search_text)
        SELECT @Key, * FROM unnest(@Contacts, @PhoneNumbers, @Lids, @Names, @ContactsBusinessNames, @HaveDirectChat, @SeenInGroup, @SearchTexts)
        ON CONFLICT (session_key, position) DO UPDATE
        SET phone_number = excluded.phone_number, lid = excluded.lid, name = excluded.name, business_name = excluded.business_name,
            has_direct_chat = excluded.has_direct_chat, seen_in_group = excluded.seen_in_group, search_text = excluded.search_text;

        """;

    private const string GroupContacts = """
        DELETE FROM group_contacts
        WHERE session_key = @Key AND ctid = ANY(ARRAY(
            SELECT g.ctid
            FROM unnest(@GoneFromGroups, @GoneMembers) AS n (group_jid, position)
            CROSS JOIN LATERAL (
                SELECT ctid FROM group_contacts WHERE session_key = @Key AND group_jid = n.group_jid AND position = n.position OFFSET 0
            ) AS g));
        INSERT INTO group_contacts (session_key, group_jid, position, has_direct_chat)
        SELECT @Key, * FROM unnest(@InGroups, @GroupMembers, @MembersHaveDirectChat)
        ON CONFLICT (session_key, group_jid, position) DO UPDATE SET has_direct_chat = excluded.has_direct_chat;
        """;

    public static async Task WriteAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long key, long sealedPosition, Reduction reduction, CancellationToken cancellationToken)
    {
        var parameters = new DynamicParameters(SessionOf(key, reduction));
        parameters.AddDynamicParams(IdentifiersOf([.. reduction.Identifiers]));
        parameters.AddDynamicParams(MembershipsOf([.. reduction.Memberships]));
        parameters.AddDynamicParams(GroupsOf([.. reduction.Groups]));
        parameters.AddDynamicParams(ContactsOf(reduction));
        parameters.AddDynamicParams(GroupContactsOf(reduction));
        var changed = ChangedTextsOf(reduction, sealedPosition);
        parameters.AddDynamicParams(new { SealedContacts = Column(changed, text => text.Position), NewTexts = Column(changed, text => text.Text), SearchUpkeep.FoldAt });
        var statements = string.Concat(Session + Own + Forget + Identifiers + Memberships + Groups, changed.Count == 0 ? "" : ChangedTexts, Contacts + GroupContacts);
        await connection.ExecuteAsync(new CommandDefinition(statements, parameters, transaction, Writes.CommandSeconds, cancellationToken: cancellationToken));
        if (reduction.Forgotten.Count > 0)
        {
            await new SessionPostings(new SearchTables(connection, transaction, key, cancellationToken)).FoldAllAsync();
        }
    }

    private static List<(long Position, string Text)> ChangedTextsOf(Reduction reduction, long sealedPosition) =>
    [
        .. reduction.GoneContacts.Where(position => position <= sealedPosition).Select(position => (position, "")),
        .. reduction.Contacts.Where(contact => contact.Position <= sealedPosition).Select(contact => (contact.Position, contact.SearchText)),
    ];

    private static object SessionOf(long key, Reduction reduction) => new
    {
        Key = key,
        reduction.Session.LastPosition,
        reduction.Session.LastArrival,
        Status = (short)reduction.Session.Status,
        reduction.Session.StatusAt,
        reduction.Session.DataAsOf,
        SearchUpkeep.SealAt,
        NewOwn = Column(reduction.NewOwn, id => id.Text),
        Forgotten = Column(reduction.Forgotten, id => id.Text),
    };

    private static object IdentifiersOf(KeyValuePair<Domain.Whatsapp.Identifier, IdentifierFacts>[] rows) => new
    {
        Identifiers = Column(rows, row => row.Key.Text),
        IsKnown = Column(rows, row => row.Value.IsKnown),
        Partners = Column(rows, row => row.Value.Partner?.Other.Text),
        PartnersAt = Column(rows, row => row.Value.Partner?.At),
        SavedNames = Column(rows, row => row.Value.SavedName?.Value),
        SavedNamesAt = Column(rows, row => row.Value.SavedName?.At),
        PushNames = Column(rows, row => row.Value.PushName?.Value),
        PushNamesAt = Column(rows, row => row.Value.PushName?.At),
        BusinessNames = Column(rows, row => row.Value.BusinessName?.Value),
        BusinessNamesAt = Column(rows, row => row.Value.BusinessName?.At),
        DirectChatsAt = Column(rows, row => row.Value.DirectChatAt),
        Positions = Column(rows, row => row.Value.Position),
    };

    private static object MembershipsOf(KeyValuePair<(Domain.Whatsapp.Identifier Id, Domain.Whatsapp.GroupJid Group), Membership>[] rows) => new
    {
        Members = Column(rows, row => row.Key.Id.Text),
        MembersGroups = Column(rows, row => row.Key.Group.Text),
        SeenAt = Column(rows, row => row.Value.At),
        Roles = Column(rows, row => row.Value.Role?.Value),
        RolesAt = Column(rows, row => row.Value.Role?.At),
    };

    private static object GroupsOf(KeyValuePair<Domain.Whatsapp.GroupJid, GroupFacts>[] rows) => new
    {
        Groups = Column(rows, row => row.Key.Text),
        GroupNames = Column(rows, row => row.Value.Name?.Value),
        GroupNamesAt = Column(rows, row => row.Value.Name?.At),
        CompleteAt = Column(rows, row => row.Value.CompleteAt),
    };

    private static object ContactsOf(Reduction reduction) => new
    {
        GoneContacts = Column(reduction.GoneContacts, position => position),
        Contacts = Column(reduction.Contacts, row => row.Position),
        PhoneNumbers = Column(reduction.Contacts, row => row.PhoneNumber),
        Lids = Column(reduction.Contacts, row => row.Lid),
        Names = Column(reduction.Contacts, row => row.Name),
        ContactsBusinessNames = Column(reduction.Contacts, row => row.BusinessName),
        HaveDirectChat = Column(reduction.Contacts, row => row.HasDirectChat),
        SeenInGroup = Column(reduction.Contacts, row => row.SeenInGroup),
        SearchTexts = Column(reduction.Contacts, row => row.SearchText),
    };

    private static object GroupContactsOf(Reduction reduction) => new
    {
        GoneFromGroups = Column(reduction.GoneGroupContacts, row => row.Group.Text),
        GoneMembers = Column(reduction.GoneGroupContacts, row => row.Position),
        InGroups = Column(reduction.GroupContacts, row => row.Group.Text),
        GroupMembers = Column(reduction.GroupContacts, row => row.Position),
        MembersHaveDirectChat = Column(reduction.GroupContacts, row => row.HasDirectChat),
    };

    private static TValue[] Column<TRow, TValue>(IReadOnlyCollection<TRow> rows, Func<TRow, TValue> value) => [.. rows.Select(value)];
}
