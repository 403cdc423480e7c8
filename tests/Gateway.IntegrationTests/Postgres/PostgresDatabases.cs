using System.Security.Cryptography;
using Gateway.IntegrationTests.Leaks;
using Npgsql;

namespace Gateway.IntegrationTests.Postgres;

/// <summary>Databases come and go on a server.</summary>
internal static class PostgresDatabases
{
    /// <summary>A fresh one that belongs to the ordinary user, empty or a copy of another: how that user reaches it.</summary>
    /// <param name="template">The connection string of the database to copy. It must have no connections.</param>
    public static async Task<string> CreateDatabaseAsync(this PostgresServer server, string? template = null)
    {
        var name = $"test_{RandomNumberGenerator.GetHexString(16, lowercase: true)}";
        var copied = template is null ? "template1" : new NpgsqlConnectionStringBuilder(template).Database;
        await server.AdminAsync($"CREATE DATABASE {name} OWNER {PostgresServer.User} TEMPLATE {copied}");
        var connectionString = server.ConnectionString(name);
        Gathered.Told(connectionString);
        return connectionString;
    }

    /// <summary>Removes what <see cref="CreateDatabaseAsync"/> made, whoever is connected.</summary>
    public static Task DropDatabaseAsync(this PostgresServer server, string connectionString) =>
        server.AdminAsync($"DROP DATABASE IF EXISTS {new NpgsqlConnectionStringBuilder(connectionString).Database} WITH (FORCE)");
}
