using System.Text.Json;
using Gateway.IntegrationTests.Process;

namespace Gateway.IntegrationTests.Document;

/// <summary>Two linters find nothing in the document; what they may not judge, their rulesets say, with a reason.</summary>
[Category(TestCategories.Node)]
public sealed class LintTests
{
    private const string Document = "openapi.json";
    private static readonly string s_folder = Checkout.PathOf("openapi");
    private readonly DirectoryInfo _temporary = Directory.CreateTempSubdirectory("gateway-lint-");

    [OneTimeTearDown]
    public void CleanUp() => _temporary.Delete(recursive: true);

    [Test]
    public async Task Redocly_finds_nothing() => MustFind(await RedoclyAsync(s_folder), 0);

    [Test]
    public async Task Spectral_finds_nothing_with_OWASPs_rules() => MustFind(await SpectralAsync(s_folder), 0);

    // One fault the linters of documents name, and one of those that only their strictest rules do.
    [TestCase("\"listContacts\"", "\"list contacts\"")]
    [TestCase("\"summary\": \"List the people a session has seen\",", "")]
    public async Task Redocly_finds_what_is_wrong(string right, string wrong) => MustFind(await RedoclyAsync(Planted(right, wrong)), 1);

    // Of Spectral's own rules, and of OWASP's; and where a rule is off for one place, it is on for another.
    [TestCase("\"listContacts\"", "\"list contacts\"")]
    [TestCase("\"maxItems\": 200,", "")]
    [TestCase("\"scheme\": \"bearer\"", "\"scheme\": \"basic\"")]
    [TestCase("\"additionalProperties\": false,\n        \"description\": \"One person.", "\"additionalProperties\": true,\n        \"description\": \"One person.")]
    public async Task Spectral_finds_what_is_wrong(string right, string wrong) => MustFind(await SpectralAsync(Planted(right, wrong)), 1);

    /// <summary>How much they find comes from their reports: their exit codes know errors alone.</summary>
    private static void MustFind((int Found, string Report) judged, int least)
    {
        Assert.That(judged.Found, least == 0 ? Is.Zero : Is.AtLeast(least), judged.Report);
    }

    private static async Task<(int Found, string Report)> RedoclyAsync(string folder)
    {
        var finished = await RunAsync(folder, "@redocly/cli/bin/cli.js", "lint", Document, "--config", "redocly.yaml", "--format", "json");
        var totals = Json(finished).GetProperty("totals");
        return (totals.EnumerateObject().Sum(total => total.Value.GetInt32()), finished.Output);
    }

    private static async Task<(int Found, string Report)> SpectralAsync(string folder)
    {
        var finished = await RunAsync(folder, "@stoplight/spectral-cli/dist/index.js", "lint", Document, "--ruleset", "spectral.yaml", "--format", "json", "--quiet");
        return (Json(finished).GetArrayLength(), finished.Output);
    }

    /// <summary>Offline: neither sends statistics nor asks for updates.</summary>
    private static Task<Finished> RunAsync(string folder, string linter, params IEnumerable<string> arguments) => Tools.RunAsync(
        folder,
        "env",
        ["REDOCLY_TELEMETRY=off", "REDOCLY_SUPPRESS_UPDATE_NOTICE=true", $"NODE_PATH={Tools.PathOf("")}", Tools.Node, Tools.PathOf(linter), .. arguments]);

    private static JsonElement Json(Finished finished)
    {
        Assert.That(finished.Output, Does.StartWith("{").Or.StartWith("["), finished.Error);
        return JsonElement.Parse(finished.Output);
    }

    /// <summary>A folder with the rulesets and a document that has this fault.</summary>
    private string Planted(string right, string wrong)
    {
        var folder = Path.Combine(_temporary.FullName, TestContext.CurrentContext.Test.ID);
        Directory.CreateDirectory(folder);
        foreach (var ruleset in Directory.EnumerateFiles(s_folder, "*.yaml"))
        {
            File.Copy(ruleset, Path.Combine(folder, Path.GetFileName(ruleset)), overwrite: true);
        }

        var document = File.ReadAllText(Path.Combine(s_folder, Document));
        Assert.That(document, Does.Contain(right));
        File.WriteAllText(Path.Combine(folder, Document), document.Replace(right, wrong, StringComparison.Ordinal));
        return folder;
    }
}
