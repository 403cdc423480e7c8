namespace Gateway.Infrastructure.Rows;

/// <summary>How many people a session knows; both databases count by the same statement.</summary>
internal static class PeopleRows
{
    // Joined identifiers are one person, counted with the smaller of them that is known. Who has a membership has a position.
    public const string Count = """
        SELECT (SELECT count(*) FROM contacts WHERE session_key = @Key) AS Listed,
               (SELECT count(*) FROM contacts WHERE session_key = @Key AND phone_number = '') AS WithoutPhone,
               (SELECT count(*)
                FROM identifiers AS i
                LEFT JOIN identifiers AS p ON p.session_key = i.session_key AND p.identifier = i.partner AND p.partner = i.identifier
                WHERE i.session_key = @Key AND i.is_known AND i.position IS NULL AND p.position IS NULL
                  AND (p.identifier IS NULL OR NOT p.is_known OR i.identifier < p.identifier)
                  AND NOT EXISTS (SELECT 1 FROM memberships AS m WHERE m.session_key = @Key AND m.identifier = i.identifier)
                  AND NOT EXISTS (SELECT 1 FROM memberships AS m WHERE m.session_key = @Key AND m.identifier = p.identifier)
                  AND NOT EXISTS (SELECT 1 FROM own_identifiers AS o WHERE o.session_key = @Key AND o.identifier IN (i.identifier, p.identifier))) AS Unseen
        """;
}
