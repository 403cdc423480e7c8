using Gateway.Domain.Contacts;

namespace Gateway.Infrastructure.Postgres;

/// <summary>
/// The statements of a search, by filter and term. All have the same columns: the session's, then one row of each kind of thing
/// that was asked for: a chunk of a list (its number, from 1), changed texts (-1), members of the filter (-2), a person (-3).
/// </summary>
internal sealed record SearchText(string Start, string Read, string Look)
{
    private const string Head = """
        SELECT s.search_folds, s.sealed_position, s.data_as_of, s.status, p.*
        FROM sessions AS s
        LEFT JOIN LATERAL (

        """;

    private const string Tail = """

        ) AS p ON true
        WHERE s.session_key = @Key AND s.session_id = @Session AND s.organization_id = @Organization
        """;

    // The first chunks of every list.
    private const string FirstChunks = """
            SELECT g.list::int AS kind, c.last_position, c.gram, c.postings, NULL::bigint[] AS positions,
                   NULL::bigint AS position, NULL::text AS phone_number, NULL::text AS lid, NULL::text AS name, NULL::text AS business_name,
                   NULL::boolean AS has_direct_chat, NULL::boolean AS seen_in_group
            FROM unnest(@Grams) WITH ORDINALITY AS g (gram, list)
            CROSS JOIN LATERAL (
                SELECT last_position, gram, postings FROM search_postings
                WHERE session_key = @Key AND gram = g.gram AND last_position > @After
                ORDER BY last_position LIMIT @FirstChunks
            ) AS c
            WHERE s.sealed_position > @After
        """;

    private const string ChangedTexts = """

            UNION ALL
            SELECT -1, NULL, NULL, NULL, ARRAY(
                SELECT c.position FROM search_changes AS c
                WHERE c.session_key = @Key AND c.position > @After
        """;

    private const string ChangedTextMatches = """
                 AND strpos(c.search_text, @Text) > 0
        """;

    private const string ChangedTextOrNumberMatches = """
                 AND (strpos(c.search_text, @Text) > 0 OR strpos(c.search_text, @Digits) > 0)
        """;

    private const string ChangedTextsInOrder = """

                ORDER BY c.position), NULL, NULL, NULL, NULL, NULL, NULL, NULL
            WHERE s.sealed_position > @After
        """;

    // Up to where the lists were asked for, and one chunk more.
    private const string MoreChunks = """
            SELECT g.list + 1 AS kind, c.last_position, c.gram, c.postings, NULL::bigint[] AS positions
            FROM unnest(@Lists, @Grams, @Afters, @Targets) AS g (list, gram, after, target)
            CROSS JOIN LATERAL (
                (SELECT last_position, gram, postings FROM search_postings
                 WHERE session_key = @Key AND gram = g.gram AND last_position > g.after AND last_position <= g.target
                 ORDER BY last_position)
                UNION ALL
                (SELECT last_position, gram, postings FROM search_postings
                 WHERE session_key = @Key AND gram = g.gram AND last_position > g.target
                 ORDER BY last_position LIMIT 1)
            ) AS c
        """;

    private const string WithDirectChat = """
                SELECT direct_position FROM contacts
                WHERE session_key = @Key AND direct_position > @MembersAfter AND direct_position <= @MembersTo
                ORDER BY direct_position
        """;

    private const string SeenInGroup = """
                SELECT group_position FROM contacts
                WHERE session_key = @Key AND group_position > @MembersAfter AND group_position <= @MembersTo
                ORDER BY group_position
        """;

    private const string Members = """
                SELECT position FROM group_contacts
                WHERE session_key = @Key AND group_jid = @Group AND position > @MembersAfter AND position <= @MembersTo
                ORDER BY position
        """;

    private const string MembersWithDirectChat = """
                SELECT direct_position FROM group_contacts
                WHERE session_key = @Key AND group_jid = @Group AND direct_position > @MembersAfter AND direct_position <= @MembersTo
                ORDER BY direct_position
        """;

    private const string MembersHead = """

            UNION ALL
            SELECT -2, NULL, NULL, NULL, ARRAY(

        """;

