using System.Security.Cryptography;
using Gateway.IntegrationTests.Leaks;
using Npgsql;

namespace Gateway.IntegrationTests.Postgres;

/// <summary>Databases come and go on a server.</summary>
internal static class PostgresDatabases
{
    /// <summary>A fresh, empty one that belongs to the ordinary user: how that user reaches it.</summary>
    public static async Task<string> CreateDatabaseAsync(this PostgresServer server)
    {
        var name = $"test_{RandomNumberGenerator.GetHexString(16, lowercase: true)}";
        await server.AdminAsync($"CREATE DATABASE {name} OWNER {PostgresServer.User}");
        var connectionString = server.ConnectionString(name);
        Gathered.Told(connectionString);
        return connectionString;
    }

    /// <summary>Removes what <see cref="CreateDatabaseAsync"/> made, whoever is connected.</summary>
    public static Task DropDatabaseAsync(this PostgresServer server, string connectionString) =>
        server.AdminAsync($"DROP DATABASE IF EXISTS {new NpgsqlConnectionStringBuilder(connectionString).Database} WITH (FORCE)");
}
