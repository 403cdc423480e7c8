using System.Text.Json;
using System.Text.RegularExpressions;

namespace Gateway.IntegrationTests.Document;

/// <summary>Nothing that callers of the last release rely on changes without a word.</summary>
public sealed partial class ReleasedDocumentTests
{
    private const string Changelog = """
        # Changelog

        ## [Unreleased]

        ### Added

        - `GET /added: operation removed`

        ### Breaking

        - `GET /a: operation removed`, since nobody asked for it.
        - Also `GET /b: parameter c: value "d" removed`.

        ### Changed

        - `GET /changed: operation removed`

        ## [1.0.0]

        ### Breaking

        - `GET /old: operation removed`
        """;

    [Test]
    public void What_breaks_callers_is_announced_by_its_name()
    {
        var changes = BreakingChanges.Between(Read("openapi", "released.json"), Read("openapi", "openapi.json"));
        var announced = Announced(File.ReadAllText(Checkout.PathOf("CHANGELOG.md")));
        Assert.That(changes.Except(announced), Is.Empty, "Name each in CHANGELOG.md, [Unreleased], ### Breaking, between backquotes; or leave it.");
    }

    [Test]
    public void Announced_is_only_what_the_next_release_is_said_to_break() =>
        Assert.That(Announced(Changelog), Is.EqualTo(new[] { "GET /a: operation removed", "GET /b: parameter c: value \"d\" removed" }));

    [Test]
    public void Without_such_a_heading_nothing_is_announced() =>
        Assert.That(Announced(Changelog.Replace("### Breaking", "### Removed", StringComparison.Ordinal)), Is.Empty);

    private static IEnumerable<string> Announced(string changelog) =>
        Section(Section(changelog, "## [Unreleased]", "## "), "### Breaking", "### ").SelectMany(line => Quoted().Matches(line)).Select(quoted => quoted.Groups["text"].Value);

    private static IEnumerable<string> Section(string text, string heading, string next) => Section(text.Split('\n'), heading, next);

    private static IEnumerable<string> Section(IEnumerable<string> lines, string heading, string next) =>
        lines.SkipWhile(line => line.TrimEnd() != heading).Skip(1).TakeWhile(line => !line.StartsWith(next, StringComparison.Ordinal));

    private static JsonElement Read(params ReadOnlySpan<string> path) => JsonElement.Parse(File.ReadAllBytes(Checkout.PathOf(path)));

    [GeneratedRegex("`(?<text>[^`]+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Quoted();
}
