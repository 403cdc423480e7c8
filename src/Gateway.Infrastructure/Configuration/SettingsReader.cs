using System.Globalization;
using Gateway.Domain.Contacts;
using Microsoft.Extensions.Configuration;

namespace Gateway.Infrastructure.Configuration;

/// <summary>Reads the configuration's <c>Gateway</c> section and names every fault at once.</summary>
public sealed class SettingsReader
{
    private static readonly TimeSpan s_defaultShutdownDelay = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_longestShutdownDelay = TimeSpan.FromMinutes(10);
    private readonly SettingsSection _section;
    private readonly DatabaseSettingsReader _database;

    private SettingsReader(IConfiguration configuration)
    {
        _section = new SettingsSection(configuration);
        _database = new DatabaseSettingsReader(_section);
    }

    /// <exception cref="ConfigurationException">Something is wrong or unsafe.</exception>
    public static GatewaySettings Read(IConfiguration configuration)
    {
        var reader = new SettingsReader(configuration);
        var settings = reader.Read();
        reader._section.RefuseUnread();
        return reader._section.Faults.Count == 0 ? settings : throw new ConfigurationException(reader._section.Faults);
    }

    /// <summary>Which database is meant, right or wrong as the rest may be.</summary>
    public static DatabaseProvider ProviderOf(IConfiguration configuration) => new SettingsReader(configuration)._database.Provider();

    private GatewaySettings Read()
    {
        if (!TextFolding.RuntimeCanNormalize)
        {
            _section.Faults.Add("This runtime cannot normalise Unicode text: install ICU (package libicu) and leave invariant mode off.");
        }

        var provider = _database.Provider();
        var directory = DataDirectory(provider);
        var database = provider == DatabaseProvider.Sqlite ? _database.File(directory) : _database.Server();
        return new GatewaySettings(directory, database, CursorKeys(provider), ShutdownDelay())
        {
            LoginTokens = new LoginTokenSettingsReader(_section).Read(),
            Edge = new EdgeSettingsReader(_section).Read(),
            AuditedAddress = Audited(),
        };
    }

    private string DataDirectory(DatabaseProvider provider)
    {
        var directory = _section.Text("DataDirectory") ?? DataDirectories.Default();
        if (directory is null && provider == DatabaseProvider.Sqlite)
        {
            _section.Faults.Add("Gateway__DataDirectory must be set: there is no user's data folder.");
        }

        return Path.GetFullPath(directory ?? ".");
    }

    private List<byte[]> CursorKeys(DatabaseProvider provider)
    {
        var keys = new List<byte[]>();
        foreach (var entry in _section.List("Cursors:Keys"))
        {
            var key = new byte[CursorKeyRing.KeyBytes + 1];
            if (Convert.TryFromBase64String(entry.Value ?? "", key, out var length) && length == CursorKeyRing.KeyBytes)
            {
                keys.Add(key[..length]);
            }
            else
            {
                _section.Faults.Add($"Gateway__Cursors__Keys__{entry.Key} must be base64 of {CursorKeyRing.KeyBytes} bytes.");
            }
        }

        if (keys.Count == 0 && provider == DatabaseProvider.Postgres)
        {
            _section.Faults.Add("Gateway__Cursors__Keys__0 must be set beside postgres, the same for all instances: base64 of 32 random bytes.");
        }

        return keys;
    }

    private AuditedAddress Audited()
    {
        var text = _section.Text("Audit:ClientAddress");
        var address = AuditedAddress.Off;
        if (text is not null && !(text.All(char.IsAsciiLetter) && Enum.TryParse(text, ignoreCase: true, out address)))
        {
            _section.Faults.Add("Gateway__Audit__ClientAddress must be off, truncated or full.");
        }

        return address;
    }

    private TimeSpan ShutdownDelay()
    {
        var text = _section.Text("Shutdown:Delay");
        var delay = s_defaultShutdownDelay;
        if (text is not null && !TryDuration(text, out delay))
        {
            _section.Faults.Add("Gateway__Shutdown__Delay must be seconds or hh:mm:ss, at most ten minutes.");
        }

        return delay;
    }

    private static bool TryDuration(string text, out TimeSpan duration)
    {
        var good = double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds);
        duration = good && seconds <= s_longestShutdownDelay.TotalSeconds ? TimeSpan.FromSeconds(seconds) : s_longestShutdownDelay + TimeSpan.FromTicks(1);
        return (good || TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out duration))
            && duration >= TimeSpan.Zero && duration <= s_longestShutdownDelay;
    }
}
