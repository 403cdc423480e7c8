using System.Text.Json.Nodes;

namespace Gateway.IntegrationTests.Process;

/// <summary>What a process left behind.</summary>
internal sealed record Finished(int ExitCode, string Output, string Error)
{
    public string[] OutputLines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public string[] ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Standard output, when it is one JSON value on one line.</summary>
    public JsonNode Json => JsonNode.Parse(OutputLines.Single())!;

    /// <summary>Passes on what went well.</summary>
    public Finished Done()
    {
        Assert.That(ExitCode, Is.Zero, $"{Output}{Error}");
        return this;
    }

    /// <summary>Refused or failed in one sentence for people, and nothing for scripts.</summary>
    public void FailedWithOneSentence(int exitCode)
    {
        Assert.That(ExitCode, Is.EqualTo(exitCode), $"{Output}{Error}");
        Assert.That(Output, Is.Empty);
        Assert.That(ErrorLines, Has.Length.EqualTo(1).And.All.Matches("^[A-Z].*[.]$"), Error);
    }
}
