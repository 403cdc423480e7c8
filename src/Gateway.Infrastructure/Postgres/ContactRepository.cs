using System.Data;
using Dapper;
using Gateway.Application.Contacts;
using Gateway.Domain.Contacts;
using Gateway.Domain.Sessions;
using Gateway.Infrastructure.Rows;

namespace Gateway.Infrastructure.Postgres;

internal sealed class ContactRepository(PostgresDatabase database) : IContactRepository
{
    // One statement: whose session, how fresh, which rows. The session is one row of its key; the page is one range of one
    // index, cut before it is joined. An empty page is one row with no contact. $1 is the session's key, $2 its id, $3 the
    // organization, $4 the position before the page, $5 how many, $6 the group, $7 and $8 the search's text and digits.
    private const string Head = """
        SELECT s.data_as_of, s.status,
               p.position, p.phone_number, p.lid, p.name, p.business_name, p.has_direct_chat, p.seen_in_group
        FROM sessions AS s
        LEFT JOIN LATERAL (

        """;

    private const string Tail = """

            LIMIT $5
        ) AS p ON true
        WHERE s.session_key = $1 AND s.session_id = $2 AND s.organization_id = $3
        """;

    private const string Everybody = """
            SELECT c.*
            FROM contacts AS c
            WHERE c.session_key = $1 AND c.position > $4
        """;

    private const string InOrder = """

            ORDER BY c.position
        """;

    private const string WithDirectChat = """
            SELECT c.*
            FROM contacts AS c
            WHERE c.session_key = $1 AND c.direct_position > $4
        """;

    private const string WithDirectChatInOrder = """

            ORDER BY c.direct_position
        """;

    private const string SeenInGroup = """
            SELECT c.*
            FROM contacts AS c
            WHERE c.session_key = $1 AND c.group_position > $4
        """;

    private const string SeenInGroupInOrder = """

            ORDER BY c.group_position
        """;

    // OFFSET 0 keeps the planner from turning the look-up of each member into a join of whole tables, which it would have to sort.
    private const string Members = """
            SELECT c.*
            FROM group_contacts AS g
            CROSS JOIN LATERAL (SELECT * FROM contacts WHERE session_key = $1 AND position = g.position OFFSET 0) AS c
            WHERE g.session_key = $1 AND g.group_jid = $6 AND g.position > $4
        """;

    private const string MembersInOrder = """

            ORDER BY g.position
        """;

    private const string MembersWithDirectChat = """
            SELECT c.*
            FROM group_contacts AS g
            CROSS JOIN LATERAL (SELECT * FROM contacts WHERE session_key = $1 AND position = g.direct_position OFFSET 0) AS c
            WHERE g.session_key = $1 AND g.group_jid = $6 AND g.direct_position > $4
        """;

    private const string MembersWithDirectChatInOrder = """

            ORDER BY g.direct_position
        """;

    private const string WhoseTextMatches = """

                AND strpos(c.search_text, $7) > 0
        """;

    private const string WhoseTextOrNumberMatches = """

                AND (strpos(c.search_text, $7) > 0 OR strpos(c.phone_number, $8) > 0)
        """;

    public Task<ContactRows?> ListAsync(
        string organizationId,
        SessionId session,
        ContactFilter filter,
        long after,
        int take,
        CancellationToken cancellationToken) =>
        database.ReadAsync(
            async (connection, token) =>
            {
                var parameters = Parameters(organizationId, session, filter, after, take);
                var command = new CommandDefinition(Statement(filter), parameters, commandType: CommandType.Text, cancellationToken: token);
                await using var rows = await connection.ExecuteReaderAsync(command);
                return await ContactRow.ReadPageAsync(rows, take, token);
            },
            cancellationToken);

    internal static string Statement(ContactFilter filter) => filter switch
    {
        { Search: not null } => Searching(filter),
        { Group: not null, Source: ContactSource.DirectChat } => Head + MembersWithDirectChat + MembersWithDirectChatInOrder + Tail,
        { Group: not null } => Head + Members + MembersInOrder + Tail,
        { Source: ContactSource.DirectChat } => Head + WithDirectChat + WithDirectChatInOrder + Tail,
        { Source: ContactSource.Group } => Head + SeenInGroup + SeenInGroupInOrder + Tail,
        _ => Head + Everybody + InOrder + Tail,
    };

    private static string Searching(ContactFilter filter)
    {
        var (whose, inOrder) = Whose(filter);
        return string.Concat(Head, whose, Matching(filter.Search), inOrder, Tail);
    }

    private static NumberedParameters Parameters(string organizationId, SessionId session, ContactFilter filter, long after, int take)
    {
        var parameters = new NumberedParameters().Add(SessionKey.Of(session)).Add(session.Text).Add(organizationId).Add(after).Add(take);
        return filter switch
        {
            { Search: { } search } => parameters.Add(filter.Group?.Text).Add(search.Text).Add(search.Digits),
            { Group: { } group } => parameters.Add(group.Text),
            _ => parameters,
        };
    }

    private static (string Whose, string InOrder) Whose(ContactFilter filter) => filter switch
    {
        { Group: not null, Source: ContactSource.DirectChat } => (MembersWithDirectChat, MembersWithDirectChatInOrder),
        { Group: not null } => (Members, MembersInOrder), // whoever is a member was seen in a group
        { Source: ContactSource.DirectChat } => (WithDirectChat, WithDirectChatInOrder),
        { Source: ContactSource.Group } => (SeenInGroup, SeenInGroupInOrder),
        _ => (Everybody, InOrder),
    };

    private static string Matching(SearchTerm? search) => search switch
    {
        null => "",
        { Digits: null } => WhoseTextMatches,
        _ => WhoseTextOrNumberMatches,
    };
}
