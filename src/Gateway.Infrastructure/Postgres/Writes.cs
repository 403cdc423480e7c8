namespace Gateway.Infrastructure.Postgres;

/// <summary>How writes are done: nobody waits for their answer as for a page.</summary>
internal static class Writes
{
    /// <summary>
    /// Put before the first statement of a transaction. It may wait for the batches of other writers; and a plan made for the
    /// small tables of an import's beginning must not serve the large ones of its end. The others are settings of every connection,
    /// which one behind a pooler does not keep.
    /// </summary>
    public const string Begin = """
        SET LOCAL statement_timeout = '30s';
        SET LOCAL plan_cache_mode = force_custom_plan;
        SET LOCAL idle_in_transaction_session_timeout = '60s';
        SET LOCAL enable_sort = off;
        SET LOCAL max_parallel_workers_per_gather = 0;
        SET LOCAL jit = off;

        """;

    /// <summary>The client's own limit of its statements, in seconds; longer than the server's.</summary>
    public const int CommandSeconds = 40;
}
