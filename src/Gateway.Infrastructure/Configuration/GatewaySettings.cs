using Microsoft.Data.Sqlite;

namespace Gateway.Infrastructure.Configuration;

/// <summary>The configuration, read and checked once at start.</summary>
/// <param name="DataDirectory">Where the embedded database and keys live.</param>
/// <param name="CursorKeys">The first signs, all verify; empty takes the one kept in the data directory.</param>
/// <param name="ShutdownDelay">After SIGTERM: not ready, but serving on.</param>
public sealed record GatewaySettings(string DataDirectory, DatabaseSettings Database, IReadOnlyList<byte[]> CursorKeys, TimeSpan ShutdownDelay)
{
    /// <summary>Null: only API keys are accepted.</summary>
    public LoginTokenSettings? LoginTokens { get; init; }

    public EdgeSettings Edge { get; init; } = new(RateLimits: null, [], []);

    /// <summary>Gets how much of a client's address the audit lines have.</summary>
    public AuditedAddress AuditedAddress { get; init; }
}

/// <summary>How much of a client's address an audit line has.</summary>
public enum AuditedAddress
{
    Off,

    /// <summary>The network alone: 24 bits of an IPv4 address, 48 bits of an IPv6 address.</summary>
    Truncated,
    Full,
}

public enum DatabaseProvider
{
    Sqlite,
    Postgres,
}

/// <summary>Which database, and how to reach it.</summary>
public sealed record DatabaseSettings(DatabaseProvider Provider, string ConnectionString, bool MigrateOnStart)
{
    /// <summary>Whether the configuration names the embedded database's file; else it is in the data directory.</summary>
    public bool IsFileNamed { get; init; }

    /// <summary>Whether a command uses it, which may wait longer for a server than the service's callers do.</summary>
    public bool IsForCommands { get; init; }

    /// <summary>Where the embedded database is.</summary>
    public string FilePath => new SqliteConnectionStringBuilder(ConnectionString).DataSource;

    /// <summary>The key that says where.</summary>
    public string FileKey => IsFileNamed ? "Gateway__Database__ConnectionString" : "Gateway__DataDirectory";

    /// <summary>An embedded database in this file, brought up to date at start.</summary>
    public static DatabaseSettings File(string path) =>
        new(DatabaseProvider.Sqlite, new SqliteConnectionStringBuilder { DataSource = path }.ConnectionString, MigrateOnStart: true);

    /// <summary>A database on a server, brought up to date by its operator.</summary>
    /// <param name="connectionString">As Npgsql takes it.</param>
    public static DatabaseSettings Server(string connectionString) => new(DatabaseProvider.Postgres, connectionString, MigrateOnStart: false);

    /// <summary>What is wrong where the embedded database cannot be used.</summary>
    public ConfigurationException UnusableFile() => new(
    [
        IsFileNamed ? $"{FileKey} names a file that cannot be made, opened or written, or is no database."
            : $"{FileKey} names a folder whose database cannot be made, opened or written, or is no database.",
    ]);
}

/// <summary>A wrong or unsafe configuration: a sentence for each fault, without values.</summary>
public sealed class ConfigurationException(IReadOnlyList<string> faults) : Exception(string.Join(' ', faults))
{
    public IReadOnlyList<string> Faults { get; } = faults;

    public static ConfigurationException UnusableDataDirectory() =>
        new(["Gateway__DataDirectory cannot be used: it cannot be made, read or written."]);
}
