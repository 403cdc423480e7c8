namespace Gateway.Infrastructure.Postgres;

/// <summary>How batches of rows are worked on.</summary>
internal static class Batches
{
    /// <summary>
    /// Put before the first statement of a batch's transaction. It waits for the batches of other writers; and a plan made for
    /// the small tables of an import's beginning must not serve the large ones of its end.
    /// </summary>
    public const string Begin = """
        SET LOCAL statement_timeout = '30s';
        SET LOCAL plan_cache_mode = force_custom_plan;

        """;
}
