using Microsoft.Extensions.Configuration;

namespace Gateway.Infrastructure.Configuration;

/// <summary>The configuration's <c>Gateway</c> section, and what is wrong with it.</summary>
internal sealed class SettingsSection(IConfiguration configuration)
{
    private readonly IConfigurationSection _section = configuration.GetSection("Gateway");
    private readonly HashSet<string> _read = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _readBelow = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A sentence each.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>As it is set in the environment.</summary>
    public static string Key(string name) => "Gateway__" + name.Replace(":", "__", StringComparison.Ordinal);

    /// <summary>Null when it is not set, or empty.</summary>
    public string? Text(string name)
    {
        _read.Add(name);
        return _section[name] is { Length: > 0 } text ? text : null;
    }

    public IEnumerable<IConfigurationSection> List(string name)
    {
        _readBelow.Add(name + ':');
        return _section.GetSection(name).GetChildren();
    }

    /// <summary>Every value set below the name, by the rest of its name.</summary>
    public IEnumerable<(string Name, string Value)> Below(string name)
    {
        _readBelow.Add(name + ':');
        return Values(_section.GetSection(name));
    }

    /// <summary>Returns whether the name, or one below it that was read, has a value.</summary>
    public bool IsSet(string name) => Values(_section).Any(entry => IsRead(entry.Name) && (entry.Name + ':').StartsWith(name + ':', StringComparison.OrdinalIgnoreCase));

    public bool Flag(string name, bool fallback)
    {
        var text = Text(name);
        var flag = fallback;
        if (text is not null && !bool.TryParse(text, out flag))
        {
            Faults.Add($"{Key(name)} must be true or false.");
        }

        return flag;
    }

    /// <summary>Once all is read: whatever is set and was not read is a mistyped name, and so a protection that is not there.</summary>
    public void RefuseUnread() =>
        Faults.AddRange(Values(_section)
            .Where(entry => !IsRead(entry.Name))
            .Select(entry => $"{Key(entry.Name)} is not a key of the configuration."));

    private bool IsRead(string name) => _read.Contains(name) || _readBelow.Any(above => name.StartsWith(above, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<(string Name, string Value)> Values(IConfigurationSection section) =>
        section.AsEnumerable(makePathsRelative: true)
            .Where(entry => entry.Value is { Length: > 0 } && entry.Key.Length > 0)
            .Select(entry => (entry.Key, entry.Value!));
}
