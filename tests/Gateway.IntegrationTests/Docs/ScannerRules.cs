using System.Text.RegularExpressions;
using Gateway.Domain.Access;
using Gateway.IntegrationTests.Process;

namespace Gateway.IntegrationTests.Docs;

/// <summary>Rules that a page gives to secret scanners: they can be read, and find every key and no mistyped word.</summary>
internal static partial class ScannerRules
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(10);

    public static async Task MustFindKeysAsync(Block block)
    {
        var pattern = block.Language switch
        {
            "toml" => OfToml(block.Text),
            "yaml" => await OfYamlAsync(block.Text),
            _ => block.Text,
        };
        for (var n = 0; n < 100; n++)
        {
            var key = ApiKeyText.New();
            Assert.That(Regex.Match($"KEY={key}\n", pattern, RegexOptions.None, s_limit).Value, Is.EqualTo(key));
            Assert.That(Regex.IsMatch($"KEY={key[..^1]} {key}x", pattern, RegexOptions.None, s_limit), Is.False);
        }
    }

    /// <summary>A module with the function <c>isKey</c>.</summary>
    public static async Task MustTellKeysAsync(Block block)
    {
        var keys = Enumerable.Range(0, 100).Select(_ => ApiKeyText.New()).ToList();
        var mistyped = keys.Select(key => key[..9] + (key[9] == 'a' ? 'b' : 'a') + key[10..]);
        var program = $"{block.Text}\nconsole.log(process.argv.slice(1).map(isKey).map(Number).join(''))";
        var told = (await Tools.RunAsync(Path.GetTempPath(), Tools.Node, ["--input-type=module", "-e", program, .. keys, .. mistyped])).Done().OutputLines.Single();
        Assert.That(told, Is.EqualTo(new string('1', keys.Count) + new string('0', keys.Count)));
    }

    /// <summary>Of the little of TOML that rules of gitleaks need.</summary>
    private static string OfToml(string text)
    {
        Assert.That(text.Split('\n'), Is.All.Matches("""^(\[\[rules\]\]|[a-z]+ = ('''[^']+'''|"[^"]+"|\["[^"]+"\]))$"""));
        return TomlRegex().Match(text).Groups["pattern"].Value;
    }

    private static async Task<string> OfYamlAsync(string text)
    {
        var program = $"const yaml = require('{Tools.PathOf("@stoplight/yaml")}'); process.stdout.write(yaml.parse(process.argv[1]).detectors[0].regex.key)";
        return (await Tools.RunAsync(Path.GetTempPath(), Tools.Node, "-e", program, text)).Done().Output;
    }

    [GeneratedRegex("regex = '''(?<pattern>.+)'''", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TomlRegex();
}
