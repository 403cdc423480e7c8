using System.Globalization;
using Gateway.Domain.Contacts;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace Gateway.Infrastructure.Configuration;

/// <summary>Reads the configuration's <c>Gateway</c> section and names every fault at once.</summary>
public sealed class SettingsReader
{
    private const string Sqlite = "sqlite";
    private const string Postgres = "postgres";
    private const string DatabaseFile = "gateway.db";
    private static readonly TimeSpan s_defaultShutdownDelay = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_longestShutdownDelay = TimeSpan.FromMinutes(10);
    private readonly IConfigurationSection _section;
    private readonly List<string> _faults = [];

    private SettingsReader(IConfiguration configuration) => _section = configuration.GetSection("Gateway");

    /// <exception cref="ConfigurationException">Something is wrong or unsafe.</exception>
    public static GatewaySettings Read(IConfiguration configuration)
    {
        var reader = new SettingsReader(configuration);
        var settings = reader.Read();
        return reader._faults.Count == 0 ? settings : throw new ConfigurationException(reader._faults);
    }

    /// <summary>Which database is meant, right or wrong as the rest may be.</summary>
    public static DatabaseProvider ProviderOf(IConfiguration configuration) => new SettingsReader(configuration).Provider();

    private GatewaySettings Read()
    {
        if (!TextFolding.RuntimeCanNormalize)
        {
            _faults.Add("This runtime cannot normalise Unicode text: install ICU (package libicu) and leave invariant mode off.");
        }

        var provider = Provider();
        var directory = DataDirectory(provider);
        return new GatewaySettings(directory, provider == DatabaseProvider.Sqlite ? SqliteFile(directory) : Server(), CursorKeys(provider), ShutdownDelay());
    }

    private DatabaseProvider Provider()
    {
        var text = Text("Database:Provider");
        if (text is not (null or Sqlite or Postgres))
        {
            _faults.Add("Gateway__Database__Provider must be sqlite or postgres.");
        }

        return text == Postgres ? DatabaseProvider.Postgres : DatabaseProvider.Sqlite;
    }

    private string DataDirectory(DatabaseProvider provider)
    {
        var directory = Text("DataDirectory") ?? DataDirectories.Default();
        if (directory is null && provider == DatabaseProvider.Sqlite)
        {
            _faults.Add("Gateway__DataDirectory must be set: there is no user's data folder.");
        }

        return Path.GetFullPath(directory ?? ".");
    }

    private DatabaseSettings SqliteFile(string directory)
    {
        var connection = Text("Database:ConnectionString") is { } text
            ? SqliteConnectionString(text)
            : DatabaseSettings.File(Path.Combine(directory, DatabaseFile)).ConnectionString;
        return new DatabaseSettings(DatabaseProvider.Sqlite, connection, Flag("Database:MigrateOnStart", fallback: true));
    }

    private string SqliteConnectionString(string text)
    {
        try
        {
            var builder = new SqliteConnectionStringBuilder(text);
            if (builder.DataSource.Length == 0 || builder.Mode == SqliteOpenMode.Memory || builder.DataSource.StartsWith(':'))
            {
                _faults.Add("Gateway__Database__ConnectionString must name a file as its Data Source.");
            }

            return builder.ConnectionString;
        }
        catch (ArgumentException)
        {
            _faults.Add("Gateway__Database__ConnectionString is not a connection string of Microsoft.Data.Sqlite.");
            return "";
        }
    }

    private DatabaseSettings Server()
    {
        var text = Text("Database:ConnectionString") ?? "";
        try
        {
            if (new NpgsqlConnectionStringBuilder(text).Host is null or "")
            {
                _faults.Add("Gateway__Database__ConnectionString must name the server, as Host=…;Database=…;Username=….");
            }
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            _faults.Add("Gateway__Database__ConnectionString is not a connection string of Npgsql, such as Host=…;Database=…;Username=….");
        }

        return new DatabaseSettings(DatabaseProvider.Postgres, text, Flag("Database:MigrateOnStart", fallback: false));
    }

    private List<byte[]> CursorKeys(DatabaseProvider provider)
    {
        var keys = new List<byte[]>();
        foreach (var entry in _section.GetSection("Cursors:Keys").GetChildren())
        {
            var key = new byte[CursorKeyRing.KeyBytes + 1];
            if (Convert.TryFromBase64String(entry.Value ?? "", key, out var length) && length == CursorKeyRing.KeyBytes)
            {
                keys.Add(key[..length]);
            }
            else
            {
                _faults.Add($"Gateway__Cursors__Keys__{entry.Key} must be base64 of {CursorKeyRing.KeyBytes} bytes.");
            }
        }

        if (keys.Count == 0 && provider == DatabaseProvider.Postgres)
        {
            _faults.Add("Gateway__Cursors__Keys__0 must be set beside postgres, the same for all instances: base64 of 32 random bytes.");
        }

        return keys;
    }

    private TimeSpan ShutdownDelay()
    {
        var text = Text("Shutdown:Delay");
        var delay = s_defaultShutdownDelay;
        if (text is not null && !TryDuration(text, out delay))
        {
            _faults.Add("Gateway__Shutdown__Delay must be seconds or hh:mm:ss, at most ten minutes.");
        }

        return delay;
    }

    private bool Flag(string name, bool fallback)
    {
        var text = Text(name);
        var flag = fallback;
        if (text is not null && !bool.TryParse(text, out flag))
        {
            _faults.Add($"Gateway__{name.Replace(":", "__", StringComparison.Ordinal)} must be true or false.");
        }

        return flag;
    }

    private string? Text(string name) => _section[name] is { Length: > 0 } text ? text : null;

    private static bool TryDuration(string text, out TimeSpan duration)
    {
        var good = double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds);
        duration = good && seconds <= s_longestShutdownDelay.TotalSeconds ? TimeSpan.FromSeconds(seconds) : s_longestShutdownDelay + TimeSpan.FromTicks(1);
        return (good || TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out duration))
            && duration >= TimeSpan.Zero && duration <= s_longestShutdownDelay;
    }
}
