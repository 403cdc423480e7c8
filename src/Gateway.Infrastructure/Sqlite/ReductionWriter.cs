using Dapper;
using Gateway.Application.Search;
using Gateway.Domain.Ingest;
using Gateway.Domain.Search;
using Microsoft.Data.Sqlite;

namespace Gateway.Infrastructure.Sqlite;

/// <summary>Writes what a batch changes: the rows of a reduction, and nothing else.</summary>
internal static class ReductionWriter
{
    private const string Session = """
        UPDATE sessions
        SET last_position = @LastPosition, last_arrival = @LastArrival, status = @Status, status_at = @StatusAt, data_as_of = @DataAsOf, writes = @Writes,
            search_is_due = search_is_due OR @LastPosition - sealed_position >= @SealAt
        WHERE session_key = @Key
        """;

    private const string Own = """
        INSERT INTO own_identifiers (session_key, identifier) VALUES (@Key, @Identifier)
        ON CONFLICT DO NOTHING
        """;

    private const string Identifier = """
        INSERT INTO identifiers (session_key, identifier, is_known, is_stray, partner, partner_at, saved_name, saved_name_at,
            push_name, push_name_at, business_name, business_name_at, direct_chat_at, position)
        VALUES (@Key, @Identifier, @IsKnown, @IsStray, @Partner, @PartnerAt, @SavedName, @SavedNameAt,
            @PushName, @PushNameAt, @BusinessName, @BusinessNameAt, @DirectChatAt, @Position)
        ON CONFLICT (session_key, identifier) DO UPDATE
        SET is_known = excluded.is_known, is_stray = excluded.is_stray, partner = excluded.partner, partner_at = excluded.partner_at,
            saved_name = excluded.saved_name, saved_name_at = excluded.saved_name_at,
            push_name = excluded.push_name, push_name_at = excluded.push_name_at,
            business_name = excluded.business_name, business_name_at = excluded.business_name_at,
            direct_chat_at = excluded.direct_chat_at, position = excluded.position
        """;

    private const string Membership = """
        INSERT INTO memberships (session_key, identifier, group_jid, seen_at, role, role_at, position)
        VALUES (@Key, @Identifier, @GroupJid, @SeenAt, @Role, @RoleAt, @Position)
        ON CONFLICT (session_key, identifier, group_jid) DO UPDATE
        SET seen_at = excluded.seen_at, role = excluded.role, role_at = excluded.role_at
        """;

    private const string Group = """
        INSERT INTO groups (session_key, group_jid, name, name_at, complete_at)
        VALUES (@Key, @GroupJid, @Name, @NameAt, @CompleteAt)
        ON CONFLICT (session_key, group_jid) DO UPDATE
        SET name = excluded.name, name_at = excluded.name_at, complete_at = excluded.complete_at
        """;

    // Before a row is written, what postings tell of it: from the first change on, until it is folded in.
    private const string ChangedText = """
        INSERT INTO search_changes (session_key, position, sealed_text, search_text)
        SELECT @Key, @Position, coalesce(c.search_text, ''), @Text
        FROM sessions AS s
        LEFT JOIN contacts AS c ON c.session_key = s.session_key AND c.position = @Position
        WHERE s.session_key = @Key AND coalesce(c.search_text, '') <> @Text
        ON CONFLICT (session_key, position) DO UPDATE SET search_text = excluded.search_text
        """;

    private const string SealedPosition = "SELECT sealed_position FROM sessions WHERE session_key = @Key";

    private const string ChangedTextsDue = """
        UPDATE sessions
        SET search_is_due = 1
        WHERE session_key = @Key AND search_is_due = 0
            AND (SELECT count(*) FROM (SELECT 1 FROM search_changes WHERE session_key = @Key LIMIT @FoldAt)) = @FoldAt
        """;

    private const string GoneContact = "DELETE FROM contacts WHERE session_key = @Key AND position = @Position";

    private const string Contact = """
        INSERT INTO contacts (session_key, position, phone_number, lid, name, business_name, has_direct_chat, seen_in_group, search_text)
        VALUES (@Key, @Position, @PhoneNumber, @Lid, @Name, @BusinessName, @HasDirectChat, @SeenInGroup, @SearchText)
        ON CONFLICT (session_key, position) DO UPDATE
        SET phone_number = excluded.phone_number, lid = excluded.lid, name = excluded.name, business_name = excluded.business_name,
            has_direct_chat = excluded.has_direct_chat, seen_in_group = excluded.seen_in_group, search_text = excluded.search_text
        """;

    // The text is left as it is, however it was folded: it is what postings tell of.
    private const string RetainedText = """
        UPDATE contacts
        SET lid = @Lid, has_direct_chat = @HasDirectChat, seen_in_group = @SeenInGroup
        WHERE session_key = @Key AND position = @Position
        """;

    private const string GoneGroupContact = """
        DELETE FROM group_contacts WHERE session_key = @Key AND group_jid = @GroupJid AND position = @Position
        """;

    private const string GroupContact = """
        INSERT INTO group_contacts (session_key, group_jid, position, has_direct_chat)
        VALUES (@Key, @GroupJid, @Position, @HasDirectChat)
        ON CONFLICT (session_key, group_jid, position) DO UPDATE SET has_direct_chat = excluded.has_direct_chat
        """;

