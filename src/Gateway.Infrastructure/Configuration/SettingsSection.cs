using Microsoft.Extensions.Configuration;

namespace Gateway.Infrastructure.Configuration;

/// <summary>The configuration's <c>Gateway</c> section, and what is wrong with it.</summary>
internal sealed class SettingsSection(IConfiguration configuration)
{
    private readonly IConfigurationSection _section = configuration.GetSection("Gateway");

    /// <summary>A sentence each.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>Null when it is not set, or empty.</summary>
    public string? Text(string name) => _section[name] is { Length: > 0 } text ? text : null;

    public IEnumerable<IConfigurationSection> List(string name) => _section.GetSection(name).GetChildren();

    public bool Flag(string name, bool fallback)
    {
        var text = Text(name);
        var flag = fallback;
        if (text is not null && !bool.TryParse(text, out flag))
        {
            Faults.Add($"Gateway__{name.Replace(":", "__", StringComparison.Ordinal)} must be true or false.");
        }

        return flag;
    }
}
