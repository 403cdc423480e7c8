namespace Gateway.IntegrationTests;

/// <summary>The names of the categories by which <c>test.sh</c> selects tests: to leave them out, or to run them alone.</summary>
internal static class TestCategories
{
    /// <summary>Needs a PostgreSQL server. Not in <c>./test.sh --fast</c>.</summary>
    public const string Postgres = "PostgreSQL";

    /// <summary>Needs Node, and what runs on it: issuers, linters, TypeScript, a browser. Not in <c>./test.sh --fast</c>.</summary>
    public const string Node = "Node";

    /// <summary>Takes ten seconds or more: not in <c>./test.sh --fast</c>.</summary>
    public const string Long = "Long";

    /// <summary>Waits most of its time, for time-outs, signals and servers, so that it runs beside tests that compute. Not in <c>./test.sh --fast</c>.</summary>
    public const string Waiting = "Waiting";

    /// <summary>Measures memory, so nothing else may run beside it: these tests run last, one after the other.</summary>
    public const string Memory = "Memory";

    /// <summary>Searches what all other tests logged, so it runs when they have ended.</summary>
    public const string SuiteLogs = "SuiteLogs";
}
