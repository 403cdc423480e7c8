using System.Text.RegularExpressions;
using Gateway.Infrastructure.Configuration;
using Microsoft.Extensions.Configuration;

namespace Gateway.IntegrationTests.Docs;

/// <summary>The tables of keys: docs/operating.md names every key that the program reads, and none that it does not know.</summary>
public sealed partial class ConfigurationTableTests
{
    private static readonly string[] s_pages = ["docs/operating.md", "docs/login-tokens.md", "README.md"];

    private static IEnumerable<TestCaseData> Named => s_pages.SelectMany(page => KeysOn(page).Select(key => new TestCaseData(page, key)));

    [TestCaseSource(nameof(Named))]
    public void Every_key_is_known(string page, string key) =>
        Assert.That(FaultsOf(key), Has.None.EndsWith("is not a key of the configuration."), page);

    [Test]
    public void Every_key_is_named()
    {
        var sources = Directory.GetFiles(Checkout.PathOf("src", "Gateway.Infrastructure", "Configuration"), "*.cs").Select(File.ReadAllText);
        var read = sources.SelectMany(source => Read().Matches(source)).Select(read => "Gateway__" + read.Groups["name"].Value.Replace(":", "__", StringComparison.Ordinal)).Append("Gateway__Jwt__JwksUrl");
        var named = KeysOn("docs/operating.md").Select(key => Entry().Replace(key, "")).ToList();
        Assert.That(read.Distinct().ToList(), Has.Count.AtLeast(18).And.All.Matches<string>(named.Contains));
    }

    /// <summary>A key that is none has this fault, as the row above relies on.</summary>
    [Test]
    public void A_key_that_is_none_is_told() => Assert.That(FaultsOf("Gateway__Jwt__Audiance"), Has.Some.EndsWith("is not a key of the configuration."));

    private static IReadOnlyList<string> FaultsOf(string key)
    {
        try
        {
            SettingsReader.Read(new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create<string, string?>(key.Replace("__", ":", StringComparison.Ordinal), "x")]).Build());
            return [];
        }
        catch (ConfigurationException wrong)
        {
            return wrong.Faults;
        }
    }

    /// <summary>In the first cell of a row, the first whole, the others as they end: <c>`Gateway__Jwt__Issuer`, `__Audience`</c>.</summary>
    private static IEnumerable<string> KeysOn(string page)
    {
        foreach (var cell in Page.Of(page).Tables.Where(table => table.Rows[0][0] == "Key").SelectMany(table => table.Rows.Skip(1)).Select(row => row[0]))
        {
            var words = Code().Matches(cell).Select(code => code.Groups["text"].Value.TrimEnd('…').Replace("<role>", "member", StringComparison.Ordinal)).ToList();
            var section = words[0][..(words[0].LastIndexOf("__", StringComparison.Ordinal) is var end and >= 0 ? end : 0)];
            foreach (var word in words.Where(_ => words[0].StartsWith("Gateway__", StringComparison.Ordinal)))
            {
                yield return word.StartsWith("__", StringComparison.Ordinal) ? section + word : word;
            }
        }
    }

    [GeneratedRegex("`(?<text>[^`]+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code();

    [GeneratedRegex("""\b(Text|Texts|Flag|List|Below|Path|Rate|Role)\("(?<name>[A-Z][A-Za-z]+(:[A-Z][A-Za-z]+)*)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Read();

    [GeneratedRegex("(__member)?__0$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Entry();
}
