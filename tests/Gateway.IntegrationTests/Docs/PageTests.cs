using System.Text.RegularExpressions;

namespace Gateway.IntegrationTests.Docs;

/// <summary>What the documentation shows is so: every sample is run, and what it prints is what the page says.</summary>
[Parallelizable(ParallelScope.All)]
public sealed partial class PageTests
{
    private static IEnumerable<string> Pages => Page.Names;

    private static IEnumerable<string> PagesWithSamples => Pages.Where(name => File.ReadAllText(Checkout.PathOf(name)).Contains("```", StringComparison.Ordinal));

    [TestCaseSource(nameof(PagesWithSamples))]
    [Category(TestCategories.Node)]
    public Task Every_sample_holds(string page) => PageRun.RunAsync(Page.Of(page));

    [TestCaseSource(nameof(Pages))]
    public void Every_link_leads_somewhere(string page)
    {
        var folder = Path.GetDirectoryName(Checkout.PathOf(page))!;
        foreach (var target in Page.Of(page).Lines.SelectMany(line => Link().Matches(line)).Select(link => link.Groups["target"].Value).Where(target => !target.Contains("://", StringComparison.Ordinal)))
        {
            var (file, heading) = target.Split('#') is [var one, var other] ? (one, other) : (target, "");
            var path = file.Length == 0 ? Checkout.PathOf(page) : Path.GetFullPath(Path.Combine(folder, file));
            Assert.That(File.Exists(path) || Directory.Exists(path), $"{page}: {target}");
            Assert.That(heading.Length == 0 || File.ReadLines(path).Any(line => Anchor(line) == heading), $"{page}: {target}");
        }
    }

    [TestCaseSource(nameof(Pages))]
    public void Every_note_stands_above_a_block(string page)
    {
        var written = Page.Of(page).Lines.Count(line => line.Contains("sample:", StringComparison.Ordinal) && line.StartsWith("<!--", StringComparison.Ordinal));
        Assert.That(Page.Of(page).Blocks.Sum(block => block.Notes.Count), Is.EqualTo(written));
    }

    [Test]
    public void The_index_names_every_page()
    {
        var index = File.ReadAllText(Checkout.PathOf("docs", "README.md"));
        Assert.That(Directory.GetFiles(Checkout.PathOf("docs"), "*.md").Select(Path.GetFileName).Where(name => name != "README.md"), Is.All.Matches<string>(name => index.Contains($"({name})", StringComparison.Ordinal)));
    }

    /// <summary>As GitHub makes one of a heading.</summary>
    private static string? Anchor(string line) =>
        line.StartsWith('#') ? string.Concat(line.TrimStart('#').Trim().ToLowerInvariant().Where(letter => char.IsLetterOrDigit(letter) || letter is ' ' or '-' or '_')).Replace(' ', '-') : null;

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();
}
