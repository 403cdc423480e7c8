using System.Collections.Concurrent;
using Gateway.Application.Contacts;
using Gateway.Domain.Contacts;
using Gateway.Domain.Sessions;
using Gateway.Infrastructure.Rows;
using Gateway.Infrastructure.Search;
using Npgsql;

namespace Gateway.Infrastructure.Postgres;

internal sealed class ContactRepository(PostgresDatabase database) : IContactRepository
{
    // One statement: whose session, how fresh, which rows. The session is one row of its key; the page is one range of one
    // index, cut before it is joined. An empty page is one row with no contact.
    private const string Head = """
        SELECT s.data_as_of, s.status,
               p.position, p.phone_number, p.lid, p.name, p.business_name, p.has_direct_chat, p.seen_in_group
        FROM sessions AS s
        LEFT JOIN LATERAL (

        """;

    private const string Tail = """

            LIMIT @Take
        ) AS p ON true
        WHERE s.session_key = @Key AND s.session_id = @Session AND s.organization_id = @Organization
        """;

    private const string Everybody = """
            SELECT c.*
            FROM contacts AS c
            WHERE c.session_key = @Key AND c.position > @After
        """;

    private const string InOrder = """

            ORDER BY c.position
        """;

    private const string WithDirectChat = """
            SELECT c.*
            FROM contacts AS c
            WHERE c.session_key = @Key AND c.direct_position > @After
        """;

    private const string WithDirectChatInOrder = """

            ORDER BY c.direct_position
        """;

    private const string SeenInGroup = """
            SELECT c.*
            FROM contacts AS c
            WHERE c.session_key = @Key AND c.group_position > @After
        """;

    private const string SeenInGroupInOrder = """

            ORDER BY c.group_position
        """;

    // OFFSET 0 keeps the planner from turning the look-up of each member into a join of whole tables, which it would have to sort.
    private const string Members = """
            SELECT c.*
            FROM group_contacts AS g
            CROSS JOIN LATERAL (SELECT * FROM contacts WHERE session_key = @Key AND position = g.position OFFSET 0) AS c
            WHERE g.session_key = @Key AND g.group_jid = @Group AND g.position > @After
        """;

    private const string MembersInOrder = """

            ORDER BY g.position
        """;

    private const string MembersWithDirectChat = """
            SELECT c.*
            FROM group_contacts AS g
            CROSS JOIN LATERAL (SELECT * FROM contacts WHERE session_key = @Key AND position = g.direct_position OFFSET 0) AS c
            WHERE g.session_key = @Key AND g.group_jid = @Group AND g.direct_position > @After
        """;

    private const string MembersWithDirectChatInOrder = """

            ORDER BY g.direct_position
        """;

    private const string WhoseTextMatches = """

                AND strpos(c.search_text, @Text) > 0
        """;

    private const string WhoseTextOrNumberMatches = """

                AND (strpos(c.search_text, @Text) > 0 OR strpos(c.phone_number, @Digits) > 0)
        """;

    /// <summary>By source and by whether there is a group: a handful, each made once.</summary>
    private static readonly ConcurrentDictionary<(ContactSource? Source, bool OfGroup), string> s_pages = new();

    public Task<ContactRows?> ListAsync(
        string organizationId,
        SessionId session,
        ContactFilter filter,
        long after,
        int take,
        CancellationToken cancellationToken) =>
        database.ReadAsync(
            (reader, token) => filter.Search is null
                ? PageAsync(reader, organizationId, session, filter, after, take, token)
                : SearchAsync(reader, organizationId, session, filter, after, take, token),
            cancellationToken);

    private static async Task<ContactRows?> PageAsync(
        PostgresReader reader, string organizationId, SessionId session, ContactFilter filter, long after, int take, CancellationToken cancellationToken)
    {
        var statement = s_pages.GetOrAdd(
            (filter.Source, filter.Group is not null),
            static (_, filter) => NumberedParameters.Number(Statement(filter), "Key", "Session", "Organization", "After", "Take", "Group"),
            filter);
        var parameters = new NumberedParameters().Add(SessionKey.Of(session)).Add(session.Text).Add(organizationId).Add(after).Add(take);
        if (filter.Group is { } group)
        {
            parameters.Add(group.Text);
        }

        await using var rows = await reader.ExecuteReaderAsync(statement, parameters, transaction: null, cancellationToken);
        return await ContactRow.ReadPageAsync(rows, take, cancellationToken);
    }

    /// <summary>Statement by statement; once more, of one moment, where postings changed between two of them.</summary>
    private static async Task<ContactRows?> SearchAsync(
        PostgresReader reader, string organizationId, SessionId session, ContactFilter filter, long after, int take, CancellationToken cancellationToken)
    {
        ContactSearch Search(NpgsqlTransaction? transaction) =>
            new(new SearchStatements(reader, transaction, organizationId, session, filter, cancellationToken), filter, after, take);
        try
        {
            return await Search(null).FindAsync();
        }
        catch (TornSearchException)
        {
            await using var moment = await reader.BeginMomentAsync(cancellationToken);
            return await Search(moment).FindAsync();
        }
    }

    /// <summary>A page's, without a search.</summary>
    internal static string Statement(ContactFilter filter)
    {
        var (whose, inOrder) = Whose(filter);
        return string.Concat(Head, whose, inOrder, Tail);
    }

    internal static (string Whose, string InOrder) Whose(ContactFilter filter) => filter switch
    {
        { Group: not null, Source: ContactSource.DirectChat } => (MembersWithDirectChat, MembersWithDirectChatInOrder),
        { Group: not null } => (Members, MembersInOrder), // whoever is a member was seen in a group
        { Source: ContactSource.DirectChat } => (WithDirectChat, WithDirectChatInOrder),
        { Source: ContactSource.Group } => (SeenInGroup, SeenInGroupInOrder),
        _ => (Everybody, InOrder),
    };

    internal static string Matching(SearchTerm? search) => search switch
    {
        null => "",
        { Digits: null } => WhoseTextMatches,
        _ => WhoseTextOrNumberMatches,
    };
}
