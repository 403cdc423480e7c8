namespace Gateway.IntegrationTests.Issuers;

/// <summary>Node and the folder of the issuers' programs, as <c>GATEWAY_TEST_ISSUERS</c> names them, joined by a colon.</summary>
internal static class IssuerPrograms
{
    /// <summary>The command that runs such a program.</summary>
    /// <exception cref="InvalidOperationException">The variable does not name them: nothing is skipped for that.</exception>
    public static (string Node, string Program) Find(string program) =>
        Environment.GetEnvironmentVariable("GATEWAY_TEST_ISSUERS")?.Split(':') is [var node, var folder]
            ? (node, Path.Combine(folder, program))
            : throw new InvalidOperationException("No token issuer is at hand: run ./test.sh, or set GATEWAY_TEST_ISSUERS to what tests/issuers.sh prints.");
}
