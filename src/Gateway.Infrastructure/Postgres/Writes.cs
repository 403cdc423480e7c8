namespace Gateway.Infrastructure.Postgres;

/// <summary>How writes are done: nobody waits for their answer as for a page.</summary>
internal static class Writes
{
    /// <summary>
    /// Put before the first statement of a transaction. It may wait for the batches of other writers; and a plan made for the
    /// small tables of an import's beginning must not serve the large ones of its end.
    /// </summary>
    public const string Begin = """
        SET LOCAL statement_timeout = '30s';
        SET LOCAL plan_cache_mode = force_custom_plan;

        """;

    /// <summary>The client's own limit of its statements, in seconds; longer than the server's.</summary>
    public const int CommandSeconds = 40;
}