    private const string FirstMembersTail = """

                LIMIT @MostMembers), NULL, NULL, NULL, NULL, NULL, NULL, NULL
            WHERE s.sealed_position > @After
        """;

    private const string MoreMembersTail = """

                LIMIT @MostMembers)
        """;

    private const string People = """
            SELECT -3 AS kind, NULL::bigint AS last_position, NULL::int AS gram, NULL::bytea AS postings, NULL::bigint[] AS positions,
                   c.position, c.phone_number, c.lid, c.name, c.business_name, c.has_direct_chat, c.seen_in_group
        """;

    private const string FromHere = """

            FROM (

        """;

    private const string WhenNothingIsSealed = """

            LIMIT @Take) AS c
            WHERE s.sealed_position <= @After
        """;

    private const string AmongCandidates = """

            FROM unnest(@Candidates) AS u (position)
            CROSS JOIN LATERAL (SELECT * FROM contacts WHERE session_key = @Key AND position = u.position OFFSET 0) AS c
            WHERE true
        """;

    private const string HasDirectChat = """
             AND c.has_direct_chat
        """;

    private const string WasSeenInGroup = """
             AND c.seen_in_group
        """;

    // OFFSET 0 keeps the planner from turning the look-up of each into a join of whole tables.
    private const string IsMember = """

                AND EXISTS (SELECT 1 FROM group_contacts WHERE session_key = @Key AND group_jid = @Group AND position = c.position OFFSET 0)
        """;

    private const string IsMemberWithDirectChat = """

                AND c.has_direct_chat
                AND EXISTS (SELECT 1 FROM group_contacts WHERE session_key = @Key AND group_jid = @Group AND position = c.position OFFSET 0)
        """;

    private const string Also = """

            UNION ALL

        """;

    private const string AtMost = """

            LIMIT @Take) AS c
            LIMIT @Take
        """;

    /// <summary>With $1, $2 and so on in the places of the names, in the order in which <see cref="SearchStatements"/> gives their values.</summary>
    public SearchText Numbered() => new(
        InPlace(Start, "Grams", "After", "MembersAfter", "MembersTo", "MostMembers", "FirstChunks", "Take"),
        InPlace(Read, "Lists", "Grams", "Afters", "Targets", "MembersAfter", "MembersTo", "MostMembers"),
        InPlace(Look, "Candidates", "After", "Take"));

    private static string InPlace(string statement, params string[] names) =>
        NumberedParameters.Number(statement, ["Key", "Session", "Organization", "Group", "Text", "Digits", .. names]);

    public static SearchText Of(ContactFilter filter)
    {
        var (members, passes) = Filtered(filter);
        var (whose, inOrder) = ContactRepository.Whose(filter);
        var matches = ContactRepository.Matching(filter.Search);
        var changed = filter.Search!.Digits is null ? ChangedTextMatches : ChangedTextOrNumberMatches;
        var (first, more) = members.Length == 0 ? ("", "") : (MembersHead + members + FirstMembersTail, MembersHead + members + MoreMembersTail);
        var inOrderOfPositions = string.Concat(FromHere, whose, matches, inOrder);
        return new SearchText(
            string.Concat([Head, FirstChunks, ChangedTexts, changed, ChangedTextsInOrder, first, Also, People, inOrderOfPositions, WhenNothingIsSealed, Tail]),
            string.Concat([Head, MoreChunks, more, Tail]),
            string.Concat([Head, People, AmongCandidates, matches, passes, Also, People, inOrderOfPositions, AtMost, Tail]));
    }

    private static (string Members, string Passes) Filtered(ContactFilter filter) => filter switch
    {
        { Group: not null, Source: ContactSource.DirectChat } => (MembersWithDirectChat, IsMemberWithDirectChat),
        { Group: not null } => (Members, IsMember),
        { Source: ContactSource.DirectChat } => (WithDirectChat, HasDirectChat),
        { Source: ContactSource.Group } => (SeenInGroup, WasSeenInGroup),
        _ => ("", ""),
    };
}
