using System.Data;
using Dapper;
using Gateway.Application.Contacts;
using Gateway.Domain.Contacts;
using Gateway.Domain.Sessions;
using Gateway.Infrastructure.Rows;
using Gateway.Infrastructure.Search;
using Microsoft.Data.Sqlite;

namespace Gateway.Infrastructure.Sqlite;

internal sealed class ContactRepository(SqliteDatabase database) : IContactRepository
{
    // One statement: whose session, how fresh, which rows. The session is one row of a unique index, so the order of the
    // index on (session, position) is the order of the page; an empty page is one row with no contact.
    private const string Head = """
        SELECT s.data_as_of, s.status,
               c.position, c.phone_number, c.lid, c.name, c.business_name, c.has_direct_chat, c.seen_in_group
        FROM sessions AS s INDEXED BY sessions_by_organization

        """;

    private const string Tail = """

        WHERE s.session_id = @Session AND s.organization_id = @Organization
        ORDER BY p.position
        LIMIT @Take
        """;

    private const string Everybody = """
        LEFT JOIN contacts AS p
            ON p.session_key = s.session_key AND p.position > @After
        """;

    private const string WithDirectChat = """
        LEFT JOIN contacts AS p INDEXED BY contacts_with_direct_chat
            ON p.session_key = s.session_key AND p.position > @After AND p.has_direct_chat = 1
        """;

    private const string SeenInGroup = """
        LEFT JOIN contacts AS p INDEXED BY contacts_seen_in_group
            ON p.session_key = s.session_key AND p.position > @After AND p.seen_in_group = 1
        """;

    private const string Members = """
        LEFT JOIN group_contacts AS p
            ON p.session_key = s.session_key AND p.group_jid = @Group AND p.position > @After
        """;

    private const string MembersWithDirectChat = """
        LEFT JOIN group_contacts AS p INDEXED BY group_contacts_with_direct_chat
            ON p.session_key = s.session_key AND p.group_jid = @Group AND p.position > @After AND p.has_direct_chat = 1
        """;

    private const string WhoseTextMatches = """

            AND EXISTS (
                SELECT 1 FROM contacts AS m
                WHERE m.session_key = p.session_key AND m.position = p.position
                    AND instr(m.search_text, @Text) > 0)
        """;

    private const string WhoseTextOrNumberMatches = """

            AND EXISTS (
                SELECT 1 FROM contacts AS m
                WHERE m.session_key = p.session_key AND m.position = p.position
                    AND (instr(m.search_text, @Text) > 0 OR instr(m.phone_number, @Digits) > 0))
        """;

    private const string TheirRows = """

        LEFT JOIN contacts AS c
            ON c.session_key = p.session_key AND c.position = p.position
        """;

    public Task<ContactRows?> ListAsync(
        string organizationId,
        SessionId session,
        ContactFilter filter,
        long after,
        int take,
        CancellationToken cancellationToken) =>
        database.ReadAsync(
            connection => filter.Search is null
                ? PageAsync(connection, organizationId, session, filter, after, take)
                : SearchAsync(connection, organizationId, session, filter, after, take),
            cancellationToken);

    private static async Task<ContactRows?> PageAsync(
        SqliteConnection connection, string organizationId, SessionId session, ContactFilter filter, long after, int take)
    {
        var parameters = new { Organization = organizationId, Session = session.Text, Group = filter.Group?.Text, After = after, Take = take };
        await using var rows = await connection.ExecuteReaderAsync(Statement(filter), parameters, commandType: CommandType.Text);
        return await ContactRow.ReadPageAsync(rows, take, CancellationToken.None); // who cancels interrupts the statement
    }

    /// <summary>Statement by statement, all of one moment.</summary>
    private static async Task<ContactRows?> SearchAsync(
        SqliteConnection connection, string organizationId, SessionId session, ContactFilter filter, long after, int take)
    {
        await using var moment = connection.BeginTransaction(deferred: true);
        return await new ContactSearch(new SearchStatements(connection, moment, organizationId, session, filter), filter, after, take).FindAsync();
    }

    internal static string Statement(ContactFilter filter) => filter switch
    {
        { Search: null, Group: null, Source: null } => Head + Everybody + TheirRows + Tail,
        _ => string.Concat(Head, Whose(filter), Matching(filter.Search), TheirRows, Tail),
    };

    internal static string Whose(ContactFilter filter) => filter switch
    {
        { Group: not null, Source: ContactSource.DirectChat } => MembersWithDirectChat,
        { Group: not null } => Members, // whoever is a member was seen in a group
        { Source: ContactSource.DirectChat } => WithDirectChat,
        { Source: ContactSource.Group } => SeenInGroup,
        _ => Everybody,
    };

    private static string Matching(SearchTerm? search) => search switch
    {
        null => "",
        { Digits: null } => WhoseTextMatches,
        _ => WhoseTextOrNumberMatches,
    };
}
