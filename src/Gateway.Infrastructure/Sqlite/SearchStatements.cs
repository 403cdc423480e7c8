using System.Text.Json;
using Dapper;
using Gateway.Domain.Contacts;
using Gateway.Domain.Search;
using Gateway.Domain.Sessions;
using Gateway.Infrastructure.Rows;
using Gateway.Infrastructure.Search;
using Microsoft.Data.Sqlite;

namespace Gateway.Infrastructure.Sqlite;

/// <summary>The statements of a search, all of one read transaction. Lists of keys travel as one JSON array each.</summary>
internal sealed class SearchStatements(
    SqliteConnection connection, SqliteTransaction transaction, string organizationId, SessionId session, ContactFilter filter) : ISearchStatements
{
    private const string State = """
        SELECT sealed_position AS SealedPosition, search_folds AS Folds, data_as_of AS DataAsOf, status AS Status
        FROM sessions INDEXED BY sessions_by_organization
        WHERE session_id = @Session AND organization_id = @Organization
        """;

    internal const string FirstChunks = """
        SELECT g.key AS List, p.gram AS Gram, p.last_position AS LastPosition, p.postings AS Postings
        FROM sessions AS s INDEXED BY sessions_by_organization
        CROSS JOIN json_each(@Grams) AS g
        CROSS JOIN search_postings AS p
            ON p.session_key = s.session_key AND p.gram = g.value AND p.last_position > @After
            AND p.last_position <= coalesce(
                (SELECT last_position FROM search_postings
                 WHERE session_key = s.session_key AND gram = g.value AND last_position > @After
                 ORDER BY last_position LIMIT 1 OFFSET @FirstChunks - 1),
                9223372036854775807)
        WHERE s.session_id = @Session AND s.organization_id = @Organization
        """;

    // A list is [number, gram, after, target].
    internal const string MoreChunks = """
        SELECT g.value ->> 0 AS List, p.gram AS Gram, p.last_position AS LastPosition, p.postings AS Postings
        FROM sessions AS s INDEXED BY sessions_by_organization
        CROSS JOIN json_each(@Lists) AS g
        CROSS JOIN search_postings AS p
            ON p.session_key = s.session_key AND p.gram = g.value ->> 1 AND p.last_position > g.value ->> 2
            AND p.last_position <= coalesce(
                (SELECT last_position FROM search_postings
                 WHERE session_key = s.session_key AND gram = g.value ->> 1 AND last_position > g.value ->> 3
                 ORDER BY last_position LIMIT 1),
                9223372036854775807)
        WHERE s.session_id = @Session AND s.organization_id = @Organization
        """;

    internal const string Changed = """
        SELECT c.position
        FROM sessions AS s INDEXED BY sessions_by_organization
        CROSS JOIN search_changes AS c ON c.session_key = s.session_key AND c.position > @After
        WHERE s.session_id = @Session AND s.organization_id = @Organization
            AND (instr(c.search_text, @Text) > 0 OR instr(c.search_text, @Digits) > 0)
        ORDER BY c.position
        """;

    private const string MembersHead = """
        SELECT p.position
        FROM sessions AS s INDEXED BY sessions_by_organization

        """;

    private const string MembersTail = """
         AND p.position <= @To
        WHERE s.session_id = @Session AND s.organization_id = @Organization
        ORDER BY p.position
        LIMIT @Most
        """;

    private const string CandidatesHead = """
        SELECT c.position, c.phone_number, c.lid, c.name, c.business_name, c.has_direct_chat, c.seen_in_group
        FROM sessions AS s INDEXED BY sessions_by_organization
        CROSS JOIN json_each(@Candidates) AS u
        CROSS JOIN contacts AS c ON c.session_key = s.session_key AND c.position = u.value
        WHERE s.session_id = @Session AND s.organization_id = @Organization
            AND (instr(c.search_text, @Text) > 0 OR instr(c.phone_number, @Digits) > 0)

        """;

    private const string CandidatesTail = """

        LIMIT @Take
        """;

    private const string HasDirectChat = " AND c.has_direct_chat = 1";

    private const string WasSeenInGroup = " AND c.seen_in_group = 1";

    private const string IsMember = """
         AND EXISTS (
            SELECT 1 FROM group_contacts AS g
            WHERE g.session_key = s.session_key AND g.group_jid = @Group AND g.position = c.position)
        """;

    private const string IsMemberWithDirectChat = """
         AND c.has_direct_chat = 1 AND EXISTS (
            SELECT 1 FROM group_contacts AS g
            WHERE g.session_key = s.session_key AND g.group_jid = @Group AND g.position = c.position)
        """;

    public async Task<SearchStart?> StartAsync(IReadOnlyList<Gram> grams, long after, int firstMembers, int take)
    {
        if (await connection.QuerySingleOrDefaultAsync<SearchSessionRow>(State, Parameters(), transaction) is not { } state)
        {
            return null;
        }

        if (state.SealedPosition <= after)
        {
            return state.Start(new SearchReading(state.Folds, Lists([]), []), [], await ScanAsync(after, take));
        }

        var parameters = Parameters();
        parameters.Add("Grams", JsonSerializer.Serialize(grams.Select(gram => gram.Value)));
        parameters.Add("After", after);
        parameters.Add("FirstChunks", ContactSearch.FirstChunks);
        var chunks = await connection.QueryAsync<ListedPostingRow>(FirstChunks, parameters, transaction);
        var changed = (await connection.QueryAsync<long>(Changed, parameters, transaction)).AsList();
        var members = await MembersAsync(after, long.MaxValue, firstMembers);
        return state.Start(new SearchReading(state.Folds, Lists(chunks), members), changed, []);
    }

    public async Task<SearchReading?> ReadAsync(IReadOnlyList<ListRead> lists, MembersRead? members)
    {
        var parameters = Parameters();
        parameters.Add("Lists", JsonSerializer.Serialize(lists.Select(list => new[] { list.List, list.Gram.Value, list.After, list.Target })));
        var chunks = await connection.QueryAsync<ListedPostingRow>(MoreChunks, parameters, transaction);
        var more = members is { } read ? await MembersAsync(read.After, read.Target, ContactSearch.MostMembers) : [];
        var state = await connection.QuerySingleOrDefaultAsync<SearchSessionRow>(State, Parameters(), transaction);
        return state is null ? null : new SearchReading(state.Folds, Lists(chunks), more);
    }

    public async Task<IReadOnlyList<Contact>?> LookAsync(IReadOnlyList<long> candidates, long after, int take)
    {
        var parameters = Parameters();
        parameters.Add("Candidates", JsonSerializer.Serialize(candidates));
        parameters.Add("Take", take);
        await using var rows = await connection.ExecuteReaderAsync(Candidates(filter), parameters, transaction);
        var found = await ContactRow.ReadAllAsync(rows, take);
        return found.Count == take || after == long.MaxValue ? found : [.. found, .. await ScanAsync(after, take - found.Count)];
    }

    private async Task<IReadOnlyList<Contact>> ScanAsync(long after, int take)
    {
        var parameters = Parameters();
        parameters.Add("After", after);
        parameters.Add("Take", take);
        await using var rows = await connection.ExecuteReaderAsync(ContactRepository.Statement(filter), parameters, transaction);
        return (await ContactRow.ReadPageAsync(rows, take, CancellationToken.None))?.Contacts ?? [];
    }

    private async Task<IReadOnlyList<long>> MembersAsync(long after, long to, int most)
    {
        if (filter is { Source: null, Group: null })
        {
            return [];
        }

        var parameters = Parameters();
        parameters.Add("After", after);
        parameters.Add("To", to);
        parameters.Add("Most", most);
        var positions = await connection.QueryAsync<long?>(Members(filter), parameters, transaction);
        return [.. positions.OfType<long>()]; // no member is one row without a position
    }

    internal static string Candidates(ContactFilter filter) => string.Concat(CandidatesHead, Passes(filter), CandidatesTail);

    internal static string Members(ContactFilter filter) => string.Concat(MembersHead, ContactRepository.Whose(filter), MembersTail);

    private static ILookup<int, PostingChunk> Lists(IEnumerable<ListedPostingRow> rows) =>
        rows.OrderBy(row => row.LastPosition).ToLookup(row => (int)row.List, row => new PostingChunk(new Gram((int)row.Gram), row.LastPosition, row.Postings));

    private static string Passes(ContactFilter filter) => filter switch
    {
        { Group: not null, Source: ContactSource.DirectChat } => IsMemberWithDirectChat,
        { Group: not null } => IsMember,
        { Source: ContactSource.DirectChat } => HasDirectChat,
        { Source: ContactSource.Group } => WasSeenInGroup,
        _ => "",
    };

    /// <summary>Digits that are not there match nobody: a comparison with NULL.</summary>
    private DynamicParameters Parameters()
    {
        var parameters = new DynamicParameters();
        parameters.Add("Session", session.Text);
        parameters.Add("Organization", organizationId);
        parameters.Add("Group", filter.Group?.Text);
        parameters.Add("Text", filter.Search!.Text);
        parameters.Add("Digits", filter.Search.Digits);
        return parameters;
    }
}
