using System.Globalization;
using System.Net;

namespace Gateway.Infrastructure.Configuration;

/// <summary>Reads who may call, from where, and how often.</summary>
internal sealed class EdgeSettingsReader(SettingsSection section)
{
    private const int DefaultPerCaller = 100;
    private const int DefaultPerOrganization = 400;
    private const string Enabled = "RateLimits:Enabled";
    private const int MostPerSecond = 1_000_000;

    public EdgeSettings Read() => new(RateLimits(), Origins(), Proxies()) { PathBase = PathBase() };

    private RateLimitSettings? RateLimits()
    {
        var faults = section.Faults.Count;
        var limits = new RateLimitSettings(Rate("RateLimits:PerCaller", DefaultPerCaller), Rate("RateLimits:PerOrganization", DefaultPerOrganization));
        var isOn = section.Flag(Enabled, fallback: false);
        if (section.Faults.Count == faults && section.IsSet("RateLimits") && !section.IsSet(Enabled))
        {
            section.Faults.Add("Gateway__RateLimits__Enabled must be set beside a rate: without it, requests are not limited.");
        }

        return isOn ? limits : null;
    }

    private int Rate(string name, int fallback)
    {
        var rate = fallback;
        if (section.Text(name) is { } text && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out rate) || rate is < 1 or > MostPerSecond))
        {
            section.Faults.Add($"{SettingsSection.Key(name)} must be requests a second: a whole number from 1 to {MostPerSecond}.");
        }

        return rate;
    }

    /// <summary>As browsers write them (RFC 6454): each is compared as a whole, and any page at all is nobody's choice.</summary>
    private List<string> Origins()
    {
        var origins = new List<string>();
        foreach (var entry in section.List("Cors:Origins"))
        {
            var isUrl = Uri.TryCreate(entry.Value, UriKind.Absolute, out var url) && url.Scheme is "https" or "http" && url.Host.Length > 0;
            if (isUrl && url!.GetLeftPart(UriPartial.Authority) == entry.Value && url.UserInfo.Length == 0)
            {
                origins.Add(entry.Value);
            }
            else
            {
                section.Faults.Add($"{SettingsSection.Key("Cors:Origins")}__{entry.Key} must be an origin as browsers send it, such as https://app.example: lower case, no path, no *.");
            }
        }

        return origins;
    }

    private List<IPNetwork> Proxies()
    {
        var proxies = new List<IPNetwork>();
        foreach (var entry in section.List("Proxies"))
        {
            if (Network(entry.Value ?? "") is { PrefixLength: > 0 } network)
            {
                proxies.Add(network);
            }
            else
            {
                section.Faults.Add($"{SettingsSection.Key("Proxies")}__{entry.Key} must be an address or a network in CIDR form, such as 10.0.0.0/8, and not everybody.");
            }
        }

        return proxies;
    }

    private string PathBase()
    {
        var path = section.Text("PathBase") ?? "";
        if (path.Length > 0 && !PathPrefix.IsWellFormed(path))
        {
            section.Faults.Add($"Gateway__PathBase must be a path such as /gateway: a slash before each part, none at the end, and in the parts ASCII letters, digits and - . _ ~ alone, at most {PathPrefix.MaxLength} characters in all.");
        }

        return path;
    }

    private static IPNetwork? Network(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : null;
}
