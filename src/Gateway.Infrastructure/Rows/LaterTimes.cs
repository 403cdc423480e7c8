namespace Gateway.Infrastructure.Rows;

/// <summary>
/// Sets a session's stored times that are later than <c>@Now</c> to it, by the same statements in both databases. Shown values depend on
/// which of two times is later, and stay as they are: so no ready row has to be written. The session must be locked.
/// </summary>
internal static class LaterTimes
{
    /// <summary>How many times are later.</summary>
    public const string Count = """
        SELECT (SELECT count(*) FILTER (WHERE last_arrival > @Now) + count(*) FILTER (WHERE status_at > @Now) + count(*) FILTER (WHERE data_as_of > @Now)
                FROM sessions WHERE session_key = @Key)
             + (SELECT count(*) FILTER (WHERE partner_at > @Now) + count(*) FILTER (WHERE direct_chat_at > @Now) + count(*) FILTER (WHERE saved_name_at > @Now)
                     + count(*) FILTER (WHERE push_name_at > @Now) + count(*) FILTER (WHERE business_name_at > @Now)
                FROM identifiers WHERE session_key = @Key)
             + (SELECT count(*) FILTER (WHERE seen_at > @Now) + count(*) FILTER (WHERE role_at > @Now) FROM memberships WHERE session_key = @Key)
             + (SELECT count(*) FILTER (WHERE name_at > @Now) + count(*) FILTER (WHERE complete_at > @Now) FROM groups WHERE session_key = @Key)
        """;

    /// <summary>The statements that set them.</summary>
    public static IReadOnlyList<string> Statements { get; } =
    [
        // Of one person's names of a kind the later counts, at equal times the phone's: the earlier of the two stays the earlier.
        EarlierName("saved_name_at"),
        EarlierName("push_name_at"),
        EarlierName("business_name_at"),

        // A member who left before the last complete list stays out.
        """
        UPDATE memberships SET seen_at = @Now - 1
        WHERE session_key = @Key AND seen_at >= @Now
          AND seen_at < (SELECT g.complete_at FROM groups AS g WHERE g.session_key = @Key AND g.group_jid = memberships.group_jid)
        """,
        Clamp("identifiers", "partner_at", "direct_chat_at", "saved_name_at", "push_name_at", "business_name_at"),
        Clamp("memberships", "seen_at", "role_at"),
        Clamp("groups", "name_at", "complete_at"),
        Clamp("sessions", "last_arrival", "status_at", "data_as_of"),
        "UPDATE sessions SET writes = writes + 1 WHERE session_key = @Key", // an import that remembers the session must read it again
    ];

    private static string EarlierName(string column) => $"""
        UPDATE identifiers SET {column} = @Now - 1
        WHERE session_key = @Key AND {column} >= @Now
          AND {column} < (SELECT p.{column} FROM identifiers AS p WHERE p.session_key = @Key AND p.identifier = identifiers.partner)
        """;

    private static string Clamp(string table, params IEnumerable<string> columns) => $"""
        UPDATE {table}
        SET {string.Join(", ", columns.Select(column => $"{column} = CASE WHEN {column} > @Now THEN @Now ELSE {column} END"))}
        WHERE session_key = @Key AND ({string.Join(" OR ", columns.Select(column => $"{column} > @Now"))})
        """;
}