    // Mappings are remembered by both halves: what only a mapping with a forgotten one made goes too. Whoever the forgotten
    // remember is forgotten with them, or remembers another.
    private const string Forget = """
        DELETE FROM memberships WHERE session_key = @Key AND identifier = @Identifier;
        DELETE FROM identifiers WHERE session_key = @Key AND identifier = @Identifier;
        DELETE FROM identifiers WHERE session_key = @Key AND partner = @Identifier AND is_stray = 1 AND is_known = 0;
        UPDATE identifiers SET partner = NULL, partner_at = NULL, is_stray = 0 WHERE session_key = @Key AND partner = @Identifier AND is_stray = 1;
        """;

    public static async Task WriteAsync(SqliteConnection connection, SqliteTransaction transaction, long key, Reduction reduction)
    {
        Task RunAsync(string statement, IEnumerable<object> rows) => connection.ExecuteAsync(statement, rows, transaction);

        await RunAsync(Session, [SessionRow(key, reduction.Session)]);
        await RunAsync(Own, reduction.NewOwn.Select(id => new { Key = key, Identifier = id.Text }));
        await RunAsync(Forget, reduction.Forgotten.Select(id => new { Key = key, Identifier = id.Text }));
        await RunAsync(Identifier, reduction.Identifiers.Select(entry => IdentifierRow(key, entry.Key, entry.Value, reduction.Strays)));
        await RunAsync(Membership, reduction.Memberships.Select(row => MembershipRow(key, row)));
        await RunAsync(Group, reduction.Groups.Select(entry => GroupRow(key, entry.Key.Text, entry.Value)));
        await RunAsync(ChangedText, ChangedTexts(key, await SealedPositionAsync(connection, transaction, key), reduction));
        await RunAsync(ChangedTextsDue, [new { Key = key, SearchUpkeep.FoldAt }]);
        await RunAsync(GoneContact, reduction.GoneContacts.Select(position => new { Key = key, Position = position }));
        await RunAsync(Contact, reduction.Contacts.Select(contact => ContactRow(key, contact)));
        await RunAsync(RetainedText, reduction.RetainedTexts.Select(contact => RetainedRow(key, contact)));
        await RunAsync(GoneGroupContact, reduction.GoneGroupContacts.Select(row => GroupContactRow(key, row)));
        await RunAsync(GroupContact, reduction.NewGroupContacts.Concat(reduction.ChangedGroupContacts).Select(row => GroupContactRow(key, row)));
        if (reduction.Forgotten.Count > 0)
        {
            await new SessionPostings(new SearchTables(connection, transaction, key)).FoldAllAsync();
            await connection.ExecuteAsync(SqliteErasures.Request, transaction: transaction);
        }
    }

    private static Task<long> SealedPositionAsync(SqliteConnection connection, SqliteTransaction transaction, long key) =>
        connection.ExecuteScalarAsync<long>(SealedPosition, new { Key = key }, transaction);

    private static IEnumerable<object> ChangedTexts(long key, long sealedPosition, Reduction reduction) =>
        reduction.GoneContacts.Where(position => position <= sealedPosition).Select(position => new { Key = key, Position = position, Text = "" })
            .Concat(reduction.Contacts.Where(contact => contact.Position <= sealedPosition).Select(contact => new { Key = key, contact.Position, Text = contact.SearchText }));

    private static object SessionRow(long key, SessionFacts session) =>
        new { Key = key, session.LastPosition, session.LastArrival, Status = (long)session.Status, session.StatusAt, session.DataAsOf, session.Writes, SearchUpkeep.SealAt };

    private static object IdentifierRow(long key, Domain.Whatsapp.Identifier identifier, IdentifierFacts facts, IReadOnlySet<Domain.Whatsapp.Identifier> strays) => new
    {
        Key = key,
        Identifier = identifier.Text,
        facts.IsKnown,
        IsStray = strays.Contains(identifier),
        Partner = facts.Partner?.Other.Text,
        PartnerAt = facts.Partner?.At,
        SavedName = facts.SavedName?.Value,
        SavedNameAt = facts.SavedName?.At,
        PushName = facts.PushName?.Value,
        PushNameAt = facts.PushName?.At,
        BusinessName = facts.BusinessName?.Value,
        BusinessNameAt = facts.BusinessName?.At,
        facts.DirectChatAt,
        facts.Position,
    };

    private static object MembershipRow(long key, MembershipRow row) => new
    {
        Key = key,
        Identifier = row.Id.Text,
        GroupJid = row.Group.Text,
        SeenAt = row.Membership.At,
        Role = row.Membership.Role?.Value,
        RoleAt = row.Membership.Role?.At,
        row.Position,
    };

    private static object GroupRow(long key, string group, GroupFacts facts) =>
        new { Key = key, GroupJid = group, Name = facts.Name?.Value, NameAt = facts.Name?.At, facts.CompleteAt };

    private static object ContactRow(long key, Domain.Contacts.Contact contact) => new
    {
        Key = key,
        contact.Position,
        contact.PhoneNumber,
        contact.Lid,
        contact.Name,
        contact.BusinessName,
        contact.HasDirectChat,
        contact.SeenInGroup,
        contact.SearchText,
    };

    private static object RetainedRow(long key, Domain.Contacts.Contact contact) =>
        new { Key = key, contact.Position, contact.Lid, contact.HasDirectChat, contact.SeenInGroup };

    private static object GroupContactRow(long key, GroupContact row) =>
        new { Key = key, GroupJid = row.Group.Text, row.Position, row.HasDirectChat };
}
