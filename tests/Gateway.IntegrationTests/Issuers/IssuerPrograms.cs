namespace Gateway.IntegrationTests.Issuers;

/// <summary>Node and the folder of the issuers' programs, as <c>GATEWAY_TEST_ISSUERS</c> names them, joined by a colon.</summary>
internal static class IssuerPrograms
{
    private const string NoneAtHand = "No token issuer is at hand: set GATEWAY_TEST_ISSUERS to what tests/issuers.sh prints.";

    /// <summary>The command that runs such a program. Without any, the test is ignored, and fails where nothing may be skipped.</summary>
    public static (string Node, string Program) Find(string program)
    {
        var found = Environment.GetEnvironmentVariable("GATEWAY_TEST_ISSUERS") ?? "";
        if (found.Length == 0 && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI")))
        {
            Assert.Ignore(NoneAtHand);
        }

        return found.Split(':') is [var node, var folder] ? (node, Path.Combine(folder, program)) : throw new InvalidOperationException(NoneAtHand);
    }
}
