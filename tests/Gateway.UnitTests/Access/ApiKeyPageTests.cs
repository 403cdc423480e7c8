using System.Text.RegularExpressions;
using Gateway.Domain.Access;

namespace Gateway.UnitTests.Access;

/// <summary>What docs/api-keys.md tells secret scanners is true of the keys that the program makes.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class ApiKeyPageTests
{
    private const string Known = "0123456789abcdefghijABCDEFGHIJ01000000";
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(10);
    private static readonly string s_root = Root();
    private static readonly string s_page = File.ReadAllText(Path.Combine(s_root, "docs", "api-keys.md"));
    private static readonly string s_pattern = Regex.Match(s_page, "```regex\n(?<pattern>.+)\n```", RegexOptions.ExplicitCapture, s_limit).Groups["pattern"].Value;
    private static readonly Regex s_regex = new(s_pattern, RegexOptions.None, s_limit);

    [TestCase("{0}")]
    [TestCase("KEY={0}\n")]
    [TestCase("curl -H 'Authorization: Bearer {0}' http://127.0.0.1:8080")]
    [TestCase("\"key\":\"{0}\",")]
    [TestCase("https://gateway.example/?key={0}&x=1")]
    [TestCase("keys: {0},{0};{0}.")]
    public void The_pattern_finds_every_key_in_a_text(string text)
    {
        for (var n = 0; n < 1000; n++)
        {
            var key = ApiKeyText.New();
            var around = text.Replace("{0}", key, StringComparison.Ordinal);
            Assert.That(s_regex.Matches(around).Select(match => match.Value), Is.Not.Empty.And.All.EqualTo(key));
            Assert.That(s_regex.Count(around), Is.EqualTo((around.Length - text.Length) / (key.Length - "{0}".Length)));
        }
    }

    [TestCase("wa_" + Known, true)]
    [TestCase("wa_" + Known + "0", false)]
    [TestCase("wa_0123456789abcdefghijABCDEFGHIJ0100000", false)]
    [TestCase("wa_0123456789abcdefghij-BCDEFGHIJ01000000", false)]
    [TestCase("wa_0123456789abcdefghij_BCDEFGHIJ01000000", false)]
    [TestCase("wa_0123456789abcdefghij BCDEFGHIJ01000000", false)]
    [TestCase("wa_0123456789abcdefghijéBCDEFGHIJ01000000", false)]
    [TestCase("wa-" + Known, false)]
    [TestCase("WA_" + Known, false)]
    [TestCase("wb_" + Known, false)]
    [TestCase("xwa_" + Known, false)]
    [TestCase("wa_", false)]
    [TestCase("key_01KAN4Z0000000000000000000", false)]
    public void The_pattern_finds_nothing_that_only_resembles_a_key(string text, bool isFound) =>
        Assert.That(s_regex.IsMatch($"a {text} b"), Is.EqualTo(isFound));

    [Test]
    public void Every_scanner_is_given_the_same_pattern()
    {
        var given = s_page.Split('\n').Where(line => line.Contains("wa_[", StringComparison.Ordinal)).ToList();
        Assert.That(given, Has.Count.EqualTo(4));
        Assert.That(given.Take(3), Is.All.Contains(s_pattern));
        Assert.That(given[3], Does.Contain($"`{s_pattern.Replace("\\b", "", StringComparison.Ordinal)}`"), "GitHub looks around it by itself");
    }

    [Test]
    public void No_page_shows_a_key_that_could_be_real()
    {
        var pages = Directory.GetFiles(s_root, "*.md").Concat(Directory.GetFiles(Path.Combine(s_root, "docs"), "*.md", SearchOption.AllDirectories));
        var shown = pages.SelectMany(page => s_regex.Matches(File.ReadAllText(page))).Select(match => match.Value).ToList();
        Assert.That(shown, Has.Member("wa_" + Known));
        Assert.That(shown.Where(text => ApiKeyText.IsWellFormed(text)), Is.Empty);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Gateway.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}
