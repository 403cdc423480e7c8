using System.CommandLine;
using System.Text.RegularExpressions;
using Gateway.Infrastructure.Configuration;

namespace Gateway.Api.Hosting;

/// <summary>The command line of the service: the demo, where to listen, and settings as <c>--Gateway:DataDirectory=/srv/gateway</c>.</summary>
internal sealed partial class Arguments
{
    private static readonly Option<bool> s_demo = new("--demo") { Description = "Serve made-up people from a database of their own, on loopback." };
    private static readonly Option<string> s_urls = new("--urls") { Description = "Where to listen, as ASPNETCORE_URLS: http://127.0.0.1:8080." };
    private readonly ParseResult _parsed;

    private Arguments(ParseResult parsed, IReadOnlyList<string> all) =>
        (_parsed, Settings) = (parsed, [.. all.Where(argument => argument != s_demo.Name)]);

    public bool IsDemo => _parsed.GetValue(s_demo);

    /// <summary>Gets the arguments that the configuration reads.</summary>
    public string[] Settings { get; }

    /// <summary>Gets whether the arguments ask for the usage or the version, and not for the service.</summary>
    public bool IsHelpOrVersion => _parsed.Action is not null;

    /// <exception cref="ConfigurationException">An argument is unknown, or lacks its value.</exception>
    public static Arguments Parse(IReadOnlyList<string> arguments)
    {
        var command = new RootCommand(
            "The gateway's contact service. Environment variables such as Gateway__DataDirectory configure it; a setting can also be given as --Gateway:DataDirectory=/srv/gateway. docs/operating.md lists the settings.")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        command.Options.Add(s_demo);
        command.Options.Add(s_urls);
        var parsed = command.Parse(arguments);
        var faults = parsed.Errors.Select(error => error.Message).ToList();
        faults.AddRange(parsed.UnmatchedTokens.Where(token => !Setting().IsMatch(token)).Select(token => $"{NameOf(token)} is unknown. --help shows what there is."));
        return faults.Count == 0 ? new Arguments(parsed, arguments) : throw new ConfigurationException(faults);
    }

    /// <summary>Prints the usage or the version; returns the exit code.</summary>
    public int Print() => _parsed.Invoke();

    /// <summary>Names an argument without its value, which may be a secret.</summary>
    private static string NameOf(string token) => token.StartsWith('-') ? $"The argument {token.Split('=')[0]}" : "An argument";

    /// <summary>A setting of a section, one of the host's own, or none: test hosts pass sections themselves, without a value.</summary>
    [GeneratedRegex("^--([A-Za-z]+(?==$)|[A-Za-z]+:[^=]+|environment|contentRoot|applicationName|AllowedHosts|https?_ports|forwardedHeaders_enabled)=", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Setting();
}
